package dev.baton.winsock.spi;

/** Socket options beside those of Winsock, at level {@code SOL_SOCKET}. */
public final class VendorOption {
    /**
     * The {@code WSA_FLAG_…} attributes of the socket, which Winsock keeps and never tells: {@code
     * WSA_FLAG_OVERLAPPED} or 0. Four bytes, read only, the same through every descriptor.
     */
    public static final int SO_WSA_FLAGS = 0x4BA0;

    private VendorOption() {}
}
