package dev.baton.testkit;

import dev.baton.winsock.MessageWindow.Message;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A window in the process that opened it.
 *
 * @param caller the process
 * @param handle the window, which means something only there
 */
public record Window(Caller caller, long handle) {
    /**
     * Takes the oldest message.
     *
     * @param limit how long to wait for one
     * @return the message, or nothing once the time is over
     */
    public Optional<Message> poll(Duration limit) {
        Outcome polled =
                caller.make(Call.of(Call.Operation.POLL_WINDOW, handle, limit.toMillis()))
                        .succeeds();
        if (polled.result() == 0) {
            return Optional.empty();
        }
        var message = ByteBuffer.wrap(polled.data());
        return Optional.of(new Message(message.getInt(), message.getLong(), message.getLong()));
    }

    /** Ends it with the messages in it. */
    public void close() {
        caller.make(Call.of(Call.Operation.CLOSE_WINDOW, handle)).succeeds();
    }

    @Override
    public String toString() {
        return "window " + handle + " of " + caller;
    }
}
