package dev.baton.provider.linux.sharing;

import java.time.Duration;

/**
 * What a user may set, as system properties.
 *
 * @param unclaimed how long a duplicate that nobody opens is kept; zero means as long as the
 *     process lives ({@code dev.baton.unclaimed.seconds}, default 60)
 * @param mostUnclaimed how many of them are held in this process before further ones wait in the
 *     kernel's queue ({@code dev.baton.unclaimed.most}, default 65536)
 */
record Settings(Duration unclaimed, int mostUnclaimed) {
    static Settings read() {
        return new Settings(
                Duration.ofSeconds(Math.max(0, Long.getLong("dev.baton.unclaimed.seconds", 60))),
                Math.max(1, Integer.getInteger("dev.baton.unclaimed.most", 65_536)));
    }

    /** The {@link System#nanoTime} at which a duplicate that arrives now ends. */
    long deadline() {
        return unclaimed.isZero() ? Long.MAX_VALUE : System.nanoTime() + unclaimed.toNanos();
    }
}
