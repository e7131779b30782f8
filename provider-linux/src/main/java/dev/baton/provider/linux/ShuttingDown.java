package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;

/** {@code WSPShutdown}: 0 or a negated code. */
final class ShuttingDown {
    private ShuttingDown() {}

    static int shutdown(LinuxSocket socket, int how) {
        if (how < Constants.SD_RECEIVE || how > Constants.SD_BOTH) {
            return -Constants.WSAEINVAL;
        }
        boolean send = how != Constants.SD_RECEIVE;
        boolean receive = how != Constants.SD_SEND;
        if (Kind.stream(socket)) {
            int result = stream(socket, send);
            if (result != 0) {
                return result;
            }
        }
        // Of reception the kernel is told nothing: it would stop a listener, and answer data with
        // a reset where Winsock lets the peer go on sending (A138, A142).
        socket.change(state ->
                state.raise(
                        (send ? SocketState.SEND_SHUT : 0)
                                | (receive ? SocketState.RECEIVE_SHUT : 0)));
        return 0;
    }

    /** The last pending send has ended: if it was to be the last at all, so does the stream. */
    static void sent(LinuxSocket socket) {
        if (socket.has(SocketState.SEND_SHUT) && Kind.stream(socket)) {
            Linux.shutdown(socket.fd(), LinuxConstants.SHUT_WR);
        }
    }

    private static int stream(LinuxSocket socket, boolean send) {
        Connecting.settle(socket);
        return switch (Connection.of(socket)) {
            case FRESH, LISTENING, CONNECTING -> -Constants.WSAENOTCONN;
            case ENDED -> socket.has(SocketState.RESET) ? -Constants.WSAECONNRESET : 0;
            case CONNECTED -> {
                if (!send || socket.has(SocketState.SEND_SHUT)) {
                    yield 0;
                }
                // First the flag: another holder's send that fails must know why.
                socket.change(state -> state.raise(SocketState.SEND_SHUT));
                Naming.rememberPeer(socket);
                if (!Direction.SEND.idle(socket)) {
                    // What is pending was to be sent before: its end is the stream's.
                    yield 0;
                }
                int result = Linux.shutdown(socket.fd(), LinuxConstants.SHUT_WR);
                // ENOTCONN: the peer's reset came in between.
                if (result < 0 && result != -Errno.ENOTCONN) {
                    socket.change(state -> state.lower(SocketState.SEND_SHUT));
                    yield Errors.of(result);
                }
                yield 0;
            }
        };
    }
}
