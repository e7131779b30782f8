/** {@code baton doctor}: what this machine has and what to change. */
@NullMarked
package dev.baton.cli.doctor;

import org.jspecify.annotations.NullMarked;
