/** Output for people and for machines. */
@NullMarked
package dev.baton.cli.text;

import org.jspecify.annotations.NullMarked;
