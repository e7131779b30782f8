package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.FD_SETSIZE;
import static dev.baton.winsock.Constants.SIZEOF_SOCKET;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * The macros of an {@code fd_set}, 520 bytes: count @0, then from @8 on 64 sockets.
 *
 * <p>The segments must have been checked with {@link Memory}. A count above 64 is read as 64: the
 * memory is the caller's, and what stands behind it is not.
 */
public final class FdSet {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_FD_SET;

    /** Offset of {@code fd_count}, an unsigned 32-bit number. */
    public static final int OFFSET_fd_count = 0;

    /** Offset of {@code fd_array}. */
    public static final int OFFSET_fd_array = 8;

    private FdSet() {}

    /**
     * Empties a set.
     *
     * @param set the set
     */
    public static void FD_ZERO(MemorySegment set) {
        Memory.int32(set, OFFSET_fd_count, 0);
    }

    /**
     * Adds a socket; one that is in the set already, or a 65th, changes nothing.
     *
     * @param s the socket
     * @param set the set
     */
    public static void FD_SET(long s, MemorySegment set) {
        int count = count(set);
        if (count < FD_SETSIZE && indexOf(s, set) < 0) {
            Memory.int64(set, offset(count), s);
            Memory.int32(set, OFFSET_fd_count, count + 1);
        }
    }

    /**
     * Removes a socket; the following ones move up.
     *
     * @param s the socket
     * @param set the set
     */
    public static void FD_CLR(long s, MemorySegment set) {
        int index = indexOf(s, set);
        if (index < 0) {
            return;
        }
        int count = count(set);
        for (int i = index + 1; i < count; i++) {
            Memory.int64(set, offset(i - 1), Memory.int64(set, offset(i)));
        }
        Memory.int32(set, OFFSET_fd_count, count - 1);
    }

    /**
     * Tells whether a socket is in a set.
     *
     * @param s the socket
     * @param set the set
     * @return true if it is
     */
    public static boolean FD_ISSET(long s, MemorySegment set) {
        return Memory.readable(set, OFFSET_fd_array) && indexOf(s, set) >= 0;
    }

    /**
     * Counts the sockets of a set.
     *
     * @param set the set
     * @return {@code fd_count}, 0 to 64
     */
    public static int count(MemorySegment set) {
        return (int)
                Math.min(Integer.toUnsignedLong(Memory.int32(set, OFFSET_fd_count)), FD_SETSIZE);
    }

    /**
     * Returns a socket of a set.
     *
     * @param set the set
     * @param index its place, 0 to count - 1
     * @return the socket
     * @throws IndexOutOfBoundsException if the set has fewer
     */
    public static long get(MemorySegment set, int index) {
        if (index < 0 || index >= count(set)) {
            throw new IndexOutOfBoundsException("socket " + index + " of " + count(set));
        }
        return Memory.int64(set, offset(index));
    }

    private static int indexOf(long s, MemorySegment set) {
        long room = (set.byteSize() - OFFSET_fd_array) / SIZEOF_SOCKET;
        // As select does, this goes by the count: programs with larger arrays have larger sets.
        long count = Math.min(Integer.toUnsignedLong(Memory.int32(set, OFFSET_fd_count)), room);
        for (int i = 0; i < count; i++) {
            if (Memory.int64(set, offset(i)) == s) {
                return i;
            }
        }
        return -1;
    }

    private static long offset(int index) {
        return OFFSET_fd_array + (long) index * SIZEOF_SOCKET;
    }
}
