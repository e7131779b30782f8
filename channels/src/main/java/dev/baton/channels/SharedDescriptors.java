package dev.baton.channels;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.HostSocketException;
import dev.baton.winsock.spi.HostSockets;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * The same as {@link SharedChannels} for libraries that have channels of their own, over
 * descriptors of the host or over channels of the JDK. Whoever uses it owns the descriptors that it
 * gets, and none that it gives. Thread-safe.
 */
public final class SharedDescriptors {
    private SharedDescriptors() {}

    /**
     * Duplicates descriptors for a process: all or none.
     *
     * @param descriptors open sockets; they stay the caller's, and must stay open until this
     *     returns
     * @param targetPid the target's process identifier
     * @return as many tickets, in the same order
     * @throws SharedChannelException as {@link SharedChannels#duplicate}; {@code WSAENOTSOCK} for
     *     what is no socket
     */
    public static Ticket[] duplicate(int[] descriptors, long targetPid)
            throws SharedChannelException {
        return duplicate(descriptors, new boolean[descriptors.length], targetPid);
    }

    static Ticket[] duplicate(int[] descriptors, boolean[] alone, long targetPid)
            throws SharedChannelException {
        if (descriptors.length == 0) {
            throw new IllegalArgumentException("no socket to duplicate");
        }
        if (targetPid < 1 || targetPid > Integer.MAX_VALUE) {
            throw new SharedChannelException(
                    Constants.WSAEINVAL,
                    "cannot deliver to process " + targetPid + ": there is no such process");
        }
        return Host.duplicate((int) targetPid, descriptors, alone);
    }

    /** Makes something of a descriptor, which belongs to it from then on. */
    @FunctionalInterface
    public interface Adoption<C> {
        /**
         * Adopts a descriptor.
         *
         * @param descriptor open, close-on-exec; if this throws, not used any more by what threw
         * @return what owns it now
         * @throws IOException if nothing could be made of it
         */
        C adopt(int descriptor) throws IOException;
    }

    /**
     * Opens what was duplicated for this process.
     *
     * @param ticket from the source
     * @param kind what it must be
     * @param adoption what shall own it; if it throws, the ticket stays good
     * @return what {@code adoption} made
     * @throws IOException as {@link SharedChannels#openSocketChannel}
     */
    public static <C> C open(Ticket ticket, ChannelKind kind, Adoption<C> adoption)
            throws IOException {
        return open(ticket, kind, (descriptor, _) -> adoption.adopt(descriptor));
    }

    static <C> C open(Ticket ticket, ChannelKind kind, ChannelDoor.Adoption<C> adoption)
            throws IOException {
        try {
            HostSockets.Waiting waiting = Host.start().find(ticket.structure());
            ChannelKind actual = ChannelKind.of(waiting.descriptor());
            if (actual != kind) {
                throw new SharedChannelException(
                        Constants.WSAEINVAL,
                        "cannot open " + ticket + " as a " + kind + ": it is a " + actual);
            }
            int descriptor = waiting.take();
            boolean opened = false;
            try {
                C made = adoption.adopt(descriptor, waiting.alone());
                opened = true;
                waiting.opened();
                return made;
            } catch (IOException e) {
                throw Descriptors.scarce() && !(e instanceof SharedChannelException)
                        ? Descriptors.failure("cannot open " + ticket, -Errno.EMFILE)
                        : e;
            } finally {
                if (!opened) {
                    waiting.putBack();
                }
            }
        } catch (HostSocketException e) {
            throw Host.translated(e);
        }
    }

    /**
     * Duplicates a descriptor and sets its common {@code O_NONBLOCK}.
     *
     * @param descriptor an open socket; it stays its owner's
     * @return close-on-exec, the caller's to {@link #close}
     * @throws SharedChannelException {@code WSAEMFILE} if this process has no descriptor left,
     *     {@code WSAEINVAL} if there is no such descriptor
     */
    public static int copy(int descriptor) throws SharedChannelException {
        int copy = Descriptors.copy(descriptor);
        Descriptors.nonBlocking(copy, true);
        return copy;
    }

    /**
     * Duplicates the descriptor of a channel of the JDK, and sees to it that the channel does not
     * change the common {@code O_NONBLOCK} any more.
     *
     * @param channel as in {@link SharedChannels#duplicate}; it stays as it was
     * @return close-on-exec, the caller's to {@link #close}
     * @throws IOException as {@link SharedChannels#duplicate} where it concerns the channel
     */
    public static int copy(NetworkChannel channel) throws IOException {
        return Outgoing.shared(channel);
    }

    /**
     * Sets the common {@code O_NONBLOCK}: what else holds the socket must not wait in the kernel.
     *
     * @param descriptor an open socket
     */
    public static void setNonBlocking(int descriptor) {
        Descriptors.nonBlocking(descriptor, true);
    }

    /**
     * Closes a descriptor and nothing else.
     *
     * @param descriptor the caller's
     */
    public static void close(int descriptor) {
        Linux.close(descriptor);
    }

    /**
     * Takes the socket away from a channel of the JDK, for a library that closes its channels by
     * itself: the channel is left open, with a socket on which nothing ever happens, and its
     * closing harms nobody. One that is closed is left as it is.
     *
     * @param channel not to be closed by another thread at the same time
     * @throws IOException if that can't be: then it is as before
     */
    public static void detach(NetworkChannel channel) throws IOException {
        try {
            ChannelDoor.CURRENT.detach(channel, Selectors.all());
        } catch (ClosedChannelException closed) {
            // Nothing is left to take away.
        }
    }

    /**
     * The local address of a socket.
     *
     * @param descriptor an open socket
     * @return empty if it is not bound
     */
    public static Optional<SocketAddress> localAddress(int descriptor) {
        return KernelNames.local(descriptor);
    }

    /**
     * The remote address of a socket.
     *
     * @param descriptor an open socket
     * @return empty if it is not connected
     */
    public static Optional<SocketAddress> remoteAddress(int descriptor) {
        return KernelNames.remote(descriptor);
    }

    /**
     * An {@link Adoption}: a channel of the JDK.
     *
     * @param descriptor of a connection
     * @return open, in blocking mode
     * @throws IOException if it can't be made
     */
    public static SocketChannel socketChannel(int descriptor) throws IOException {
        return ChannelDoor.CURRENT.socketChannel(descriptor, false);
    }

    /**
     * An {@link Adoption}: a channel of the JDK.
     *
     * @param descriptor of a listener
     * @return open, in blocking mode
     * @throws IOException if it can't be made
     */
    public static ServerSocketChannel serverSocketChannel(int descriptor) throws IOException {
        return ChannelDoor.CURRENT.serverSocketChannel(descriptor, false);
    }

    /**
     * An {@link Adoption}: a channel of the JDK.
     *
     * @param descriptor of a socket of datagrams
     * @return open, in blocking mode
     * @throws IOException if it can't be made
     */
    public static DatagramChannel datagramChannel(int descriptor) throws IOException {
        return ChannelDoor.CURRENT.datagramChannel(descriptor, false);
    }
}
