package dev.baton.channels;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * What the target of a duplicate needs to open it: once, in that process only. A plain value that
 * travels over any channel; its bytes are a {@code WSAPROTOCOL_INFOW}, which {@code WSASocketW}
 * opens just as well, and what {@code WSADuplicateSocketW} has filled is a ticket. Immutable.
 */
public final class Ticket {
    /** Bytes of a ticket. */
    public static final int SIZE = Constants.SIZEOF_WSAPROTOCOL_INFOW;

    private final byte[] bytes;

    private Ticket(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The ticket of these bytes. What they say is checked when it is opened.
     *
     * @param bytes {@link #SIZE} of them, which are copied
     * @throws IllegalArgumentException if there are more or less
     */
    public static Ticket ofBytes(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException(
                    "a ticket has " + SIZE + " bytes, a WSAPROTOCOL_INFOW, not " + bytes.length);
        }
        return new Ticket(bytes.clone());
    }

    static Ticket at(MemorySegment infos, int index) {
        byte[] bytes = new byte[SIZE];
        MemorySegment.copy(infos, (long) index * SIZE, MemorySegment.ofArray(bytes), 0, SIZE);
        return new Ticket(bytes);
    }

    /** A copy of the bytes, {@link #SIZE} of them. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    MemorySegment structure() {
        return MemorySegment.ofArray(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ticket ticket && Arrays.equals(bytes, ticket.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Names the duplicate by the number under which it waits. */
    @Override
    public String toString() {
        return "ticket " + Integer.toHexString(ProtocolInfoLayout.dwProviderReserved(structure()));
    }
}
