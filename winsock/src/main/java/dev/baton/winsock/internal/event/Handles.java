package dev.baton.winsock.internal.event;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The handles of events, threads and windows. One is a multiple of four, as on Windows, never used
 * again, and stands far above the SOCKET values, lest somebody who reads a log takes it for one.
 */
final class Handles {
    private static final AtomicLong NEXT = new AtomicLong(0x4000_0000);

    private Handles() {}

    static long next() {
        return NEXT.getAndAdd(4);
    }
}
