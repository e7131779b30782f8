package dev.baton.provider.linux;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.Turns;
import dev.baton.winsock.Constants;
import java.util.function.LongUnaryOperator;

/** The {@link Turns} of the processes with operations pending on a socket, in one direction. */
final class TurnTaking {
    private final Sharing sharing;
    private final Word word;

    TurnTaking(Sharing sharing, Word word) {
        this.sharing = sharing;
        this.word = word;
    }

    private int self() {
        return sharing.process();
    }

    /** Whose turn it is, having passed over processes that have ended. */
    int first(LinuxSocket socket) {
        while (true) {
            long before = socket.state().get(word);
            int first = Turns.first(before);
            if (first == Turns.NOBODY || first == self() || !sharing.ended(first)) {
                return first;
            }
            change(socket, now -> Turns.without(now, first));
        }
    }

    boolean mine(int first) {
        return first == self();
    }

    /** How many turns this process waits for. */
    int count(LinuxSocket socket) {
        return Turns.count(socket.state().get(word), self());
    }

    /** Waits for a turn: 0, or −WSAENOBUFS if too many processes do. */
    int join(LinuxSocket socket) {
        long joined =
                change(
                        socket,
                        now -> {
                            long next = Turns.join(now, self());
                            return next == Turns.NO_ROOM ? now : next;
                        });
        return Turns.count(joined, self()) > 0 ? 0 : -Constants.WSAENOBUFS;
    }

    /** Ends this process's turn. */
    void pass(LinuxSocket socket) {
        tell(socket, change(socket, now -> mine(Turns.first(now)) ? Turns.pass(now) : now));
    }

    /** Ends all turns of this process. */
    void leave(LinuxSocket socket) {
        try {
            if (count(socket) > 0) {
                tell(socket, change(socket, now -> Turns.without(now, self())));
            }
        } catch (InternalError gone) {
            // The memory that says who is next: then each process goes on alone.
        }
    }

    private void tell(LinuxSocket socket, long now) {
        int first = Turns.first(now);
        if (first != Turns.NOBODY && !mine(first)) {
            sharing.bell().ring(first, socket.cookie());
        }
    }

    private long change(LinuxSocket socket, LongUnaryOperator change) {
        while (true) {
            SocketState state = socket.state();
            long before = state.get(word);
            long after = change.applyAsLong(before);
            if (after == before) {
                return after;
            }
            if (socket.replace(state, word, before, after)) {
                if (after == 0 && word == Word.SENDS) {
                    ShuttingDown.sent(socket);
                }
                return after;
            }
        }
    }
}
