package dev.baton.cli.demo;

import java.time.Duration;

/** A moment that must not be passed. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Nanoseconds left, 0 when it has passed. */
    long nanosLeft() {
        return Math.max(0, end - System.nanoTime());
    }
}
