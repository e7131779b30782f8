package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** {@code WSAStartup} and {@code WSACleanup}: version negotiation and what WSADATA says. */
public final class Startup {
    private static final int HIGHEST = 0x0202;

    private Startup() {}

    /** {@code WSAStartup}: 0 or the error code. */
    public static int startup(int wVersionRequested, MemorySegment lpWSAData) {
        int major = wVersionRequested & 0xFF;
        boolean usable = Memory.writable(lpWSAData, Constants.SIZEOF_WSADATA);
        if (major == 0) {
            return usable ? unsupported(lpWSAData) : Constants.WSAVERNOTSUPPORTED;
        }
        if (!usable) {
            return Constants.WSAEFAULT;
        }
        int error = Session.start();
        if (error != 0) {
            return error;
        }
        try {
            fill(lpWSAData, negotiate(major, wVersionRequested >>> 8 & 0xFF));
            return 0;
        } catch (IllegalStateException closed) {
            Session.stop();
            return Constants.WSAEFAULT;
        }
    }

    private static int unsupported(MemorySegment data) {
        try {
            fill(data, HIGHEST);
        } catch (IllegalStateException closed) {
            return Constants.WSAEFAULT;
        }
        return Constants.WSAVERNOTSUPPORTED;
    }

    /** {@code WSACleanup}. */
    public static int cleanup() {
        ThreadState thread = ThreadState.current();
        if (!Session.stop()) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        thread.lastError(0);
        return 0;
    }

    // Minor version in the high byte (A266).
    private static int negotiate(int major, int minor) {
        return switch (major) {
            case 1 -> minor == 0 ? 0x0001 : 0x0101;
            case 2 -> minor > 2 ? HIGHEST : minor << 8 | 2;
            default -> HIGHEST;
        };
    }

    // lpVendorInfo is left as it is (A268).
    private static void fill(MemorySegment data, int version) {
        boolean winsock1 = (version & 0xFF) == 1;
        Memory.int16(data, 0, (short) version);
        Memory.int16(data, 2, (short) HIGHEST);
        Memory.int16(data, 4, (short) (winsock1 ? 32767 : 0));
        Memory.int16(data, 6, (short) (winsock1 ? 65467 : 0));
        text(data, 16, "WinSock 2.0");
        text(data, 273, "Running");
    }

    private static void text(MemorySegment data, long offset, String text) {
        Memory.bytes(data, offset, (text + '\0').getBytes(StandardCharsets.US_ASCII));
    }
}
