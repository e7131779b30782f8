package dev.baton.provider.linux;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/** {@code WSPRecv} and {@code WSPRecvFrom}: bytes received, or a negated code. */
final class Receiving {
    // The last two are hints about when a receive may end; ours ends as soon as there is data.
    private static final int FLAGS =
            Constants.MSG_OOB
                    | Constants.MSG_PEEK
                    | Constants.MSG_WAITALL
                    | Constants.MSG_INTERRUPT
                    | Constants.MSG_PUSH_IMMEDIATE;
    private static final int PASSED_ON = Constants.MSG_OOB | Constants.MSG_PEEK;

    /** Not a wait's result: there was none. */
    private static final long TRIED = Long.MAX_VALUE;

    private final Blocking blocking;

    Receiving(Blocking blocking) {
        this.blocking = blocking;
    }

    /**
     * Looks at what a receive is called with.
     *
     * @param overlapped whether it does not block, whatever the socket's mode
     * @return 0, or a negated code
     */
    int check(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment from,
            MemorySegment fromLength,
            boolean overlapped) {
        int problem = Buffers.checkWritable(buffers, count);
        if (problem != 0) {
            return problem;
        }
        if (socket.has(SocketState.RECEIVE_SHUT)) {
            return -Constants.WSAESHUTDOWN;
        }
        if (Kind.stream(socket)) {
            return flags == 0 ? 0 : checkStreamFlags(socket, flags, overlapped);
        }
        if ((flags & ~(Constants.MSG_PEEK | Constants.MSG_PARTIAL)) != 0) {
            return -Constants.WSAEOPNOTSUPP;
        }
        int room = Addresses.size(socket.entry().iAddressFamily());
        return Addresses.absent(from) || Addresses.fits(from, fromLength, room)
                ? 0
                : -Constants.WSAEFAULT;
    }

    /**
     * Receives, with arguments that were checked.
     *
     * @param from receives the sender of a datagram; NULL if nobody asks
     * @param before bytes that were received before
     * @param deadline of {@link Blocking#deadline}, 0 for the socket's own from now on, or {@link
     *     Blocked#TRY}
     * @return bytes; −WSAEMSGSIZE when all buffers were filled and the rest of the message dropped;
     *     a trial's {@link Blocked}
     */
    long receive(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment from,
            MemorySegment fromLength,
            long before,
            long deadline) {
        return Kind.stream(socket)
                ? stream(socket, buffers, count, flags, before, deadline)
                : datagram(socket, buffers, count, flags, from, fromLength, deadline);
    }

    private static int checkStreamFlags(LinuxSocket socket, int flags, boolean overlapped) {
        boolean urgent = (flags & Constants.MSG_OOB) != 0;
        boolean all = (flags & Constants.MSG_WAITALL) != 0;
        if ((flags & ~FLAGS) != 0
                || (urgent && (all || Kind.local(socket)))
                || (all && !overlapped && socket.has(SocketState.NONBLOCKING))) {
            return -Constants.WSAEOPNOTSUPP;
        }
        return urgent && inline(socket) ? -Constants.WSAEINVAL : 0;
    }

    private static boolean inline(LinuxSocket socket) {
        return Linux.socketOption(
                        socket.fd(), LinuxConstants.SOL_SOCKET, LinuxConstants.SO_OOBINLINE)
                == 1;
    }

    private long stream(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            long before,
            long until) {
        long total = Buffers.size(buffers, count);
        int options = (flags & PASSED_ON) | LinuxConstants.MSG_DONTWAIT;
        boolean all =
                (flags & (Constants.MSG_WAITALL | Constants.MSG_PEEK)) == Constants.MSG_WAITALL;
        long deadline = until;
        long got = before;
        while (true) {
            long n = part(socket.fd(), buffers, count, got, total, options);
            if (n > 0) {
                got += n;
                if (!all || got >= total) {
                    return got;
                }
                continue;
            }
            if (n == 0) {
                return got > 0 || total == 0 ? got : Breakage.ofEnd(socket);
            }
            if (wouldBlock(n, options)) {
                if (deadline == 0) {
                    deadline = deadline(socket);
                }
                n = waitForStream(socket, options, deadline);
                if (n == TRIED) {
                    return Blocked.after(got);
                }
                if (n > 0) {
                    continue;
                }
            } else {
                n = Breakage.ofReceive(socket, n);
            }
            return got > 0 ? got : n;
        }
    }

    // Linux says EINVAL of urgent data that has not come.
    private static boolean wouldBlock(long n, int options) {
        return n == -Errno.EAGAIN
                || (n == -Errno.EINVAL && (options & LinuxConstants.MSG_OOB) != 0);
    }

    private static long part(
            int fd, MemorySegment[] buffers, int count, long got, long total, int options) {
        if (Buffers.direct(buffers, count)) {
            MemorySegment rest = got == 0 ? buffers[0] : buffers[0].asSlice(got);
            return Linux.recvfrom(fd, rest, total - got, options, NULL, NULL);
        }
        MemorySegment data = Scratch.current().data();
        long size = Math.min(total - got, data.byteSize());
        long n = Linux.recvfrom(fd, data, size, options, NULL, NULL);
        if (n > 0) {
            Buffers.scatter(data, n, buffers, count, got);
        }
        return n;
    }

    private long waitForStream(LinuxSocket socket, int options, long deadline) {
        Connecting.settle(socket);
        if ((options & LinuxConstants.MSG_OOB) != 0 && Connection.of(socket) == Connection.FRESH) {
            return -Constants.WSAENOTCONN;
        }
        if (socket.has(SocketState.CONNECTING)) {
            return -Constants.WSAENOTCONN;
        }
        boolean trial = deadline == Blocked.TRY;
        if (socket.has(SocketState.NONBLOCKING) && !trial) {
            return -Constants.WSAEWOULDBLOCK;
        }
        if ((options & LinuxConstants.MSG_OOB) == 0) {
            return trial ? TRIED : blocking.await(socket, LinuxConstants.POLLIN, deadline);
        }
        int events = LinuxConstants.POLLPRI | LinuxConstants.POLLRDHUP;
        int found =
                trial
                        ? Blocking.look(socket.fd(), events)
                        : blocking.await(socket, events, deadline);
        if (found == 0) {
            return TRIED;
        }
        boolean ended = found > 0 && (found & LinuxConstants.POLLPRI) == 0;
        return ended ? Breakage.ofEnd(socket) : found;
    }

    private long datagram(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment from,
            MemorySegment fromLength,
            long until) {
        Scratch scratch = Scratch.current();
        boolean direct = Buffers.direct(buffers, count);
        MemorySegment data = direct ? buffers[0] : scratch.data();
        long total = Buffers.size(buffers, count);
        long size = Math.min(total, data.byteSize());
        // MSG_TRUNC: the result is the datagram's length even if the buffer is shorter.
        int options = (flags & PASSED_ON) | LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_TRUNC;
        long deadline = until;
        while (true) {
            scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
            long n =
                    Linux.recvfrom(
                            socket.fd(), data, size, options, scratch.address(), scratch.length());
            if (n >= 0) {
                if (!direct) {
                    Buffers.scatter(data, Math.min(n, size), buffers, count, 0);
                }
                writeSender(scratch, from, fromLength);
                return n > size ? -Constants.WSAEMSGSIZE : n;
            }
            if (n != -Errno.EAGAIN) {
                return Breakage.ofReceive(socket, n);
            }
            if (deadline == 0) {
                deadline = deadline(socket);
            }
            n = waitForDatagram(socket, deadline);
            if (n < 0) {
                return n;
            }
            if (n == TRIED) {
                return Blocked.after(0);
            }
        }
    }

    private static void writeSender(Scratch scratch, MemorySegment from, MemorySegment fromLength) {
        if (!Addresses.absent(from)) {
            int length = Addresses.toWinsock(scratch.address(), scratch.length().get(JAVA_INT, 0));
            Addresses.write(scratch.address(), length, from, fromLength);
        }
    }

    private long waitForDatagram(LinuxSocket socket, long deadline) {
        if (!Naming.bound(socket)) {
            return -Constants.WSAEINVAL;
        }
        if (deadline == Blocked.TRY) {
            return TRIED;
        }
        if (socket.has(SocketState.NONBLOCKING)) {
            return -Constants.WSAEWOULDBLOCK;
        }
        return blocking.await(socket, LinuxConstants.POLLIN, deadline);
    }

    private static long deadline(LinuxSocket socket) {
        return Blocking.deadline(socket.state().get(SocketState.Value.RECEIVE_TIMEOUT));
    }
}
