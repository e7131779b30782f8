package dev.baton.layers.throttle;

import java.util.concurrent.TimeUnit;

/**
 * The allowance of one direction: it grows with the rate up to a burst of a tenth of a second, and
 * may fall below nothing by one datagram, which can't be split. Not for several threads at once.
 */
final class TokenBucket {
    /** The highest rate; 40 bits, so that two of them travel in a context of any chain. */
    static final long FASTEST = (1L << 40) - 1;

    /** Longest time to a full bucket that {@link #millisUntilFull} tells. */
    static final int LONGEST = 0xFFFF;

    private static final double BURSTS_PER_SECOND = 10;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private long rate;
    private double allowance;
    private long counted;

    /** Bytes per second; 0: without limit. */
    long rate() {
        return rate;
    }

    /** Begins anew with a bucket that is full after so many milliseconds. */
    void restart(long bytesPerSecond, long millisUntilFull, long now) {
        rate = bytesPerSecond;
        counted = now;
        allowance = burst() - rate * (millisUntilFull / 1000.0);
    }

    private double burst() {
        return Math.max(1, rate / BURSTS_PER_SECOND);
    }

    // Half a burst, or else a large transfer would go in many tiny parts.
    private double least(long wanted) {
        return Math.min((double) wanted, Math.max(1, burst() / 2));
    }

    private void count(long now) {
        allowance = Math.min(burst(), allowance + rate * ((now - counted) / NANOS));
        counted = now;
    }

    /** Nanoseconds until a transfer that wants this many bytes may begin. */
    long delay(long wanted, long now) {
        if (rate == 0) {
            return 0;
        }
        count(now);
        double missing = least(wanted) - allowance;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / rate * NANOS);
    }

    /** As much of what is wanted as is there, at least one byte; after a {@link #delay} of 0. */
    long part(long wanted) {
        return rate == 0 ? wanted : Math.clamp((long) allowance, 1, wanted);
    }

    /** Counts what was transferred. */
    void take(long bytes) {
        allowance -= bytes;
    }

    /** What a bucket elsewhere must know to go on: 0 to {@link #LONGEST}. */
    int millisUntilFull(long now) {
        if (rate == 0) {
            return 0;
        }
        count(now);
        return (int) Math.min(LONGEST, Math.ceil((burst() - allowance) / rate * 1000));
    }
}
