package dev.baton.provider.linux;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The {@link Waiter}s of this process that no call uses just now. */
final class WaiterPool {
    private static final int MOST_IDLE = 64;

    private final ConcurrentLinkedDeque<Waiter> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    /** An idle waiter, or a new one; give it back with {@link #giveBack}. */
    Waiter take() throws LinuxException {
        Waiter waiter = next();
        return waiter != null ? waiter : Waiter.open();
    }

    private @Nullable Waiter next() {
        Waiter waiter = idle.pollFirst();
        if (waiter != null) {
            count.decrementAndGet();
        }
        return waiter;
    }

    void giveBack(Waiter waiter) {
        if (count.get() >= MOST_IDLE || waiter.makeshift()) {
            waiter.close();
            return;
        }
        waiter.reset();
        count.incrementAndGet();
        idle.addFirst(waiter);
        if (closed) {
            closeIdle();
        }
    }

    /** Closes the idle ones, and the others when they are given back: at the last WSACleanup. */
    void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (Waiter waiter = next(); waiter != null; waiter = next()) {
            waiter.close();
        }
    }
}
