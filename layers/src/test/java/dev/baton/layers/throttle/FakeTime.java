package dev.baton.layers.throttle;

import java.util.concurrent.locks.Condition;

/** A clock that stands until somebody waits. */
final class FakeTime implements ThrottleClock {
    private long now = 1_000_000;
    private Runnable whenWaiting = () -> {};

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void await(Condition condition, long nanos) {
        pass(nanos);
        whenWaiting.run();
    }

    void pass(long nanos) {
        now += nanos;
    }

    void whenWaiting(Runnable action) {
        whenWaiting = action;
    }
}
