/**
 * {@code baton demo}: one process that tells the story and four that play it, three in each act.
 */
@NullMarked
package dev.baton.cli.demo;

import org.jspecify.annotations.NullMarked;
