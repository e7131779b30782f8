package dev.baton.testkit;

import java.util.Random;

/** Seeded randomness: a failure names the seed, {@code -Dseed=} replays it. */
public final class Seeds {
    private Seeds() {}

    /** A test that takes its randomness from here. */
    @FunctionalInterface
    public interface Randomised {
        /**
         * Runs the test.
         *
         * @param random the one source of randomness
         */
        void run(Random random);
    }

    /**
     * Runs a test with the seed of the system property {@code seed}, or else a new one.
     *
     * @param test the test
     * @throws AssertionError if the test fails; its message names the seed
     */
    public static void run(Randomised test) {
        Long given = Long.getLong("seed");
        long seed = given != null ? given : System.nanoTime();
        try {
            test.run(new Random(seed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("replay with -Dseed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
