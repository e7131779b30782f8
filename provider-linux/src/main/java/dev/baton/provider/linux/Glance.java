package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import java.lang.foreign.MemorySegment;

/**
 * What the kernel says of a socket at one moment, in terms of network events.
 *
 * @param events which of {@code FD_READ}, {@code FD_WRITE}, {@code FD_OOB}, {@code FD_ACCEPT} and
 *     {@code FD_CLOSE} are the case
 * @param waiting a measure of what waits to be received or accepted, which grows with each arrival;
 *     0 if nothing
 * @param urgent a measure of where the urgent byte is, 0 if there is none
 * @param named whether the socket is connected or has a local name
 * @param reset whether the connection was reset
 */
record Glance(int events, int waiting, int urgent, boolean named, boolean reset) {
    private static final int DATAGRAM_UNIT = 8;
    private static final int TCP_INFO_UNACKED = 24;

    /**
     * Looks. A connect that is under way and has ended is settled by it.
     *
     * @param deferred whether a connection that was deferred waits
     */
    static Glance at(LinuxSocket socket, boolean deferred) {
        int found = Blocking.look(socket.fd(), Condition.ASKED);
        if (socket.has(SocketState.LISTENING)) {
            return ofListener(socket, deferred, (found & LinuxConstants.POLLIN) != 0);
        }
        int condition = Condition.of(socket, found);
        return Kind.stream(socket) ? ofStream(socket, condition) : ofDatagram(socket, condition);
    }

    /** The same but for events that are not for whoever looks. */
    Glance without(int claimed) {
        if ((events & claimed) == 0) {
            return this;
        }
        int unclaimed = (claimed & FD_READ) != 0 ? 0 : waiting;
        return new Glance(events & ~claimed, unclaimed, urgent, named, reset);
    }

    private static Glance ofListener(LinuxSocket socket, boolean deferred, boolean readable) {
        int waiting = readable ? atLeastOne(backlog(socket), 0) : 0;
        return new Glance(deferred || readable ? FD_ACCEPT : 0, waiting, 0, true, false);
    }

    // Linux tells the number of connections that wait where it otherwise tells unacknowledged ones.
    private static int backlog(LinuxSocket socket) {
        if (!Kind.tcp(socket)) {
            return 1;
        }
        Scratch scratch = Scratch.current();
        int size = TCP_INFO_UNACKED + Integer.BYTES;
        scratch.length().set(JAVA_INT, 0, size);
        int result =
                Linux.getsockopt(
                        socket.fd(),
                        LinuxConstants.IPPROTO_TCP,
                        LinuxConstants.TCP_INFO,
                        scratch.value(),
                        scratch.length());
        return result < 0 ? 1 : scratch.value().get(JAVA_INT, TCP_INFO_UNACKED);
    }

    private static Glance ofStream(LinuxSocket socket, int condition) {
        boolean reset = (condition & Condition.RESET) != 0;
        boolean ended = reset || (condition & Condition.PEER_ENDED) != 0;
        boolean shut = socket.has(SocketState.RECEIVE_SHUT);
        boolean readable = (condition & Condition.READABLE) != 0 && !shut;
        boolean urgent = (condition & Condition.URGENT) != 0 && !shut;
        int unread = readable || urgent ? unread(socket) : 0;
        int events = ended ? FD_CLOSE : 0;
        int waiting = 0;
        // The end alone makes a socket readable too.
        if (readable && (!ended || unread > 0 || hasData(socket))) {
            events |= FD_READ;
            waiting = atLeastOne(unread, 0);
        }
        if (urgent) {
            events |= FD_OOB;
        }
        if ((condition & Condition.WRITABLE) != 0 && !reset) {
            events |= FD_WRITE;
        }
        int mark = urgent ? 1 + unread % EventRecord.MOST_URGENT_SEEN : 0;
        return new Glance(events, waiting, mark, true, reset);
    }

    // What is behind an urgent byte that was received is not among the unread.
    private static boolean hasData(LinuxSocket socket) {
        MemorySegment value = Scratch.current().value();
        int options = LinuxConstants.MSG_PEEK | LinuxConstants.MSG_DONTWAIT;
        return Linux.recv(socket.fd(), value, 1, options) > 0;
    }

    // Up to the urgent byte, if there is one.
    private static int unread(LinuxSocket socket) {
        Scratch scratch = Scratch.current();
        int result = Linux.ioctl(socket.fd(), LinuxConstants.FIONREAD, scratch.value());
        return result < 0 ? 0 : scratch.value().get(JAVA_INT, 0);
    }

    private static Glance ofDatagram(LinuxSocket socket, int condition) {
        int events = (condition & Condition.WRITABLE) != 0 ? FD_WRITE : 0;
        int waiting = 0;
        if ((condition & Condition.READABLE) != 0 && !socket.has(SocketState.RECEIVE_SHUT)) {
            events |= FD_READ;
            waiting =
                    atLeastOne(
                            Linux.socketOption(
                                    socket.fd(),
                                    LinuxConstants.SOL_SOCKET,
                                    LinuxConstants.SO_MEMINFO),
                            DATAGRAM_UNIT);
        }
        boolean told = EventRecord.writeTold(socket.state().get(SocketState.Word.RECORD));
        return new Glance(events, waiting, 0, told || Naming.bound(socket), false);
    }

    private static int atLeastOne(int measure, int shift) {
        return Math.clamp(measure >> shift, 1, EventRecord.MOST_SEEN);
    }
}
