package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;

/**
 * The values of {@code Internal} in a {@code WSAOVERLAPPED}: an {@code NTSTATUS} for each {@code
 * WSA…} code, as Windows' socket driver has them.
 */
public final class NtStatus {
    /** Completed without error. */
    public static final int STATUS_SUCCESS = 0;

    /** Not completed yet. */
    public static final int STATUS_PENDING = 0x103;

    /** Ended because the last descriptor was closed. */
    public static final int STATUS_CANCELLED = 0xC000_0120;

    /** Completed, but a part of the message was lost. */
    public static final int STATUS_BUFFER_OVERFLOW = 0x8000_0005;

    /** An error code of Windows in an NTSTATUS, where there is none for it. */
    private static final int OF_WINDOWS = 0xC007_0000;

    private static final int[][] PAIRS = {
        {Constants.WSA_OPERATION_ABORTED, STATUS_CANCELLED},
        {Constants.WSAEMSGSIZE, STATUS_BUFFER_OVERFLOW},
        {Constants.WSAEFAULT, 0xC000_0005},
        {Constants.WSAENOTSOCK, 0xC000_0008},
        {Constants.WSAEINVAL, 0xC000_000D},
        {Constants.WSAEACCES, 0xC000_0022},
        {Constants.WSAENOBUFS, 0xC000_009A},
        {Constants.WSAESHUTDOWN, 0xC000_00B0},
        {Constants.WSAETIMEDOUT, 0xC000_00B5},
        {Constants.WSAEOPNOTSUPP, 0xC000_00BB},
        {Constants.WSAENOTCONN, 0xC000_0140},
        {Constants.WSAEADDRNOTAVAIL, 0xC000_0207},
        {Constants.WSAECONNRESET, 0xC000_020D},
        {Constants.WSAECONNREFUSED, 0xC000_0236},
        {Constants.WSAENETUNREACH, 0xC000_023C},
        {Constants.WSAEHOSTUNREACH, 0xC000_023D},
        {Constants.WSAECONNABORTED, 0xC000_0241},
    };

    private NtStatus() {}

    /**
     * Translates an error.
     *
     * @param error 0 or a {@code WSA…} code
     * @return its status
     */
    public static int ofError(int error) {
        if (error == 0) {
            return STATUS_SUCCESS;
        }
        for (int[] pair : PAIRS) {
            if (pair[0] == error) {
                return pair[1];
            }
        }
        return OF_WINDOWS | (error & 0xFFFF);
    }

    /**
     * Translates a status.
     *
     * @param status of an operation that has completed
     * @return 0 or its {@code WSA…} code; {@code WSASYSCALLFAILURE} for a status that has none
     */
    public static int toError(int status) {
        for (int[] pair : PAIRS) {
            if (pair[1] == status) {
                return pair[0];
            }
        }
        if ((status & 0xFFFF_0000) == OF_WINDOWS) {
            return status & 0xFFFF;
        }
        return status >= 0 ? 0 : Constants.WSASYSCALLFAILURE;
    }
}
