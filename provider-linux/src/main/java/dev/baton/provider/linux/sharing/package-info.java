/**
 * How a socket gets from one process to another: the inbox of each process, delivery into it, the
 * claim of what was delivered, and the block of values that all holders of a socket have in common.
 */
@NullMarked
package dev.baton.provider.linux.sharing;

import org.jspecify.annotations.NullMarked;
