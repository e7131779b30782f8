package dev.baton.provider.linux.sharing;

import java.lang.foreign.MemorySegment;

/**
 * What a delivery says of one socket.
 *
 * @param kind what it is
 * @param cookie the kernel's number of the underlying socket
 * @param values the common values at the time of delivery, 32 bytes
 * @param alone whether the source gives the socket up, and nobody else holds it
 */
public record Offer(SocketKind kind, long cookie, MemorySegment values, boolean alone) {}
