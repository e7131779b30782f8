package dev.baton.channels;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Channels whose sockets belong to several processes: TCP connections and listeners, UDP, unix
 * sockets.
 *
 * <p>The source duplicates a channel for the process that shall have it, too, and sends the ticket
 * by any means; the target opens the ticket: a genuine channel of the JDK, which works with
 * selectors, virtual threads and every framework. The two descriptors are one socket: what one side
 * reads, the other doesn't, and options are common. The target must be reachable: it has called
 * {@link #reachable}, opened a ticket or used {@code WSAStartup}.
 *
 * <p>End a channel that others share with {@link #release}, not with {@code close}: closing one
 * that is registered with a selector ends the connection for all.
 *
 * <p>Thread-safe. None of these methods waits for another process.
 */
public final class SharedChannels {
    private SharedChannels() {}

    /**
     * Makes this process reachable: others can duplicate channels for it from now on, until it
     * ends. Everything else here does so by itself.
     *
     * @throws SharedChannelException {@code WSASYSNOTREADY} with the reason
     */
    public static void reachable() throws SharedChannelException {
        Host.start();
    }

    /**
     * Duplicates a channel for a process. When this returns, the duplicate is with the target, and
     * the source may do what it likes with its own channel; it stays as it was.
     *
     * @param channel a {@link SocketChannel} that is connected, a {@link ServerSocketChannel} that
     *     is bound, or a {@link DatagramChannel}
     * @param targetPid the target's process identifier
     * @return what the target opens, once
     * @throws SharedChannelException {@code WSAEINVAL} if there is no such process or it is not
     *     reachable, {@code WSAEACCES} if it belongs to another user, {@code WSAENOBUFS} if its
     *     queue is full, {@code WSAEMFILE} if this process has no descriptor left, {@code
     *     WSAEOPNOTSUPP} for a channel that is not of the JDK; nothing was delivered
     * @throws ClosedChannelException if the channel is closed
     * @throws ConnectionPendingException if it is just connecting
     * @throws NotYetConnectedException if it is not connected
     * @throws NotYetBoundException if a listener is not bound
     */
    public static Ticket duplicate(NetworkChannel channel, long targetPid) throws IOException {
        return Outgoing.duplicate(List.of(channel), targetPid)[0];
    }

    /**
     * Duplicates many channels for a process: all or none.
     *
     * @param channels as in {@link #duplicate(NetworkChannel, long)}
     * @param targetPid the target's process identifier
     * @return as many tickets, in the same order
     * @throws IOException as {@link #duplicate(NetworkChannel, long)}
     */
    public static List<Ticket> duplicate(
            Collection<? extends NetworkChannel> channels, long targetPid) throws IOException {
        return List.of(Outgoing.duplicate(List.copyOf(channels), targetPid));
    }

    /**
     * Gives a channel to a process: {@link #duplicate(NetworkChannel, long)}, and {@link #release}
     * as soon as the kernel has acknowledged that the target holds the duplicate. Stop reading
     * before: what this process reads, the target doesn't.
     *
     * <p>A target that never opens the ticket, or ends before, ends the connection. Where the
     * receiver's own word is wanted before the channel is given up: the hand-over points.
     *
     * @param channel as in {@link #duplicate(NetworkChannel, long)}; released, unless this throws
     * @param targetPid the target's process identifier
     * @return what the target opens, once
     * @throws IOException as {@link #duplicate(NetworkChannel, long)}
     */
    public static Ticket move(NetworkChannel channel, long targetPid) throws IOException {
        return move(List.of(channel), targetPid).getFirst();
    }

    /**
     * Gives many channels to a process: all or none.
     *
     * @param channels as in {@link #move(NetworkChannel, long)}
     * @param targetPid the target's process identifier
     * @return as many tickets, in the same order
     * @throws IOException as {@link #duplicate(NetworkChannel, long)}
     */
    public static List<Ticket> move(Collection<? extends NetworkChannel> channels, long targetPid)
            throws IOException {
        List<Ticket> tickets = List.of(Outgoing.move(List.copyOf(channels), targetPid));
        release(channels);
        return tickets;
    }

    /**
     * Opens a connection that was duplicated for this process.
     *
     * @param ticket from the source
     * @return open, connected, in blocking mode; the caller's to {@link #release} or close
     * @throws SharedChannelException {@code WSAEINVAL} if the ticket was opened before, has
     *     expired, was made for another process or was altered, or if it stands for a socket of
     *     another kind, and then stays good; {@code WSAEMFILE} if this process has no descriptor
     *     left: it stays good, too
     * @throws IOException if the channel can't be made; the ticket stays good
     */
    public static SocketChannel openSocketChannel(Ticket ticket) throws IOException {
        return SharedDescriptors.open(
                ticket, ChannelKind.CONNECTION, ChannelDoor.CURRENT::socketChannel);
    }

    /**
     * Opens a listener that was duplicated for this process.
     *
     * @param ticket from the source
     * @return open, bound, listening, in blocking mode; the caller's to {@link #release} or close
     * @throws IOException as {@link #openSocketChannel}
     */
    public static ServerSocketChannel openServerSocketChannel(Ticket ticket) throws IOException {
        return SharedDescriptors.open(
                ticket, ChannelKind.LISTENER, ChannelDoor.CURRENT::serverSocketChannel);
    }

    /**
     * Opens a socket of datagrams that was duplicated for this process.
     *
     * @param ticket from the source
     * @return open, in blocking mode, bound and connected as the socket is; what is queued stays;
     *     the caller's to {@link #release} or close
     * @throws IOException as {@link #openSocketChannel}
     */
    public static DatagramChannel openDatagramChannel(Ticket ticket) throws IOException {
        return SharedDescriptors.open(
                ticket, ChannelKind.DATAGRAM, ChannelDoor.CURRENT::datagramChannel);
    }

    /**
     * Closes this process's descriptor of a channel and nothing else: no FIN, no reset, no change
     * of mode for others who hold the socket, whether the channel is registered with selectors or
     * not. Threads that are blocked in it get an {@link
     * java.nio.channels.AsynchronousCloseException}, as from {@code close}; its keys are cancelled.
     * If nobody else holds the socket, the connection ends. A channel that is closed already is
     * left as it is.
     *
     * @param channel a channel of the JDK, opened by Baton or not; not to be closed by another
     *     thread at the same time
     * @throws IOException if the socket can't be taken away from it: then it is open as before
     */
    public static void release(NetworkChannel channel) throws IOException {
        if (ChannelDoor.CURRENT.closesWithHarm(channel)) {
            detachAndClose(channel, Selectors.all());
        } else {
            channel.close();
        }
    }

    /**
     * Releases many channels; with selectors much faster than one by one.
     *
     * @param channels as in {@link #release(NetworkChannel)}
     * @throws IOException as {@link #release(NetworkChannel)}; those from there on are open as
     *     before
     */
    public static void release(Collection<? extends NetworkChannel> channels) throws IOException {
        Optional<Selectors> selectors = Optional.empty();
        for (NetworkChannel channel : channels) {
            if (ChannelDoor.CURRENT.closesWithHarm(channel)) {
                selectors = selectors.isPresent() ? selectors : Optional.of(Selectors.all());
                detachAndClose(channel, selectors.get());
            } else {
                channel.close();
            }
        }
    }

    private static void detachAndClose(NetworkChannel channel, Selectors selectors)
            throws IOException {
        try {
            ChannelDoor.CURRENT.detachAndClose(channel, selectors);
        } catch (ClosedChannelException closed) {
            // Nothing is left to release.
        } catch (SharedChannelException unknown) {
            // Without a selector, closing it harms nobody but for a rare thread blocked in it.
            if (((SelectableChannel) channel).isRegistered()) {
                throw unknown;
            }
            channel.close();
        }
    }

    /**
     * What hand-over points take of a channel.
     *
     * @param channel a channel of the JDK
     */
    public static Shareable shareable(NetworkChannel channel) {
        return new Shareable() {
            @Override
            public int duplicate() throws IOException {
                return Outgoing.shared(channel);
            }

            @Override
            public void release() throws IOException {
                SharedChannels.release(channel);
            }
        };
    }

    /**
     * The true local address of a channel, as the kernel tells it, whatever way it was opened.
     *
     * @param channel open
     * @return empty if it is not bound
     * @throws IOException as {@link #duplicate(NetworkChannel, long)} where it concerns the channel
     */
    public static Optional<SocketAddress> localAddress(NetworkChannel channel) throws IOException {
        return Outgoing.ask(channel, KernelNames::local);
    }

    /**
     * The true remote address of a channel, as the kernel tells it, whatever way it was opened.
     *
     * @param channel open
     * @return empty if it is not connected
     * @throws IOException as {@link #duplicate(NetworkChannel, long)} where it concerns the channel
     */
    public static Optional<SocketAddress> remoteAddress(NetworkChannel channel) throws IOException {
        return Outgoing.ask(channel, KernelNames::remote);
    }
}
