package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;

/**
 * What a failed send or receive says of its socket. Linux tells the end of a connection once, to
 * whoever asks first; Winsock tells it every time, to every descriptor (A217, A150).
 */
final class Breakage {
    private Breakage() {}

    /** The negated code for a failed send. */
    static int ofSend(LinuxSocket socket, long result) {
        if (!Kind.stream(socket)) {
            return ofDatagram(result);
        }
        if (result == -Errno.EPIPE) {
            return brokenPipe(socket);
        }
        return ofStream(socket, result);
    }

    /** The negated code for a failed receive. */
    static int ofReceive(LinuxSocket socket, long result) {
        if (!Kind.stream(socket)) {
            return ofDatagram(result);
        }
        // A local stream that is not connected says EINVAL.
        if (result == -Errno.EINVAL && Kind.local(socket)) {
            return -Constants.WSAENOTCONN;
        }
        return ofStream(socket, result);
    }

    /** For a receive that found the end of the stream: 0, or why it is no graceful one. */
    static int ofEnd(LinuxSocket socket) {
        if (!socket.has(SocketState.RESET | SocketState.ABORTED) && Kind.tcp(socket)) {
            int errno =
                    Linux.socketOption(
                            socket.fd(), LinuxConstants.SOL_SOCKET, LinuxConstants.SO_ERROR);
            if (!notice(socket, errno) && endedWholly(socket)) {
                notice(socket, Errno.ECONNRESET);
            }
        }
        return remembered(socket);
    }

    /** Whether a stream whose peer has ended, as {@code poll} says, was reset. */
    static boolean wasReset(LinuxSocket socket, int found) {
        return socket.has(SocketState.RESET)
                || ((found & LinuxConstants.POLLHUP) != 0
                        && Kind.tcp(socket)
                        && !socket.has(SocketState.ABORTED)
                        && endedWholly(socket));
    }

    // Another holder may have taken the error and not noted it yet: without a FIN of our own, only
    // a reset ends a connection wholly.
    private static boolean endedWholly(LinuxSocket socket) {
        return !socket.has(SocketState.SEND_SHUT) && Connection.of(socket) == Connection.ENDED;
    }

    /**
     * Remembers an error that the kernel has told and forgotten; false if it is of no such kind.
     */
    static boolean notice(LinuxSocket socket, int errno) {
        switch (errno) {
            // All of these are told once, and afterwards the connection is gone.
            case Errno.ECONNRESET,
                    Errno.ETIMEDOUT,
                    Errno.ECONNABORTED,
                    Errno.EHOSTUNREACH,
                    Errno.EHOSTDOWN,
                    Errno.ENETUNREACH,
                    Errno.ENETDOWN,
                    Errno.EPROTO ->
                    socket.change(state -> state.raise(SocketState.RESET));
            // A reset that arrived after the peer's FIN: it had closed before we sent.
            case Errno.EPIPE -> socket.change(state -> state.raise(SocketState.ABORTED));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int brokenPipe(LinuxSocket socket) {
        if (socket.has(SocketState.SEND_SHUT)) {
            return -Constants.WSAESHUTDOWN;
        }
        int known = remembered(socket);
        if (known != 0) {
            return known;
        }
        Connecting.settle(socket);
        Connection connection = Connection.of(socket);
        if (connection == Connection.FRESH || connection == Connection.LISTENING) {
            return -Constants.WSAENOTCONN;
        }
        if (Connection.sendingShut(socket)) {
            // By a holder that is no Baton program.
            return -Constants.WSAESHUTDOWN;
        }
        notice(socket, Errno.EPIPE);
        return -Constants.WSAECONNABORTED;
    }

    private static int ofStream(LinuxSocket socket, long result) {
        if (socket.has(SocketState.CONNECTING)) {
            if (result <= -Errno.ENETDOWN && result != -Errno.ENOTCONN) {
                // This call has taken the connect's error away from SO_ERROR.
                Connecting.fail(socket, (int) -result);
            }
            return -Constants.WSAENOTCONN;
        }
        notice(socket, (int) -result);
        return Errors.of(result);
    }

    private static int ofDatagram(long result) {
        return switch ((int) -result) {
            // ICMP port unreachable
            case Errno.ECONNREFUSED -> -Constants.WSAECONNRESET;
            case Errno.EDESTADDRREQ -> -Constants.WSAENOTCONN;
            default -> Errors.of(result);
        };
    }

    private static int remembered(LinuxSocket socket) {
        if (socket.has(SocketState.RESET)) {
            return -Constants.WSAECONNRESET;
        }
        return socket.has(SocketState.ABORTED) ? -Constants.WSAECONNABORTED : 0;
    }
}
