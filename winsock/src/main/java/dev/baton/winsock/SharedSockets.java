package dev.baton.winsock;

import dev.baton.winsock.internal.Dispatch;
import dev.baton.winsock.internal.ThreadState;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.spi.VendorOption;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/**
 * What shared sockets need beside the Winsock functions: many in one call, and their attributes.
 * Extensions in Winsock's own way, a control code ({@link VendorIoctl#DUPLICATE_SOCKETS}) and an
 * option ({@link VendorOption#SO_WSA_FLAGS}) that every layer sees. Errors, threads and memory as
 * in {@link Winsock}.
 */
public final class SharedSockets {
    private static final int SIZEOF_SOCKET = 8;

    private SharedSockets() {}

    /**
     * Makes duplicates of many sockets for another process, as {@link Winsock#WSADuplicateSocketW}
     * does of one: either all or none.
     *
     * @param sockets array of SOCKET, eight bytes each, all of one base provider or all of one
     *     chain
     * @param count how many, at least 1
     * @param dwProcessId the target
     * @param infos receives as many {@code WSAPROTOCOL_INFOW}, 628 bytes each; undefined on failure
     * @return 0 or {@code SOCKET_ERROR} with a code of {@link Winsock#WSADuplicateSocketW}; {@code
     *     WSAEINVAL} for sockets of different chains
     */
    public static int duplicate(
            MemorySegment sockets, int count, int dwProcessId, MemorySegment infos) {
        if (!Dispatch.isStarted()) {
            return ThreadState.current().fail(Constants.WSANOTINITIALISED);
        }
        long size = (long) count * SIZEOF_SOCKET;
        if (count < 1 || count > Integer.MAX_VALUE / Constants.SIZEOF_WSAPROTOCOL_INFOW) {
            return ThreadState.current().fail(Constants.WSAEINVAL);
        }
        if (!Memory.readable(sockets, size)) {
            return ThreadState.current().fail(Constants.WSAEFAULT);
        }
        return Dispatch.guarded(() -> duplicateReadable(sockets, count, dwProcessId, infos));
    }

    private static int duplicateReadable(
            MemorySegment sockets, int count, int dwProcessId, MemorySegment infos) {
        if (!Dispatch.haveOneProvider(sockets, count)) {
            return ThreadState.current().fail(Constants.WSAEINVAL);
        }
        long size = (long) count * SIZEOF_SOCKET;
        MemorySegment in = MemorySegment.ofArray(new byte[(int) (8 + size)]);
        Memory.int32(in, 0, dwProcessId);
        Memory.int32(in, 4, count);
        MemorySegment.copy(sockets, 0, in, 8, size);
        return Winsock.WSAIoctl(
                Memory.int64(sockets, 0),
                VendorIoctl.DUPLICATE_SOCKETS,
                in,
                (int) in.byteSize(),
                infos,
                count * Constants.SIZEOF_WSAPROTOCOL_INFOW,
                MemorySegment.ofArray(new int[1]),
                MemorySegment.NULL,
                null);
    }

    /**
     * The attributes a socket was made with; all its descriptors have the same.
     *
     * @param s the socket
     * @return {@code WSA_FLAG_OVERLAPPED} or 0, or {@code SOCKET_ERROR}: {@code WSAENOTSOCK}
     */
    public static int flags(long s) {
        MemorySegment value = MemorySegment.ofArray(new int[1]);
        MemorySegment length = MemorySegment.ofArray(new int[] {Integer.BYTES});
        int result =
                Winsock.getsockopt(
                        s, Constants.SOL_SOCKET, VendorOption.SO_WSA_FLAGS, value, length);
        return result == 0 ? Memory.int32(value, 0) : result;
    }

    /**
     * Opens many duplicates that were made for this process.
     *
     * @param infos array of {@code WSAPROTOCOL_INFOW}
     * @param count how many
     * @param sockets receives as many descriptors; {@code INVALID_SOCKET} from the first one on
     *     that could not be opened
     * @return number of descriptors opened, from the front; if less than {@code count}, {@link
     *     Winsock#WSAGetLastError} says why the next one was not, and the rest stay good
     */
    public static int open(MemorySegment infos, int count, MemorySegment sockets) {
        if (!Dispatch.isStarted()) {
            ThreadState.current().fail(Constants.WSANOTINITIALISED);
            return 0;
        }
        long size = Constants.SIZEOF_WSAPROTOCOL_INFOW;
        if (!Memory.readable(infos, count * size)
                || !Memory.writable(sockets, (long) count * SIZEOF_SOCKET)) {
            ThreadState.current().fail(Constants.WSAEFAULT);
            return 0;
        }
        int[] opened = new int[1];
        Dispatch.guarded(() -> openUsable(infos, count, sockets, opened));
        return opened[0];
    }

    private static int openUsable(
            MemorySegment infos, int count, MemorySegment sockets, int[] opened) {
        long size = Constants.SIZEOF_WSAPROTOCOL_INFOW;
        for (int i = 0; i < count; i++) {
            long s = Constants.INVALID_SOCKET;
            if (opened[0] == i) {
                s =
                        Winsock.WSASocketW(
                                Constants.FROM_PROTOCOL_INFO,
                                Constants.FROM_PROTOCOL_INFO,
                                Constants.FROM_PROTOCOL_INFO,
                                infos.asSlice(i * size, size),
                                0,
                                Constants.WSA_FLAG_OVERLAPPED);
            }
            tell(s, sockets, i);
            opened[0] += s == Constants.INVALID_SOCKET ? 0 : 1;
        }
        return 0;
    }

    // A descriptor that the caller can't be told of must not stay open.
    private static void tell(long s, MemorySegment sockets, int index) {
        try {
            Memory.int64(sockets, (long) index * SIZEOF_SOCKET, s);
        } catch (IllegalStateException closed) {
            Winsock.closesocket(s);
            throw closed;
        }
    }
}
