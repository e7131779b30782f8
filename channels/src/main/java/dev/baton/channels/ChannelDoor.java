package dev.baton.channels;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** The way between descriptors and channels of the JDK, in both directions. Thread-safe. */
sealed interface ChannelDoor permits DirectDoor, CarrierDoor {
    /** This process's. */
    ChannelDoor CURRENT = find();

    private static ChannelDoor find() {
        Optional<JdkChannels> opened = JdkChannels.open();
        return opened.isPresent()
                ? new DirectDoor(opened.get())
                : new CarrierDoor(JdkChannels.closedReason());
    }

    /** How, and why so. */
    Capabilities capabilities();

    /**
     * Duplicates a channel's descriptor.
     *
     * @return close-on-exec, the caller's
     * @throws java.nio.channels.ClosedChannelException if the channel is closed
     * @throws SharedChannelException {@code WSAEMFILE}; {@code WSAEINVAL} if the descriptor can't
     *     be found
     */
    int copy(NetworkChannel channel) throws IOException;

    /**
     * Sets the common {@code O_NONBLOCK}, and sees to it that the channel does not change it any
     * more: it waits by itself, if it is in blocking mode.
     *
     * @param copy another descriptor of its socket
     */
    void keepNonBlocking(NetworkChannel channel, int copy) throws IOException;

    /**
     * Whether closing a channel could harm others who hold its socket. It ends the connection if
     * the channel is registered with a selector; and a virtual thread that is blocked in it tries
     * once more when it is closed, and would take what has come for others meanwhile.
     */
    boolean closesWithHarm(NetworkChannel channel);

    /**
     * Takes the socket away from a channel: it is left with one on which nothing ever happens.
     *
     * @param selectors where it may be waited for
     */
    void detach(NetworkChannel channel, Selectors selectors) throws IOException;

    /**
     * The same, and closes it then.
     *
     * @param selectors all there are
     */
    void detachAndClose(NetworkChannel channel, Selectors selectors) throws IOException;

    /** Whether a channel's mode was never made the common one of several holders. */
    boolean unshared(NetworkChannel channel);

    /** Makes a channel of a descriptor. */
    @FunctionalInterface
    interface Adoption<C> {
        /**
         * Adopts a descriptor.
         *
         * @param descriptor the channel's from now on; if this throws, the caller's as before
         * @param alone whether nobody else holds the socket: then the channel may change its mode
         */
        C adopt(int descriptor, boolean alone) throws IOException;
    }

    /** Makes a channel of a connection: {@link Adoption#adopt}. */
    SocketChannel socketChannel(int descriptor, boolean alone) throws IOException;

    /** The same of a listening socket. */
    ServerSocketChannel serverSocketChannel(int descriptor, boolean alone) throws IOException;

    /** The same of a socket of datagrams. */
    DatagramChannel datagramChannel(int descriptor, boolean alone) throws IOException;
}
