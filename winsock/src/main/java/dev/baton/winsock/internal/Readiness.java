package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** {@code select} and {@code WSAPoll}: to the provider of the first socket that is one. */
public final class Readiness {
    private static final int POLLFD_SIZE = 16;

    private Readiness() {}

    /** {@code select}. */
    public static int select(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout) {
        ThreadState thread = ThreadState.current();
        Session session = Session.current();
        if (session == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        MemorySegment[] sets = {readfds, writefds, exceptfds};
        long first = Constants.INVALID_SOCKET;
        boolean any = false;
        for (int i = sets.length - 1; i >= 0; i--) {
            if (sets[i].equals(MemorySegment.NULL)) {
                continue;
            }
            if (!validSet(sets[i])) {
                return thread.fail(Constants.WSAEFAULT);
            }
            int count = Memory.int32(sets[i], 0);
            for (int k = 0; k < count; k++) {
                first = Memory.int64(sets[i], 8 + 8L * k);
                any = true;
                if (session.descriptors().find(first) == null) {
                    return thread.fail(Constants.WSAENOTSOCK);
                }
            }
        }
        if (!any) {
            return thread.fail(Constants.WSAEINVAL);
        }
        return Dispatch.status(
                first,
                (p, frame) ->
                        p.WSPSelect(nfds, readfds, writefds, exceptfds, timeout, frame.lpErrno()));
    }

    private static boolean validSet(MemorySegment set) {
        return Memory.writable(set, 8)
                && Memory.int32(set, 0) >= 0
                && Memory.writable(set, 8 + 8L * Memory.int32(set, 0));
    }

    /** {@code WSAPoll}. */
    public static int poll(MemorySegment fdArray, int fds, int timeout) {
        ThreadState thread = ThreadState.current();
        Session session = Session.current();
        if (session == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        if (fds <= 0) {
            return thread.fail(Constants.WSAEINVAL);
        }
        long size = (long) fds * POLLFD_SIZE;
        if (!Memory.writable(fdArray, size) || size + Integer.BYTES > Integer.MAX_VALUE) {
            return thread.fail(Constants.WSAEFAULT);
        }
        long first = firstSocket(session, fdArray, fds);
        if (first == Constants.INVALID_SOCKET) {
            return thread.fail(Constants.WSAENOTSOCK);
        }
        int length = (int) size + Integer.BYTES;
        MemorySegment buffer = MemorySegment.ofArray(new byte[length]);
        MemorySegment.copy(fdArray, 0, buffer, 0, size);
        Memory.int32(buffer, size, timeout);
        return Dispatch.transfer(
                first,
                (p, frame) -> {
                    int result =
                            p.WSPIoctl(
                                    first,
                                    VendorIoctl.POLL,
                                    buffer,
                                    length,
                                    buffer,
                                    length,
                                    frame.lpBytes(),
                                    MemorySegment.NULL,
                                    null,
                                    MemorySegment.NULL,
                                    frame.lpErrno());
                    if (result != Constants.SOCKET_ERROR) {
                        MemorySegment.copy(buffer, 0, fdArray, 0, size);
                    }
                    return result;
                });
    }

    private static long firstSocket(Session session, MemorySegment fdArray, int fds) {
        for (int i = 0; i < fds; i++) {
            long s = Memory.int64(fdArray, (long) i * POLLFD_SIZE);
            if (session.descriptors().find(s) != null) {
                return s;
            }
        }
        return Constants.INVALID_SOCKET;
    }
}
