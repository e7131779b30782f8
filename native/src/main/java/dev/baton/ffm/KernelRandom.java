package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/** Numbers that nobody can predict, from {@code getrandom}: SecureRandom costs 30 ms to start. */
public final class KernelRandom {
    private KernelRandom() {}

    /** 64 random bits. */
    public static long nextLong() {
        MemorySegment value = Scratch.current().value();
        long got;
        do {
            got = Linux.getrandom(value, Long.BYTES);
        } while (got == -Errno.EINTR);
        if (got != Long.BYTES) {
            throw new IllegalStateException("getrandom failed: " + Errno.name(got));
        }
        return value.get(JAVA_LONG, 0);
    }
}
