package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/**
 * What a user may set, as system properties.
 *
 * @param unclaimed how long a duplicate that nobody opens is kept; zero means as long as the
 *     process lives ({@code dev.baton.unclaimed.seconds}, default 60)
 * @param mostUnclaimed how many of them are held in this process before further ones wait in the
 *     kernel's queue ({@code dev.baton.unclaimed.most}, default 65536, but at most three quarters
 *     of the descriptors this process may have)
 */
record Settings(Duration unclaimed, int mostUnclaimed) {
    private static final long LONGEST = Duration.ofDays(3650).toSeconds();

    static Settings read() {
        long seconds = Long.getLong("dev.baton.unclaimed.seconds", 60);
        int most = Integer.getInteger("dev.baton.unclaimed.most", 65_536);
        return new Settings(
                Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST)),
                Math.clamp(descriptorLimit() / 4 * 3, 1, Math.max(1, most)));
    }

    private static long descriptorLimit() {
        MemorySegment limits = Scratch.current().value();
        int result = Linux.prlimit(LinuxConstants.RLIMIT_NOFILE, MemorySegment.NULL, limits);
        long soft = result < 0 ? -1 : limits.get(ValueLayout.JAVA_LONG, 0);
        return soft < 0 ? Integer.MAX_VALUE : soft; // −1: no limit
    }

    /** The {@link System#nanoTime} at which a duplicate that arrives now ends. */
    long deadline() {
        return unclaimed.isZero() ? Long.MAX_VALUE : System.nanoTime() + unclaimed.toNanos();
    }
}
