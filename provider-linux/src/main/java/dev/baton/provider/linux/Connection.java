package dev.baton.provider.linux;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;

/** Where a stream socket stands in its life, by the kernel's word. */
enum Connection {
    FRESH,
    LISTENING,
    CONNECTING,
    CONNECTED,
    /** Was connected, and both directions have ended. */
    ENDED;

    // enum of net/tcp_states.h
    private static final int TCP_SYN_SENT = 2;
    private static final int TCP_FIN_WAIT1 = 4;
    private static final int TCP_FIN_WAIT2 = 5;
    private static final int TCP_CLOSE = 7;
    private static final int TCP_LAST_ACK = 9;
    private static final int TCP_LISTEN = 10;
    private static final int TCP_CLOSING = 11;

    /** Asks the kernel; {@link Connecting#settle} first where a connect may be under way. */
    static Connection of(LinuxSocket socket) {
        int fd = socket.fd();
        if (!Kind.tcp(socket)) {
            return listening(fd) ? LISTENING : ended(fd, CONNECTED);
        }
        // tcpi_state is the first byte of struct tcp_info; the kernel cuts the rest off.
        int info = Linux.socketOption(fd, LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_INFO);
        return switch (info & 0xFF) {
            case TCP_SYN_SENT -> CONNECTING;
            case TCP_LISTEN -> LISTENING;
            case TCP_CLOSE -> ended(fd, ENDED);
            default -> CONNECTED;
        };
    }

    // Linux says HUP of a socket that was never connected, RDHUP only of one that was.
    private static Connection ended(int fd, Connection otherwise) {
        int found = Blocking.look(fd, LinuxConstants.POLLRDHUP);
        if ((found & LinuxConstants.POLLHUP) == 0) {
            return otherwise;
        }
        return (found & LinuxConstants.POLLRDHUP) != 0 ? ENDED : FRESH;
    }

    /** Whether our side has sent its FIN. */
    static boolean sendingShut(LinuxSocket socket) {
        if (!Kind.tcp(socket)) {
            return false;
        }
        int info =
                Linux.socketOption(
                        socket.fd(), LinuxConstants.IPPROTO_TCP, LinuxConstants.TCP_INFO);
        return switch (info & 0xFF) {
            case TCP_FIN_WAIT1, TCP_FIN_WAIT2, TCP_LAST_ACK, TCP_CLOSING -> true;
            default -> false;
        };
    }

    static boolean listening(int fd) {
        return Linux.socketOption(fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_ACCEPTCONN) == 1;
    }
}
