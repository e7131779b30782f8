package dev.baton.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition that nothing signals. */
public final class Eventually {
    private static final long SHORTEST_PAUSE = 20_000;
    private static final long LONGEST_PAUSE = 5_000_000;

    private Eventually() {}

    /**
     * Waits until a condition holds.
     *
     * @param limit how long at most
     * @param condition tested again and again, on this thread
     * @throws AssertionError if it does not hold in time
     */
    public static void await(Duration limit, BooleanSupplier condition) {
        await(limit, condition, () -> "the condition does not hold");
    }

    /**
     * Waits until a condition holds.
     *
     * @param limit how long at most
     * @param condition tested again and again, on this thread
     * @param failure tells what is wrong, evaluated when the time is over
     * @throws AssertionError with the failure's text if it does not hold in time
     */
    public static void await(Duration limit, BooleanSupplier condition, Supplier<String> failure) {
        long deadline = System.nanoTime() + limit.toNanos();
        long pause = SHORTEST_PAUSE;
        while (!condition.getAsBoolean()) {
            if (deadline - System.nanoTime() < 0) {
                throw new AssertionError("after " + limit.toMillis() + " ms: " + failure.get());
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }
}
