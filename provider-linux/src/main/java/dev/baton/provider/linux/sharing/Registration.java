package dev.baton.provider.linux.sharing;

/**
 * Who is told of a socket's network events, as a 64-bit word, so that every change of it is one
 * atomic step: the events, whether to a window, the process, and a number that no two registrations
 * have in common.
 *
 * <p>A registration is busy while its process tells of an event, or puts down where to tell it.
 * Whoever wants to replace it waits for the end of that, so that afterwards nothing comes through
 * it any more.
 */
public final class Registration {
    /** The process of a registration that is nobody's. */
    public static final int NOBODY = -1;

    private static final int EVENTS = 0x3FF;
    private static final long WINDOW = 1L << 10;
    private static final long BUSY = 1L << 11;
    private static final int OWNER_SHIFT = 12;
    private static final long OWNER = 0x1FFL << OWNER_SHIFT;
    private static final int NUMBER_SHIFT = 21;

    private Registration() {}

    /** The events, {@code FD_} bits; 0 if there is no registration. */
    public static int events(long word) {
        return (int) word & EVENTS;
    }

    /** Whether messages are posted, rather than an event object set. */
    public static boolean window(long word) {
        return (word & WINDOW) != 0;
    }

    /** Whether its process is just using or making it. */
    public static boolean busy(long word) {
        return (word & BUSY) != 0;
    }

    /** The row of its process, or {@link #NOBODY}. */
    public static int owner(long word) {
        return (int) ((word & OWNER) >>> OWNER_SHIFT) - 1;
    }

    /** The same, being used. */
    public static long use(long word) {
        return word | BUSY;
    }

    /** The same, no longer being used. */
    public static long free(long word) {
        return word & ~BUSY;
    }

    /** A new one in another's place, being made: without events yet. */
    public static long begin(long before, int owner) {
        return next(before) | BUSY | (owner + 1L) << OWNER_SHIFT;
    }

    /** One that was begun, made. */
    public static long complete(long begun, int events, boolean window) {
        return free(begun) | events | (window ? WINDOW : 0);
    }

    /** None, in another's place. */
    public static long none(long before) {
        return next(before);
    }

    /** One with the same events that nobody is told of. */
    public static long silent(long word) {
        return next(word) | (word & (EVENTS | WINDOW));
    }

    private static long next(long before) {
        return ((before >>> NUMBER_SHIFT) + 1) << NUMBER_SHIFT;
    }
}
