package dev.baton.winsock.internal.event;

import dev.baton.winsock.MessageWindow.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The posted messages of a window, found by its handle. */
public final class MessageQueue {
    /** As on Windows: a window that nobody reads must not fill the memory. */
    static final int LIMIT = 10_000;

    private static final Map<Long, MessageQueue> WINDOWS = new ConcurrentHashMap<>();

    private final long handle = Handles.next();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Message> messages = new ArrayDeque<>();
    private boolean closed;

    private MessageQueue() {}

    /** A queue that messages can be posted to. */
    public static MessageQueue open() {
        MessageQueue queue = new MessageQueue();
        WINDOWS.put(queue.handle, queue);
        return queue;
    }

    /** Whether a handle is that of a window. */
    public static boolean isOpen(long handle) {
        return WINDOWS.containsKey(handle);
    }

    /** Posts to a window; false if the handle has none, it is closed, or it is full. */
    public static boolean post(long handle, Message message) {
        MessageQueue queue = WINDOWS.get(handle);
        return queue != null && queue.add(message);
    }

    private boolean add(Message message) {
        lock.lock();
        try {
            if (closed || messages.size() == LIMIT) {
                return false;
            }
            messages.add(message);
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The window's handle. */
    public long handle() {
        return handle;
    }

    /** Waits for a message without end. */
    public Message take() {
        Message next = takeUntilClosed();
        if (next == null) {
            throw closed();
        }
        return next;
    }

    /** Waits for a message; null once the window is closed. */
    @Nullable Message takeUntilClosed() {
        lock.lock();
        try {
            while (!closed && messages.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            return messages.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a message for a time; what is not positive only looks. */
    public Optional<Message> poll(Duration limit) {
        long start = System.nanoTime();
        long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(limit));
        boolean interrupted = false;
        lock.lock();
        try {
            Message next = next();
            long left = nanos;
            while (next == null && left > 0) {
                try {
                    changed.awaitNanos(left);
                } catch (InterruptedException mark) {
                    interrupted = true;
                }
                left = nanos - (System.nanoTime() - start);
                next = next();
            }
            return Optional.ofNullable(next);
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable Message next() {
        if (closed) {
            throw closed();
        }
        return messages.poll();
    }

    private IllegalStateException closed() {
        return new IllegalStateException(
                "the message window 0x"
                        + Long.toHexString(handle)
                        + " is closed: no message will come");
    }

    /** Ends the handle, and the calls that wait for messages. */
    public void close() {
        WINDOWS.remove(handle);
        lock.lock();
        try {
            closed = true;
            messages.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
