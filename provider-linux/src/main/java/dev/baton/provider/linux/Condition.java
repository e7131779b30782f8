package dev.baton.provider.linux;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;

/** What {@code poll} finds on a socket, in the terms that {@code select} and WSAPoll share. */
final class Condition {
    static final int READABLE = 0x1;
    static final int WRITABLE = 0x2;
    static final int URGENT = 0x4;
    static final int PEER_ENDED = 0x8;
    static final int RESET = 0x10;
    static final int CONNECT_FAILED = 0x20;

    /** This descriptor was closed in the meantime. */
    static final int CLOSED = 0x40;

    /** What to ask {@code poll} for everything. */
    static final int ASKED =
            LinuxConstants.POLLIN
                    | LinuxConstants.POLLOUT
                    | LinuxConstants.POLLPRI
                    | LinuxConstants.POLLRDHUP;

    private Condition() {}

    /**
     * Judges.
     *
     * @param found what Linux says; POLLRDHUP must have been asked for
     * @return a combination of the constants
     */
    static int of(LinuxSocket socket, int found) {
        return Kind.stream(socket) ? ofStream(socket, found) : ofDatagram(found);
    }

    private static int ofStream(LinuxSocket socket, int seen) {
        int found = seen;
        if (socket.has(SocketState.CONNECT)) {
            Connecting.settle(socket);
            if (socket.has(SocketState.CONNECTING)) {
                return 0;
            }
            found = Blocking.look(socket.fd(), ASKED);
        }
        if (socket.state().get(SocketState.Value.CONNECT_ERROR) != 0) {
            return CONNECT_FAILED;
        }
        boolean ended = (found & LinuxConstants.POLLRDHUP) != 0;
        if ((found & LinuxConstants.POLLHUP) != 0 && !ended) {
            // Never connected: Linux says OUT and HUP, Winsock nothing.
            return 0;
        }
        int condition = ofDatagram(found);
        if (ended) {
            condition |= READABLE | PEER_ENDED;
        }
        if ((found & LinuxConstants.POLLERR) != 0 || (ended && Breakage.wasReset(socket, found))) {
            condition |= READABLE | RESET;
        }
        if ((found & LinuxConstants.POLLPRI) != 0 && !inline(socket.fd())) {
            condition |= URGENT;
        }
        return condition;
    }

    private static int ofDatagram(int found) {
        int condition = 0;
        // A pending error is for the next receive to tell.
        if ((found & (LinuxConstants.POLLIN | LinuxConstants.POLLERR)) != 0) {
            condition |= READABLE;
        }
        if ((found & LinuxConstants.POLLOUT) != 0) {
            condition |= WRITABLE;
        }
        return condition;
    }

    private static boolean inline(int fd) {
        return Linux.socketOption(fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_OOBINLINE) == 1;
    }
}
