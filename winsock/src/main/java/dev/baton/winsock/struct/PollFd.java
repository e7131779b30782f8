package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * The fields of an array of {@code WSAPOLLFD}, 16 bytes each: socket @0, events @8, results @10.
 *
 * <p>The segments must have been checked with {@link Memory}.
 */
public final class PollFd {
    /** Bytes of one structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSAPOLLFD;

    /** Offset of {@code fd}. */
    public static final int OFFSET_fd = 0;

    /** Offset of {@code events}. */
    public static final int OFFSET_events = 8;

    /** Offset of {@code revents}. */
    public static final int OFFSET_revents = 10;

    private PollFd() {}

    /**
     * Reads the socket.
     *
     * @param fdArray the array
     * @param index which structure
     * @return the socket; a negative one is to be ignored
     */
    public static long fd(MemorySegment fdArray, int index) {
        return Memory.int64(fdArray, offset(index) + OFFSET_fd);
    }

    /**
     * Writes the socket.
     *
     * @param fdArray the array
     * @param index which structure
     * @param s the socket
     */
    public static void fd(MemorySegment fdArray, int index, long s) {
        Memory.int64(fdArray, offset(index) + OFFSET_fd, s);
    }

    /**
     * Reads the events that are waited for.
     *
     * @param fdArray the array
     * @param index which structure
     * @return {@code POLL} flags
     */
    public static int events(MemorySegment fdArray, int index) {
        return Memory.uint16(fdArray, offset(index) + OFFSET_events);
    }

    /**
     * Writes the events that are waited for.
     *
     * @param fdArray the array
     * @param index which structure
     * @param events {@code POLL} flags
     */
    public static void events(MemorySegment fdArray, int index, int events) {
        Memory.int16(fdArray, offset(index) + OFFSET_events, (short) events);
    }

    /**
     * Reads the events that happened.
     *
     * @param fdArray the array
     * @param index which structure
     * @return {@code POLL} flags
     */
    public static int revents(MemorySegment fdArray, int index) {
        return Memory.uint16(fdArray, offset(index) + OFFSET_revents);
    }

    /**
     * Writes the events that happened.
     *
     * @param fdArray the array
     * @param index which structure
     * @param events {@code POLL} flags
     */
    public static void revents(MemorySegment fdArray, int index, int events) {
        Memory.int16(fdArray, offset(index) + OFFSET_revents, (short) events);
    }

    private static long offset(int index) {
        return (long) index * SIZEOF;
    }
}
