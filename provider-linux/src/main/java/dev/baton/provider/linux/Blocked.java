package dev.baton.provider.linux;

/**
 * The result of a transfer that was tried without waiting and is not at its end: how far it has
 * come, as a number below all error codes.
 */
final class Blocked {
    /** In place of a deadline: the transfer is only tried. */
    static final long TRY = Long.MIN_VALUE;

    private static final long FIRST = -(1L << 40);

    private Blocked() {}

    static long after(long moved) {
        return FIRST - moved;
    }

    static boolean is(long result) {
        return result <= FIRST;
    }

    static long moved(long result) {
        return FIRST - result;
    }
}
