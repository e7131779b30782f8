package dev.baton.layers.fault;

import dev.baton.layers.Entry;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The luck of one socket: for each sort of fault and each entry a sequence of its own, so that a
 * thread that reads changes nothing for one that writes.
 */
final class Draws {
    /** Sorts of faults. */
    enum Sort {
        DELAY,
        ERROR,
        SHORT,
        DROP
    }

    private static final int ENTRIES = Entry.values().length;

    private final long seed;
    private final AtomicLongArray counts = new AtomicLongArray(Sort.values().length * ENTRIES);

    Draws(long seed) {
        this.seed = seed;
    }

    /** The luck of the next call. */
    SplittableRandom next(Sort sort, Entry entry) {
        int sequence = sort.ordinal() * ENTRIES + entry.ordinal();
        return new SplittableRandom(mix(mix(seed, sequence), counts.getAndIncrement(sequence)));
    }

    /** Two numbers to one that tells nothing of either. */
    static long mix(long a, long b) {
        return new SplittableRandom(a ^ new SplittableRandom(b).nextLong()).nextLong();
    }
}
