/** {@code baton demo}: one process that tells the story and three that play it. */
@NullMarked
package dev.baton.cli.demo;

import org.jspecify.annotations.NullMarked;
