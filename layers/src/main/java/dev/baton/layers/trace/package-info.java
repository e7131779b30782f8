/** Prints every call: install it to see what a program does with its sockets. */
@NullMarked
package dev.baton.layers.trace;

import org.jspecify.annotations.NullMarked;
