package dev.baton.provider.linux.sharing;

/**
 * In which order processes have operations pending on a socket in one direction, as a 64-bit word,
 * so that every change of it is one atomic step: up to six rows of processes, the first one lowest.
 *
 * <p>What a process has started since its turn was noted stands in that process alone, and is one
 * batch: only where processes alternate, a turn more is needed. For more than six alternations
 * there is no room: then what is started joins the last batch of its process, and comes before what
 * others have started meanwhile.
 */
public final class Turns {
    /** The process whose turn it is if nothing is pending. */
    public static final int NOBODY = -1;

    /** What {@link #join} returns if six other processes wait. */
    public static final long NO_ROOM = -1;

    private static final int BITS = 9;
    private static final int MOST = 6;
    private static final int ENTRY = (1 << BITS) - 1;

    private Turns() {}

    /** The row of the process whose turn it is, or {@link #NOBODY}. */
    public static int first(long word) {
        return at(word, 0);
    }

    /** How many turns a process waits for. */
    public static int count(long word, int process) {
        int count = 0;
        for (int i = 0; i < MOST; i++) {
            count += at(word, i) == process ? 1 : 0;
        }
        return count;
    }

    /**
     * Gives a process a turn behind the others', unless it has the last one already, or has one and
     * there is no room for another.
     *
     * @return the word, the same if there is no new turn, or {@link #NO_ROOM}
     */
    public static long join(long word, int process) {
        int length = length(word);
        if (length > 0 && at(word, length - 1) == process) {
            return word;
        }
        if (length < MOST) {
            return word | (process + 1L) << (length * BITS);
        }
        if (count(word, process) > 0) {
            return word;
        }
        for (int i = MOST - 1; i > 0; i--) {
            if (count(word, at(word, i)) > 1) {
                // Whose turn this was merges its last two batches when it sees that.
                return join(remove(word, i), process);
            }
        }
        return NO_ROOM;
    }

    /** The same without the first turn. */
    public static long pass(long word) {
        return word >>> BITS;
    }

    /** The same without a process that has ended, or has nothing pending any more. */
    public static long without(long word, int process) {
        long left = word;
        for (int i = MOST - 1; i >= 0; i--) {
            left = at(left, i) == process ? remove(left, i) : left;
        }
        return left;
    }

    private static int at(long word, int index) {
        return (int) ((word >>> (index * BITS)) & ENTRY) - 1;
    }

    private static int length(long word) {
        int length = 0;
        while (length < MOST && at(word, length) != NOBODY) {
            length++;
        }
        return length;
    }

    private static long remove(long word, int index) {
        long below = word & ((1L << (index * BITS)) - 1);
        return below | (pass(word >>> (index * BITS)) << (index * BITS));
    }
}
