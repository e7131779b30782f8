package dev.baton.winsock;

import dev.baton.winsock.internal.event.MessageQueue;
import dev.baton.winsock.internal.event.WindowProcedure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A window that shows nothing and receives messages: what {@link Winsock#WSAAsyncSelect} posts to.
 *
 * <p>Any thread may read it. As with every call of Winsock that blocks, {@link Thread#interrupt}
 * does not end the waiting; {@link #close} does.
 */
public final class MessageWindow implements AutoCloseable {
    /**
     * A message.
     *
     * @param message its number
     * @param wParam the first parameter
     * @param lParam the second parameter
     */
    public record Message(int message, long wParam, long lParam) {}

    private final MessageQueue messages = MessageQueue.open();
    private final boolean hasProcedure;

    private MessageWindow(boolean hasProcedure) {
        this.hasProcedure = hasProcedure;
    }

    /**
     * Makes a window.
     *
     * @return the window, which takes up to 10,000 messages that nobody has read
     */
    public static MessageWindow open() {
        return new MessageWindow(false);
    }

    /**
     * Makes a window whose messages go to a procedure: one after the other, in order, each as a
     * task of an executor. What the procedure throws goes the executor's way, and the next message
     * comes all the same.
     *
     * @param executor runs the procedure; if it rejects a task, the window is closed and the log
     *     says so. The window does not shut it down
     * @param procedure is given each message; it may make any call, and close the window
     * @return the window, which takes up to 10,000 messages that nobody has read; {@link #take} and
     *     {@link #poll} are not for it
     */
    public static MessageWindow open(Executor executor, Consumer<Message> procedure) {
        Objects.requireNonNull(executor, "executor");
        Objects.requireNonNull(procedure, "procedure");
        MessageWindow window = new MessageWindow(true);
        WindowProcedure.start(window.messages, executor, procedure);
        return window;
    }

    /**
     * Names the window in calls.
     *
     * @return its {@code HWND}, never 0
     */
    public long handle() {
        return messages.handle();
    }

    /**
     * Takes the oldest message, waiting until there is one.
     *
     * @return the message
     * @throws IllegalStateException if the window is closed, before the call or during it, or has a
     *     procedure
     */
    public Message take() {
        checkNoProcedure();
        return messages.take();
    }

    /**
     * Takes the oldest message, waiting for a limited time until there is one.
     *
     * @param limit how long; zero or less only looks
     * @return the message, or nothing once the time is over
     * @throws IllegalStateException if the window is closed, before the call or during it, or has a
     *     procedure
     */
    public Optional<Message> poll(Duration limit) {
        checkNoProcedure();
        return messages.poll(limit);
    }

    private void checkNoProcedure() {
        if (hasProcedure) {
            throw new IllegalStateException(
                    "the message window 0x"
                            + Long.toHexString(handle())
                            + " has a procedure, which gets its messages");
        }
    }

    /**
     * Ends the window and drops the messages in it; a second call does nothing. A procedure that is
     * running goes on to its end.
     */
    @Override
    public void close() {
        messages.close();
    }
}
