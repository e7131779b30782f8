/** Counts and times calls for Micrometer. */
@NullMarked
package dev.baton.layers.meter;

import org.jspecify.annotations.NullMarked;
