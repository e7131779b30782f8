/**
 * Sockets of other processes as channels of the JDK, and back.
 *
 * <p>{@link dev.baton.channels.SharedChannels} duplicates a channel for another process, opens what
 * another process has duplicated for this one, and releases a channel without harm to those who
 * hold the same socket.
 */
@NullMarked
package dev.baton.channels;

import org.jspecify.annotations.NullMarked;
