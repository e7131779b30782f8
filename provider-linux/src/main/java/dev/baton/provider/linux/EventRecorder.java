package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;

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

    /** What was seen of a socket, and the record that says so. */
    record Sight(Glance glance, long record) {}

    EventRecorder(Accepting accepting) {
        this.accepting = accepting;
    }

    /** Brings the record up to date. */
    Sight look(LinuxSocket socket) {
        return look(socket, false);
    }

    /** The same for a new registration. */
    void lookAnew(LinuxSocket socket) {
        look(socket, true);
    }

    private Sight look(LinuxSocket socket, boolean anew) {
        while (true) {
            SocketState state = socket.state();
            long before = state.get(Word.RECORD);
            Glance glance = Glance.at(socket, accepting.waiting(socket));
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
