/**
 * Sockets of other processes as channels of the JDK, and back.
 *
 * <p>{@link dev.baton.channels.SharedChannels} duplicates a channel for another process, opens what
 * another process has duplicated for this one, and releases a channel without harm to those who
 * hold the same socket.
 *
 * <p>{@link dev.baton.channels.Handoff} hands channels over to a {@link
 * dev.baton.channels.HandoffPoint} of another process, with what it must know to go on, and gives
 * each up only when the receiver has acknowledged it.
 */
@NullMarked
package dev.baton.channels;

import org.jspecify.annotations.NullMarked;
