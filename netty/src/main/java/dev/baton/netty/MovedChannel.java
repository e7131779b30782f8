package dev.baton.netty;

import dev.baton.channels.Ticket;
import java.util.Arrays;

/**
 * What the target of a move needs to go on with the channel: the ticket, and the bytes that the
 * source has read and not decoded. {@link NettyTransport} opens it. A plain value that travels over
 * any channel. Immutable.
 */
public final class MovedChannel {
    private final Ticket ticket;
    private final byte[] readAhead;

    /**
     * Puts a ticket and bytes together.
     *
     * @param ticket of a connection, a listener or a socket of datagrams
     * @param readAhead what was read from it; copied
     */
    public MovedChannel(Ticket ticket, byte[] readAhead) {
        this.ticket = ticket;
        this.readAhead = readAhead.clone();
    }

    /**
     * The value of these bytes.
     *
     * @param bytes of {@link #toBytes}
     * @throws IllegalArgumentException if they are too few for a ticket
     */
    public static MovedChannel ofBytes(byte[] bytes) {
        if (bytes.length < Ticket.SIZE) {
            throw new IllegalArgumentException(
                    "a moved channel has " + Ticket.SIZE + " bytes or more, not " + bytes.length);
        }
        return new MovedChannel(
                Ticket.ofBytes(Arrays.copyOf(bytes, Ticket.SIZE)),
                Arrays.copyOfRange(bytes, Ticket.SIZE, bytes.length));
    }

    /** Its bytes, the ticket's first; a copy. */
    public byte[] toBytes() {
        byte[] bytes = Arrays.copyOf(ticket.toBytes(), Ticket.SIZE + readAhead.length);
        System.arraycopy(readAhead, 0, bytes, Ticket.SIZE, readAhead.length);
        return bytes;
    }

    /** What opens the socket, once. */
    public Ticket ticket() {
        return ticket;
    }

    /** What must be taken as read before everything else; a copy. */
    public byte[] readAhead() {
        return readAhead.clone();
    }

    @Override
    public String toString() {
        return ticket + " and " + readAhead.length + " bytes";
    }
}
