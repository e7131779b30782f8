package dev.baton.winsock.internal.event;

import dev.baton.winsock.spi.LPWSAUSERAPC;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The asynchronous procedure calls that wait for a thread to become alertable. */
public final class ApcQueue {
    private static final ThreadLocal<ApcQueue> CURRENT = ThreadLocal.withInitial(ApcQueue::new);

    private record Apc(LPWSAUSERAPC routine, long context) {}

    private final Thread thread = Thread.currentThread();
    private final Queue<Apc> calls = new ArrayDeque<>();
    private @Nullable Wait wait;

    private ApcQueue() {}

    /** The calling thread's. */
    public static ApcQueue current() {
        return CURRENT.get();
    }

    /** Adds a call; false if the thread has ended. */
    public synchronized boolean add(LPWSAUSERAPC routine, long context) {
        if (!thread.isAlive()) {
            return false;
        }
        calls.add(new Apc(Objects.requireNonNull(routine), context));
        if (wait != null) {
            wait.called();
        }
        return true;
    }

    /** Lets calls end a wait of this thread, at once if there are any. */
    synchronized void enter(Wait alertable) {
        wait = alertable;
        if (!calls.isEmpty()) {
            alertable.called();
        }
    }

    synchronized void leave() {
        wait = null;
    }

    /**
     * Makes the calls on this thread, in order, those that they add too. What one throws goes to
     * the caller; those behind it stay.
     */
    public void run() {
        for (Apc next = poll(); next != null; next = poll()) {
            next.routine().call(next.context());
        }
    }

    private synchronized @Nullable Apc poll() {
        return calls.poll();
    }
}
