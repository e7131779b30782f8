package dev.baton.provider.linux.sharing;

import java.lang.foreign.MemorySegment;

/**
 * What a delivery says of one socket.
 *
 * @param catalogEntryId entry of the catalog it belongs to
 * @param family its address family, as Linux numbers it
 * @param type its type
 * @param protocol its protocol
 * @param cookie the kernel's number of the underlying socket
 * @param values the common values at the time of delivery, 32 bytes
 */
public record Offer(
        int catalogEntryId,
        int family,
        int type,
        int protocol,
        long cookie,
        MemorySegment values) {}
