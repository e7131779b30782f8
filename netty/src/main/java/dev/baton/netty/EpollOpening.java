package dev.baton.netty;

import dev.baton.channels.SharedDescriptors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.IntFunction;

/** Channels of the transport epoll from descriptors. */
final class EpollOpening {
    private EpollOpening() {}

    static SocketChannel connection(int descriptor) throws IOException {
        Addresses.internet(descriptor);
        return adopted(descriptor, EpollSocketChannel::new);
    }

    static ServerChannel listener(int descriptor) throws IOException {
        InetSocketAddress local = Addresses.internet(descriptor);
        ServerChannel listener = adopted(descriptor, EpollServerSocketChannel::new);
        listener.pipeline().addFirst(new OpenedListener(local));
        return listener;
    }

    static DatagramChannel datagrams(int descriptor) throws IOException {
        return adopted(descriptor, EpollDatagramChannel::new);
    }

    // Netty relies on O_NONBLOCK and does not set it: its event loop would wait for this socket.
    private static <C extends Channel> C adopted(int descriptor, IntFunction<C> made)
            throws IOException {
        if (!Epoll.isAvailable()) {
            throw new IOException(
                    "the transport epoll is not available: is netty-transport-native-epoll for this"
                            + " machine on the class path? NettyTransport.NIO needs nothing",
                    Epoll.unavailabilityCause());
        }
        SharedDescriptors.setNonBlocking(descriptor);
        try {
            return made.apply(descriptor);
        } catch (ChannelException e) {
            throw new IOException("cannot make a channel of descriptor " + descriptor, e);
        }
    }
}
