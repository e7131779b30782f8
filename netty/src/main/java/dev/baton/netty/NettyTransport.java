package dev.baton.netty;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedDescriptors;
import dev.baton.channels.Ticket;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;

/**
 * The transports of Netty that can open sockets of other processes. What they open is not
 * registered: add handlers and register it with an event loop group of the same transport. It is
 * the caller's to {@link NettyChannels#release} or to close.
 *
 * <p>Those of io_uring are only for UDP: for connections and listeners Netty has no public door.
 * Open them with another transport, in an event loop group of their own.
 */
public enum NettyTransport {
    /**
     * Channels of the JDK. On the carrier way ({@link dev.baton.channels.Capabilities}) a channel
     * of datagrams tells the carrier's address as its own.
     */
    NIO {
        @Override
        public SocketChannel socketChannel(int descriptor) throws IOException {
            return NioOpening.connection(descriptor);
        }

        @Override
        public ServerChannel serverSocketChannel(int descriptor) throws IOException {
            return NioOpening.listener(descriptor);
        }

        @Override
        public DatagramChannel datagramChannel(int descriptor) throws IOException {
            return NioOpening.datagrams(descriptor);
        }
    },
    /** Netty's native transport, {@code netty-transport-native-epoll}. */
    EPOLL {
        @Override
        public SocketChannel socketChannel(int descriptor) throws IOException {
            return EpollOpening.connection(descriptor);
        }

        @Override
        public ServerChannel serverSocketChannel(int descriptor) throws IOException {
            return EpollOpening.listener(descriptor);
        }

        @Override
        public DatagramChannel datagramChannel(int descriptor) throws IOException {
            return EpollOpening.datagrams(descriptor);
        }
    },
    /** Netty's native transport, {@code netty-transport-native-io_uring}: datagrams only. */
    IO_URING {
        @Override
        public SocketChannel socketChannel(int descriptor) throws IOException {
            throw IoUringOpening.closed("connection");
        }

        @Override
        public ServerChannel serverSocketChannel(int descriptor) throws IOException {
            throw IoUringOpening.closed("listener");
        }

        @Override
        public DatagramChannel datagramChannel(int descriptor) throws IOException {
            return IoUringOpening.datagrams(descriptor);
        }
    };

    /**
     * Opens a connection that was duplicated for this process, by whatever library.
     *
     * @param ticket from the source
     * @return connected, not registered
     * @throws IOException as {@code SharedChannels.openSocketChannel}; the ticket stays good if the
     *     channel can't be made, as of a unix socket
     */
    public SocketChannel socketChannel(Ticket ticket) throws IOException {
        return SharedDescriptors.open(ticket, ChannelKind.CONNECTION, this::socketChannel);
    }

    /**
     * Opens a connection that was moved to this process. Its pipeline first reads what the source
     * has read and not decoded.
     *
     * @param moved from the source
     * @return connected, not registered
     * @throws IOException as {@link #socketChannel(Ticket)}
     */
    public SocketChannel socketChannel(MovedChannel moved) throws IOException {
        SocketChannel channel = socketChannel(moved.ticket());
        NettyChannels.replay(channel, moved.readAhead());
        return channel;
    }

    /**
     * Opens a listener that was duplicated for this process. {@code register} makes it accept; a
     * {@code bind} does nothing, whatever the address, but fails with a {@link
     * java.net.BindException} if the port is neither 0 nor the listener's own.
     *
     * @param ticket from the source
     * @return listening, not registered
     * @throws IOException as {@link #socketChannel(Ticket)}
     */
    public ServerChannel serverSocketChannel(Ticket ticket) throws IOException {
        return SharedDescriptors.open(ticket, ChannelKind.LISTENER, this::serverSocketChannel);
    }

    /**
     * Opens a socket of datagrams that was duplicated for this process.
     *
     * @param ticket from the source
     * @return bound and connected as the socket is, not registered
     * @throws IOException as {@link #socketChannel(Ticket)}
     */
    public DatagramChannel datagramChannel(Ticket ticket) throws IOException {
        return SharedDescriptors.open(ticket, ChannelKind.DATAGRAM, this::datagramChannel);
    }

    /**
     * For {@code ServerBootstrap.channelFactory}: opens the listener when the server is started, by
     * {@code bind} or {@code register}; once.
     *
     * @param ticket of a listener
     * @return throws a {@link ChannelException} if it can't be opened
     */
    public ChannelFactory<ServerChannel> channelFactory(Ticket ticket) {
        return () -> {
            try {
                return serverSocketChannel(ticket);
            } catch (IOException e) {
                throw new ChannelException(e.getMessage(), e);
            }
        };
    }

    /**
     * Makes a channel of a descriptor: an {@code Adoption}.
     *
     * @param descriptor a connection; the channel's from now on, or the caller's if this throws
     * @return connected, not registered
     * @throws IOException if it can't be made
     */
    public abstract SocketChannel socketChannel(int descriptor) throws IOException;

    /**
     * Makes a channel of a descriptor: an {@code Adoption}.
     *
     * @param descriptor a listener; the channel's from now on, or the caller's if this throws
     * @return as {@link #serverSocketChannel(Ticket)}
     * @throws IOException if it can't be made
     */
    public abstract ServerChannel serverSocketChannel(int descriptor) throws IOException;

    /**
     * Makes a channel of a descriptor: an {@code Adoption}.
     *
     * @param descriptor a socket of datagrams; the channel's from now on, or the caller's if this
     *     throws
     * @return bound and connected as the socket is, not registered
     * @throws IOException if it can't be made
     */
    public abstract DatagramChannel datagramChannel(int descriptor) throws IOException;
}
