/** Processes for tests of hand-over points. */
@NullMarked
package dev.baton.it.handoff;

import org.jspecify.annotations.NullMarked;
