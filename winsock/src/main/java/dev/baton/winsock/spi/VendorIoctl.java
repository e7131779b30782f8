package dev.baton.winsock.spi;

/**
 * Control codes that Winsock sends to providers through {@code WSPIoctl} for what has no entry of
 * its own in the table, so that layers see these operations too. All buffers are little-endian.
 */
public final class VendorIoctl {
    /**
     * Waits for readiness, for {@code WSAPoll}; sent to the first socket of the array that is one.
     *
     * <p>In and out buffer are the same memory: an array of {@code WSAPOLLFD} (16 bytes: {@code
     * SOCKET fd}, {@code SHORT events}, {@code SHORT revents}, four bytes unused) followed by the
     * time-out in milliseconds (four bytes, negative: without end). The provider writes each {@code
     * revents} ({@code POLLNVAL} for a descriptor that is not its own) and, as bytes returned, the
     * number of elements whose {@code revents} is not 0. {@code _WSAIOWR(IOC_VENDOR, 0xBA2)}.
     */
    public static final int POLL = 0xD8000BA2;

    /**
     * Duplicates many sockets for one process; sent to the first.
     *
     * <p>In: {@code dwProcessId} (four bytes), count (four bytes), then count descriptors (eight
     * bytes each). Out: count {@code WSAPROTOCOL_INFOW}, of which the provider writes only those of
     * descriptors it owns. Either every duplicate is delivered or none. Errors are those of {@code
     * WSPDuplicateSocket}. {@code _WSAIOWR(IOC_VENDOR, 0xBA1)}.
     */
    public static final int DUPLICATE_SOCKETS = 0xD8000BA1;

    private VendorIoctl() {}
}
