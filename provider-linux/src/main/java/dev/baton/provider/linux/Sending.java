package dev.baton.provider.linux;

import static java.lang.foreign.MemorySegment.NULL;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/** {@code WSPSend} and {@code WSPSendTo}: bytes sent, or a negated code. */
final class Sending {
    private static final int FLAGS = Constants.MSG_OOB | Constants.MSG_DONTROUTE;
    private static final int ALWAYS = LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL;

    /** Not a wait's result: there was none. */
    private static final long TRIED = Long.MAX_VALUE;

    private final Blocking blocking;

    Sending(Blocking blocking) {
        this.blocking = blocking;
    }

    /** Looks at what a send is called with: 0, or a negated code. */
    int check(LinuxSocket socket, MemorySegment[] buffers, int count, int flags) {
        int problem = Buffers.checkReadable(buffers, count);
        if (problem != 0) {
            return problem;
        }
        if ((flags & ~FLAGS) != 0) {
            return -Constants.WSAEOPNOTSUPP;
        }
        if (socket.has(SocketState.SEND_SHUT)) {
            return -Constants.WSAESHUTDOWN;
        }
        return (flags & Constants.MSG_OOB) != 0 && (!Kind.stream(socket) || Kind.local(socket))
                ? -Constants.WSAEOPNOTSUPP
                : 0;
    }

    /**
     * Sends, with arguments that were checked.
     *
     * @param to a Windows address, or NULL
     * @param before bytes that were sent before
     * @param deadline of {@link Blocking#deadline}, 0 for the socket's own from now on, or {@link
     *     Blocked#TRY}
     * @return bytes; a trial's {@link Blocked}
     */
    long send(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment to,
            int toLength,
            long before,
            long deadline) {
        // MSG_OOB and MSG_DONTROUTE have the same numbers on Linux.
        int options = flags | ALWAYS;
        return Kind.stream(socket)
                ? stream(socket, buffers, count, options, before, deadline)
                : datagram(socket, buffers, count, options, to, toLength, deadline);
    }

    // A blocking send ends when everything is sent, a non-blocking one when the kernel is full.
    private long stream(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int options,
            long before,
            long until) {
        long total = Buffers.size(buffers, count);
        long deadline = until;
        long sent = before;
        while (true) {
            long n = part(socket.fd(), buffers, count, sent, total, options);
            if (n >= 0) {
                sent += n;
                if (sent >= total) {
                    return sent;
                }
                continue;
            }
            if (n == -Errno.EAGAIN) {
                if (deadline == 0) {
                    deadline = deadline(socket);
                }
                n = waitFor(socket, deadline);
                if (n == TRIED) {
                    return Blocked.after(sent);
                }
                if (n > 0) {
                    continue;
                }
            } else {
                n = Breakage.ofSend(socket, n);
            }
            return sent > 0 ? sent : n;
        }
    }

    private static long part(
            int fd, MemorySegment[] buffers, int count, long sent, long total, int options) {
        if (Buffers.direct(buffers, count)) {
            MemorySegment rest = sent == 0 ? buffers[0] : buffers[0].asSlice(sent);
            return Linux.sendto(fd, rest, total - sent, options, NULL, 0);
        }
        MemorySegment data = Scratch.current().data();
        long size = Math.min(total - sent, data.byteSize());
        Buffers.gather(buffers, count, sent, data, size);
        return Linux.sendto(fd, data, size, options, NULL, 0);
    }

    private long datagram(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int options,
            MemorySegment to,
            int toLength,
            long until) {
        MemorySegment address = NULL;
        int length = 0;
        if (!Addresses.absent(to)) {
            length = Addresses.toLinux(to, toLength, socket.entry().iAddressFamily());
            if (length < 0) {
                return length;
            }
            address = Scratch.current().address();
            boolean portless = !Kind.raw(socket) && Addresses.withoutPort(address);
            if (portless || Addresses.any(address)) {
                return -Constants.WSAEADDRNOTAVAIL;
            }
        }
        long size = Buffers.size(buffers, count);
        MemorySegment data = buffers[0];
        if (!Buffers.direct(buffers, count)) {
            data = Scratch.current().data();
            if (size > data.byteSize()) {
                return -Constants.WSAEMSGSIZE;
            }
            Buffers.gather(buffers, count, 0, data, size);
        }
        long deadline = until;
        while (true) {
            long n = Linux.sendto(socket.fd(), data, size, options, address, length);
            if (n >= 0) {
                return n;
            }
            if (n != -Errno.EAGAIN) {
                return Breakage.ofSend(socket, n);
            }
            if (deadline == 0) {
                deadline = deadline(socket);
            }
            n = waitFor(socket, deadline);
            if (n == TRIED) {
                return Blocked.after(0);
            }
            if (n < 0) {
                return n;
            }
        }
    }

    private static long deadline(LinuxSocket socket) {
        return Blocking.deadline(socket.state().get(SocketState.Value.SEND_TIMEOUT));
    }

    private long waitFor(LinuxSocket socket, long deadline) {
        Connecting.settle(socket);
        if (socket.has(SocketState.CONNECTING)) {
            return -Constants.WSAENOTCONN;
        }
        if (deadline == Blocked.TRY) {
            return TRIED;
        }
        if (socket.has(SocketState.NONBLOCKING)) {
            return -Constants.WSAEWOULDBLOCK;
        }
        return blocking.await(socket, LinuxConstants.POLLOUT, deadline);
    }
}
