/**
 * How items travel between the two sides of a hand-over point: the messages, the folder of sockets,
 * and the thread of each side. Knows descriptors, not channels.
 */
@NullMarked
package dev.baton.channels.handoff;

import org.jspecify.annotations.NullMarked;
