package dev.baton.channels;

import dev.baton.channels.handoff.Arrival;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Map;

/**
 * A channel that another process wants to hand over. It is the sender's until one of the {@code
 * accept} methods has returned, and the receiver's from then on; {@link #refuse} leaves it to the
 * sender. One of these must follow: as long as neither has, the sender waits. Thread-safe.
 */
public final class ReceivedItem {
    private final Arrival arrival;

    ReceivedItem(Arrival arrival) {
        this.arrival = arrival;
    }

    /** What the channel is. */
    public ChannelKind channelKind() {
        return arrival.channelKind();
    }

    /** The label that the sender gave; empty if it gave none. */
    public String kind() {
        return arrival.kind();
    }

    /** The state of the session; read-only. */
    public ByteBuffer context() {
        return arrival.context();
    }

    /**
     * What the sender has read of the connection: to be read before anything else, see {@link
     * ReadAhead}; read-only.
     */
    public ByteBuffer readAhead() {
        return arrival.readAhead();
    }

    /** The sender's process, as the kernel tells it; 0 if this process can't see it. */
    public long senderPid() {
        return arrival.senderPid();
    }

    /** The sender's user, as the kernel tells it. */
    public int senderUser() {
        return arrival.senderUser();
    }

    /**
     * Accepts a connection.
     *
     * @return open, connected, in blocking mode
     * @throws SharedChannelException if it is something else: it stays undecided
     * @throws HandoffException {@link HandoffException.Reason#TAKEN_BACK} if its sender has taken
     *     it back, {@link HandoffException.Reason#DECIDED} if it was decided before, {@link
     *     HandoffException.Reason#CLOSED} if the point was closed
     * @throws IOException if no channel can be made: it stays undecided
     */
    public SocketChannel acceptSocketChannel() throws IOException {
        return acceptChannel(ChannelKind.CONNECTION, ChannelDoor.CURRENT::socketChannel);
    }

    /**
     * Accepts connections: each as {@link #acceptSocketChannel} would, but every sender gets one
     * answer for all of its own, which makes it several times faster. Whether one of them can be
     * accepted does not matter to the others.
     *
     * @param items of whatever senders
     * @return the channels of those that are this process's now, in the order of {@code items}. An
     *     item that is missing is as {@link #acceptSocketChannel} would have left it, which tells
     *     the reason if it is called
     */
    public static Map<ReceivedItem, SocketChannel> acceptSocketChannels(
            Collection<ReceivedItem> items) {
        return Acceptance.accept(items, ChannelKind.CONNECTION, ChannelDoor.CURRENT::socketChannel);
    }

    /**
     * Accepts a listener.
     *
     * @return open, bound, listening, in blocking mode
     * @throws IOException as {@link #acceptSocketChannel}
     */
    public ServerSocketChannel acceptServerSocketChannel() throws IOException {
        return acceptChannel(ChannelKind.LISTENER, ChannelDoor.CURRENT::serverSocketChannel);
    }

    /**
     * Accepts a socket of datagrams.
     *
     * @return open, in blocking mode, bound and connected as the socket is
     * @throws IOException as {@link #acceptSocketChannel}
     */
    public DatagramChannel acceptDatagramChannel() throws IOException {
        return acceptChannel(ChannelKind.DATAGRAM, ChannelDoor.CURRENT::datagramChannel);
    }

    // The channel is made before the sender gives its own up: nothing can fail afterwards.
    private <C extends NetworkChannel> C acceptChannel(
            ChannelKind kind, ChannelDoor.Adoption<C> adoption) throws IOException {
        C made = prepare(kind, adoption);
        if (!arrival.acknowledge()) {
            made.close();
            throw arrival.lost(false);
        }
        arrival.accepted();
        return made;
    }

    /** Makes the channel; the item is being decided until {@link Acceptance} has done so. */
    <C extends NetworkChannel> C prepare(ChannelKind kind, ChannelDoor.Adoption<C> adoption)
            throws IOException {
        int descriptor = begin(kind);
        return adopt(descriptor, number -> adoption.adopt(number, false));
    }

    Arrival arrival() {
        return arrival;
    }

    /**
     * Accepts a channel for another library.
     *
     * @param kind what it must be
     * @param adoption what shall own the descriptor; called when the item is this process's
     *     already. If it throws, the item stays to be accepted here again; the sender can't have it
     *     back, and {@link #refuse} would end the connection
     * @return what {@code adoption} made
     * @throws IOException as {@link #acceptSocketChannel}, or from {@code adoption}
     */
    public <C> C accept(ChannelKind kind, SharedDescriptors.Adoption<C> adoption)
            throws IOException {
        int descriptor = begin(kind);
        if (!arrival.acknowledge()) {
            throw arrival.lost(true);
        }
        C made = adopt(descriptor, adoption);
        arrival.accepted();
        return made;
    }

    private int begin(ChannelKind kind) throws IOException {
        ChannelKind actual = arrival.channelKind();
        if (actual != kind) {
            throw new SharedChannelException(
                    Constants.WSAEINVAL,
                    "cannot accept "
                            + arrival
                            + " as a "
                            + kind
                            + ": it is a "
                            + actual
                            + ", and stays undecided");
        }
        return arrival.begin();
    }

    private <C> C adopt(int descriptor, SharedDescriptors.Adoption<C> adoption) throws IOException {
        boolean adopted = false;
        try {
            C made = adoption.adopt(descriptor);
            adopted = true;
            return made;
        } finally {
            if (!adopted) {
                arrival.undo();
            }
        }
    }

    /**
     * Leaves the channel to its sender, which learns the reason.
     *
     * @param reason for people; at most 1024 bytes of it are sent
     * @throws HandoffException as {@link #acceptSocketChannel}
     */
    public void refuse(String reason) throws IOException {
        arrival.refuse(reason);
    }

    /** Names what it is, and the sender. */
    @Override
    public String toString() {
        return arrival.toString();
    }
}
