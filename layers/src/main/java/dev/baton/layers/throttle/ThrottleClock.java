package dev.baton.layers.throttle;

import java.util.concurrent.locks.Condition;

/** Where the layer gets its time from; tests have their own. */
interface ThrottleClock {
    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Waits until the condition is signalled or the time is over; the caller holds its lock. */
    void await(Condition condition, long nanos) throws InterruptedException;

    /** The time of this machine. */
    ThrottleClock SYSTEM =
            new ThrottleClock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                // The callers wait in loops.
                @SuppressWarnings("WaitNotInLoop")
                @Override
                public void await(Condition condition, long nanos) throws InterruptedException {
                    condition.awaitNanos(nanos);
                }
            };
}
