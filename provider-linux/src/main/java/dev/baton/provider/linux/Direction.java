package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.winsock.Constants;
import org.jspecify.annotations.Nullable;

/** What pending operations wait for: those of one direction keep their order. */
enum Direction {
    RECEIVE(Word.RECEIVES, FD_READ),
    SEND(Word.SENDS, FD_WRITE),

    /** Receiving the urgent byte, which comes beside the others: each process for itself. */
    URGENT(null, FD_OOB | FD_CLOSE);

    private final @Nullable Word word;
    private final int events;

    Direction(@Nullable Word word, int events) {
        this.word = word;
        this.events = events;
    }

    static Direction ofReceive(int flags) {
        return (flags & Constants.MSG_OOB) != 0 ? URGENT : RECEIVE;
    }

    /** Where the processes' turns are. */
    @Nullable Word word() {
        return word;
    }

    /** What the pump must watch for, {@code FD_} bits. */
    int events() {
        return events;
    }

    /** Whether nothing is pending, in any process. */
    boolean idle(LinuxSocket socket) {
        return word == null || socket.state().get(word) == 0;
    }
}
