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

    private final Blocking blocking;

    Sending(Blocking blocking) {
        this.blocking = blocking;
    }

    /**
     * Sends.
     *
     * @param to a Windows address, or NULL
     */
    long send(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment to,
            int toLength) {
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
        // MSG_OOB and MSG_DONTROUTE have the same numbers on Linux.
        int options = flags | ALWAYS;
        if (Kind.stream(socket)) {
            return (flags & Constants.MSG_OOB) != 0 && Kind.local(socket)
                    ? -Constants.WSAEOPNOTSUPP
                    : stream(socket, buffers, count, options);
        }
        return (flags & Constants.MSG_OOB) != 0
                ? -Constants.WSAEOPNOTSUPP
                : datagram(socket, buffers, count, options, to, toLength);
    }

    // A blocking send ends when everything is sent, a non-blocking one when the kernel is full.
    private long stream(LinuxSocket socket, MemorySegment[] buffers, int count, int options) {
        long total = Buffers.size(buffers, count);
        long deadline = 0;
        long sent = 0;
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
            int toLength) {
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
        long deadline = 0;
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
        if (socket.has(SocketState.NONBLOCKING)) {
            return -Constants.WSAEWOULDBLOCK;
        }
        return blocking.await(socket, LinuxConstants.POLLOUT, deadline);
    }
}
