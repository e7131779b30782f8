/** The layer {@code throttle}: limits bytes per second of each socket. */
@NullMarked
package dev.baton.layers.throttle;

import org.jspecify.annotations.NullMarked;
