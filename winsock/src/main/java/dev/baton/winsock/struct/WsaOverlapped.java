package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * The fields of a {@code WSAOVERLAPPED}, 32 bytes on x64.
 *
 * <p>Between start and completion the structure belongs to the provider. The segments must have
 * been checked with {@link Memory}.
 */
public final class WsaOverlapped {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSAOVERLAPPED;

    /** Offset of {@code Internal}, 64 bits: the state. */
    public static final int OFFSET_Internal = 0;

    /** Offset of {@code InternalHigh}, 64 bits: bytes transferred. */
    public static final int OFFSET_InternalHigh = 8;

    /** Offset of {@code Offset}, 32 bits, unused by sockets. */
    public static final int OFFSET_Offset = 16;

    /** Offset of {@code OffsetHigh}, 32 bits, unused by sockets. */
    public static final int OFFSET_OffsetHigh = 20;

    /** Offset of {@code hEvent}, 64 bits. */
    public static final int OFFSET_hEvent = 24;

    private WsaOverlapped() {}

    /**
     * Reads the event.
     *
     * @param overlapped the structure
     * @return the event to be signaled at completion; 0 = none
     */
    public static long hEvent(MemorySegment overlapped) {
        return Memory.int64(overlapped, OFFSET_hEvent);
    }

    /**
     * Writes the event.
     *
     * @param overlapped the structure
     * @param event the event to be signaled at completion; 0 = none
     */
    public static void hEvent(MemorySegment overlapped, long event) {
        Memory.int64(overlapped, OFFSET_hEvent, event);
    }
}
