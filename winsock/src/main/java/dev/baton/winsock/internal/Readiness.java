package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.DescriptorSets;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.MemorySegment;

/**
 * {@code select} and {@code WSAPoll}: to the provider of the sockets, through its layers. Sockets
 * of different chains wait together at their common base provider ({@link BaseHandles}).
 */
public final class Readiness {
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
        DescriptorSets sets = new DescriptorSets(readfds, writefds, exceptfds);
        if (!sets.usable()) {
            return thread.fail(Constants.WSAEFAULT);
        }
        BaseHandles handles = new BaseHandles(session, Constants.SIO_BSP_HANDLE_SELECT);
        MemorySegment[] inOrder = {exceptfds, writefds, readfds};
        for (MemorySegment set : inOrder) {
            int count = set.equals(MemorySegment.NULL) ? 0 : Memory.int32(set, 0);
            for (int i = 0; i < count; i++) {
                if (!handles.add(Memory.int64(set, FdSet.OFFSET_fd_array + 8L * i))) {
                    return thread.fail(Constants.WSAENOTSOCK);
                }
            }
        }
        ServiceProvider only = handles.common();
        if (only != null) {
            Dispatch.Call call =
                    (p, frame) ->
                            p.WSPSelect(
                                    nfds, readfds, writefds, exceptfds, timeout, frame.lpErrno());
            return (int) Dispatch.through(thread, only, call, false);
        }
        return handles.isEmpty()
                ? thread.fail(Constants.WSAEINVAL)
                : selectAtBase(thread, handles, sets, nfds, timeout);
    }

    private static int selectAtBase(
            ThreadState thread,
            BaseHandles handles,
            DescriptorSets sets,
            int nfds,
            MemorySegment timeout) {
        ServiceProvider base = handles.resolve(thread);
        if (base == null) {
            return Constants.SOCKET_ERROR;
        }
        Dispatch.Call call =
                (p, frame) -> sets.select(p, nfds, handles::base, timeout, frame.lpErrno());
        return (int) Dispatch.through(thread, base, call, false);
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
        long size = (long) fds * PollFd.SIZEOF;
        if (!Memory.writable(fdArray, size) || size + Integer.BYTES > Integer.MAX_VALUE) {
            return thread.fail(Constants.WSAEFAULT);
        }
        BaseHandles handles = new BaseHandles(session, Constants.SIO_BSP_HANDLE_POLL);
        long first = Constants.INVALID_SOCKET;
        for (int i = 0; i < fds; i++) {
            long s = PollFd.fd(fdArray, i);
            if (handles.add(s) && first == Constants.INVALID_SOCKET) {
                first = s;
            }
        }
        if (handles.isEmpty()) {
            return thread.fail(Constants.WSAENOTSOCK);
        }
        int length = (int) size + Integer.BYTES;
        MemorySegment buffer = MemorySegment.ofArray(new byte[length]);
        MemorySegment.copy(fdArray, 0, buffer, 0, size);
        Memory.int32(buffer, size, timeout);
        ServiceProvider provider = handles.common();
        if (provider == null) {
            provider = handles.resolve(thread);
            if (provider == null) {
                return Constants.SOCKET_ERROR;
            }
            for (int i = 0; i < fds; i++) {
                PollFd.fd(buffer, i, handles.base(PollFd.fd(fdArray, i)));
            }
            first = handles.base(first);
        }
        return poll(thread, provider, first, buffer, fdArray, fds);
    }

    private static int poll(
            ThreadState thread,
            ServiceProvider provider,
            long first,
            MemorySegment buffer,
            MemorySegment fdArray,
            int fds) {
        int length = (int) buffer.byteSize();
        Dispatch.Call call =
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
                    for (int i = 0; i < fds && result == 0; i++) {
                        PollFd.revents(fdArray, i, PollFd.revents(buffer, i));
                    }
                    return result;
                };
        return (int) Dispatch.through(thread, provider, call, true);
    }
}
