package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;

import dev.baton.provider.linux.SocketState.Value;
import dev.baton.provider.linux.SocketState.Word;
import dev.baton.winsock.Constants;
import java.util.function.LongUnaryOperator;

/**
 * Keeps the {@link EventRecord} of sockets.
 *
 * <p>There is one rule of judging, {@link EventRecord#notice}, and everybody applies it through
 * {@link #look}: the pump when the kernel says that something has happened, and each call that asks
 * or re-enables. So the answer of a call never depends on whether the pump has run yet.
 */
final class EventRecorder {
    private final Accepting accepting;
    private final Operations operations;

    /** What was seen of a socket, and the record that says so. */
    record Sight(Glance glance, long record) {}

    EventRecorder(Accepting accepting, Operations operations) {
        this.accepting = accepting;
        this.operations = operations;
    }

    /** Brings the record up to date. What pending operations take is no event. */
    Sight look(LinuxSocket socket) {
        return look(socket, false);
    }

    /** The same for a new registration. */
    void lookAnew(LinuxSocket socket) {
        look(socket, true);
    }

    private Sight look(LinuxSocket socket, boolean anew) {
        operations.serve(socket);
        while (true) {
            SocketState state = socket.state();
            long before = state.get(Word.RECORD);
            Glance glance = Glance.at(socket, accepting.waiting(socket)).without(claimed(socket));
            long next =
                    anew
                            ? EventRecord.noticeAnew(before, glance)
                            : EventRecord.notice(before, glance);
            boolean same = next == before && state.get(Word.RECORD) == before;
            if (same || socket.replace(state, Word.RECORD, before, next)) {
                return new Sight(glance, next);
            }
        }
    }

    private static int claimed(LinuxSocket socket) {
        return (Direction.RECEIVE.idle(socket) ? 0 : FD_READ)
                | (Direction.SEND.idle(socket) ? 0 : FD_WRITE);
    }

    /** Whether somebody was ever registered, so that calls must say what they did. */
    static boolean live(LinuxSocket socket) {
        return EventRecord.live(socket.state().get(Word.RECORD));
    }

    /** Changes the record; returns what it was. */
    static long change(LinuxSocket socket, LongUnaryOperator change) {
        while (true) {
            SocketState state = socket.state();
            long before = state.get(Word.RECORD);
            if (socket.replace(state, Word.RECORD, before, change.applyAsLong(before))) {
                return before;
            }
        }
    }

    /** A receive returned bytes or a negated code. */
    static void received(LinuxSocket socket, int flags, long result) {
        if (!live(socket)) {
            return;
        }
        int event = (flags & Constants.MSG_OOB) != 0 ? FD_OOB : FD_READ;
        boolean taken =
                result >= 0
                        || result == -Constants.WSAEWOULDBLOCK
                        || result == -Constants.WSAEMSGSIZE;
        change(
                socket,
                record ->
                        taken
                                ? EventRecord.taken(record, event)
                                : EventRecord.failed(record, event));
    }

    /** A connect begins. */
    static void connecting(LinuxSocket socket) {
        change(socket, EventRecord::connecting);
    }

    /** A connect has ended, with a WSA code or 0. */
    static void connected(LinuxSocket socket, int code) {
        socket.change(state -> state.set(Value.CONNECT_CODE, code));
        change(socket, EventRecord::connected);
    }

    /** A datagram socket got a peer. */
    static void associated(LinuxSocket socket) {
        socket.change(state -> state.set(Value.CONNECT_CODE, 0));
        change(socket, EventRecord::associated);
    }

    /** The error of an event that a record has. */
    static int code(SocketState state, long record, int event) {
        return switch (event) {
            case FD_CONNECT -> state.get(Value.CONNECT_CODE);
            case FD_CLOSE -> EventRecord.reset(record) ? Constants.WSAECONNABORTED : 0;
            default -> 0;
        };
    }
}
