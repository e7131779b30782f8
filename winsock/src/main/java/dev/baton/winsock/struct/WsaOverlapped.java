package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * The fields of a {@code WSAOVERLAPPED}, 32 bytes on x64.
 *
 * <p>Between start and completion the structure belongs to the provider. The segments must have
 * been checked with {@link Memory}.
 */
public final class WsaOverlapped {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSAOVERLAPPED;

    /** Offset of {@code Internal}, 64 bits: the state, an {@link NtStatus}. */
    public static final int OFFSET_Internal = 0;

    /** Offset of {@code InternalHigh}, 64 bits: bytes transferred. */
    public static final int OFFSET_InternalHigh = 8;

    /** Offset of {@code Offset}, 32 bits: the message flags of a completed receive. */
    public static final int OFFSET_Offset = 16;

    /** Offset of {@code OffsetHigh}, 32 bits, unused by sockets. */
    public static final int OFFSET_OffsetHigh = 20;

    /** Offset of {@code hEvent}, 64 bits. */
    public static final int OFFSET_hEvent = 24;

    private WsaOverlapped() {}

    /**
     * Reads the state.
     *
     * @param overlapped the structure
     * @return an {@link NtStatus}; what was written before it is seen too
     */
    public static int status(MemorySegment overlapped) {
        int status = (int) Memory.int64(overlapped, OFFSET_Internal);
        VarHandle.acquireFence();
        return status;
    }

    /**
     * Reads how much was transferred.
     *
     * @param overlapped the structure
     * @return bytes
     */
    public static int bytes(MemorySegment overlapped) {
        return (int) Memory.int64(overlapped, OFFSET_InternalHigh);
    }

    /**
     * Reads the message flags.
     *
     * @param overlapped the structure
     * @return {@code MSG_…} of a completed receive
     */
    public static int flags(MemorySegment overlapped) {
        return Memory.int32(overlapped, OFFSET_Offset);
    }

    /**
     * Writes the state, with what has been transferred, for threads that look at it at any time.
     *
     * @param overlapped the structure
     * @param status an {@link NtStatus}
     * @param bytes what was transferred
     */
    public static void complete(MemorySegment overlapped, int status, int bytes) {
        Memory.int64(overlapped, OFFSET_InternalHigh, Integer.toUnsignedLong(bytes));
        VarHandle.releaseFence();
        Memory.int64(overlapped, OFFSET_Internal, Integer.toUnsignedLong(status));
    }

    /**
     * Writes the message flags, before {@link #complete}.
     *
     * @param overlapped the structure
     * @param flags {@code MSG_…}
     */
    public static void flags(MemorySegment overlapped, int flags) {
        Memory.int32(overlapped, OFFSET_Offset, flags);
    }

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
