/**
 * Sockets of other processes as channels of Netty, and back.
 *
 * <p>{@link dev.baton.netty.NettyChannels} duplicates, moves and releases a channel, {@link
 * dev.baton.netty.NettyTransport} opens what another process has duplicated or moved.
 */
@NullMarked
package dev.baton.netty;

import org.jspecify.annotations.NullMarked;
