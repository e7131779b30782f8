package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.FD_MAX_EVENTS;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The fields of a {@code WSANETWORKEVENTS}, 44 bytes: events @0, from @4 on ten error codes.
 *
 * <p>The segments must have been checked with {@link Memory}.
 */
public final class WsaNetworkEvents {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSANETWORKEVENTS;

    /** Offset of {@code lNetworkEvents}. */
    public static final int OFFSET_lNetworkEvents = 0;

    /** Offset of {@code iErrorCode}. */
    public static final int OFFSET_iErrorCode = 4;

    private WsaNetworkEvents() {}

    /**
     * Reads the events.
     *
     * @param events the structure
     * @return {@code FD_} masks
     */
    public static int lNetworkEvents(MemorySegment events) {
        return Memory.int32(events, OFFSET_lNetworkEvents);
    }

    /**
     * Writes the events.
     *
     * @param events the structure
     * @param value {@code FD_} masks
     */
    public static void lNetworkEvents(MemorySegment events, int value) {
        Memory.int32(events, OFFSET_lNetworkEvents, value);
    }

    /**
     * Reads the error of an event.
     *
     * @param events the structure
     * @param bit index of the event, {@code FD_x_BIT}
     * @return its error code, 0 = none
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public static int iErrorCode(MemorySegment events, int bit) {
        return Memory.int32(events, offset(bit));
    }

    /**
     * Writes the error of an event.
     *
     * @param events the structure
     * @param bit index of the event, {@code FD_x_BIT}
     * @param error its error code, 0 = none
     * @throws IndexOutOfBoundsException if there is no such event
     */
    public static void iErrorCode(MemorySegment events, int bit, int error) {
        Memory.int32(events, offset(bit), error);
    }

    private static long offset(int bit) {
        return OFFSET_iErrorCode + (long) Objects.checkIndex(bit, FD_MAX_EVENTS) * Integer.BYTES;
    }
}
