/** Disturbs sockets on purpose, and repeatably, to test one's own program. */
@NullMarked
package dev.baton.layers.fault;

import org.jspecify.annotations.NullMarked;
