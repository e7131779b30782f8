package dev.baton.provider.linux;

import java.util.concurrent.ConcurrentLinkedDeque;

/** The {@link Waiter}s of this process. */
final class WaiterPool {
    private final ConcurrentLinkedDeque<Waiter> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /** An idle waiter, or a new one; give it back with {@link #giveBack}. */
    Waiter take() throws LinuxException {
        Waiter waiter = idle.pollFirst();
        return waiter != null ? waiter : Waiter.open();
    }

    void giveBack(Waiter waiter) {
        waiter.reset();
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
        for (Waiter waiter = idle.pollFirst(); waiter != null; waiter = idle.pollFirst()) {
            waiter.close();
        }
    }
}
