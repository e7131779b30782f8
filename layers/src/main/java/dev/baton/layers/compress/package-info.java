/** The layer {@code compress}: deflates each datagram. */
@NullMarked
package dev.baton.layers.compress;

import org.jspecify.annotations.NullMarked;
