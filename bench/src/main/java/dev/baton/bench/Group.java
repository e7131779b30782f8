package dev.baton.bench;

import java.util.List;

/**
 * Cases that are compared with each other.
 *
 * @param id short name for {@code --only} and the rows
 * @param base what the others are compared with; it runs again before each of them
 * @param also a second case to compare with, one of {@code cases}; empty for none
 */
record Group(
        String id,
        String title,
        String note,
        Shape shape,
        Case base,
        List<Case> cases,
        String also) {
    /** Which numbers count. */
    enum Shape {
        /** Single exchanges: p50 in µs, lower is better. */
        LATENCY("p50_us"),
        /** Streams and batches: sockets a second, higher is better. */
        RATE("per_s"),
        /** Whole processes: milliseconds, compared by difference. */
        TIME("ms");

        final String key;

        Shape(String key) {
            this.key = key;
        }
    }
}
