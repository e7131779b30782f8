package dev.baton.winsock.struct;

import java.lang.foreign.MemorySegment;

/**
 * The fields of a {@code WSATHREADID}, 16 bytes on x64.
 *
 * <p>The segments must have been checked with {@link Memory}.
 */
public final class WsaThreadId {
    /** Bytes of the structure. */
    public static final int SIZEOF = 16;

    /** Offset of {@code ThreadHandle}, 64 bits. */
    public static final int OFFSET_ThreadHandle = 0;

    /** Offset of {@code Reserved}, 64 bits. */
    public static final int OFFSET_Reserved = 8;

    private WsaThreadId() {}

    /**
     * Reads the thread.
     *
     * @param id the structure
     * @return its handle
     */
    public static long ThreadHandle(MemorySegment id) {
        return Memory.int64(id, OFFSET_ThreadHandle);
    }

    /**
     * Writes the structure.
     *
     * @param id the structure
     * @param handle the thread's handle
     */
    public static void write(MemorySegment id, long handle) {
        Memory.int64(id, OFFSET_ThreadHandle, handle);
        Memory.int64(id, OFFSET_Reserved, 0);
    }
}
