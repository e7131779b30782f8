package dev.baton.winsock;

import dev.baton.winsock.internal.event.MessageQueue;
import java.time.Duration;
import java.util.Optional;

/**
 * A window that shows nothing and receives messages: what {@code WPUPostMessage} posts to.
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

    private MessageWindow() {}

    /**
     * Makes a window.
     *
     * @return the window, which takes up to 10,000 messages that nobody has read
     */
    public static MessageWindow open() {
        return new MessageWindow();
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
     * @throws IllegalStateException if the window is closed, before the call or during it
     */
    public Message take() {
        return messages.take();
    }

    /**
     * Takes the oldest message, waiting for a limited time until there is one.
     *
     * @param limit how long; zero or less only looks
     * @return the message, or nothing once the time is over
     * @throws IllegalStateException if the window is closed, before the call or during it
     */
    public Optional<Message> poll(Duration limit) {
        return messages.poll(limit);
    }

    /** Ends the window and drops the messages in it; a second call does nothing. */
    @Override
    public void close() {
        messages.close();
    }
}
