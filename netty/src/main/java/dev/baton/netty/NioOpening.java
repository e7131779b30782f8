package dev.baton.netty;

import dev.baton.channels.SharedDescriptors;
import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.NetworkChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Channels of the transport NIO from descriptors. */
final class NioOpening {
    private NioOpening() {}

    static SocketChannel connection(int descriptor) throws IOException {
        SocketAddress local = Addresses.internet(descriptor);
        SocketAddress remote = SharedDescriptors.remoteAddress(descriptor).orElse(null);
        return adopted(
                descriptor,
                SharedDescriptors::socketChannel,
                jdk -> new Connection(jdk, local, remote));
    }

    static ServerChannel listener(int descriptor) throws IOException {
        InetSocketAddress local = Addresses.internet(descriptor);
        ServerChannel listener =
                adopted(
                        descriptor,
                        SharedDescriptors::serverSocketChannel,
                        jdk -> new Listener(jdk, local));
        listener.pipeline().addFirst(new OpenedListener(local));
        return listener;
    }

    static DatagramChannel datagrams(int descriptor) throws IOException {
        return adopted(descriptor, SharedDescriptors::datagramChannel, NioDatagramChannel::new);
    }

    // Of a copy: if Netty can't make a channel, it closes that, and the descriptor stays good.
    private static <J extends NetworkChannel, C extends Channel> C adopted(
            int descriptor, SharedDescriptors.Adoption<J> adoption, Function<J, C> made)
            throws IOException {
        int copy = SharedDescriptors.copy(descriptor);
        J jdk = null;
        C channel = null;
        try {
            jdk = adoption.adopt(copy);
            channel = made.apply(jdk);
            SharedDescriptors.close(descriptor);
            return channel;
        } finally {
            if (jdk == null) {
                SharedDescriptors.close(copy);
            } else if (channel == null) {
                jdk.close();
            }
        }
    }

    /** Tells the socket's addresses; the JDK channel's are another's, if it is a carrier. */
    private static final class Connection extends NioSocketChannel {
        private final SocketAddress local;
        private final @Nullable SocketAddress remote;

        Connection(
                java.nio.channels.SocketChannel jdk,
                SocketAddress local,
                @Nullable SocketAddress remote) {
            super(jdk);
            this.local = local;
            this.remote = remote;
        }

        @Override
        protected SocketAddress localAddress0() {
            return local;
        }

        @Override
        protected @Nullable SocketAddress remoteAddress0() {
            return remote;
        }
    }

    /** The same of a listener. */
    private static final class Listener extends NioServerSocketChannel {
        private final SocketAddress local;

        Listener(java.nio.channels.ServerSocketChannel jdk, SocketAddress local) {
            super(jdk);
            this.local = local;
        }

        @Override
        protected SocketAddress localAddress0() {
            return local;
        }
    }
}
