package dev.baton.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("ServerBootstrap on a listener of another process")
class ListenerTest {
    @ParameterizedTest
    @CsvSource({"NIO, 127.0.0.1", "NIO, ::1", "EPOLL, 127.0.0.1", "EPOLL, ::1"})
    @DisplayName("serves who waits and who comes, after register")
    void register(NettyTransport transport, String host) throws Exception {
        try (Rig rig = new Rig(transport);
                ServerSocketChannel listener = ServerSocketChannel.open().bind(Rig.loopback(host));
                SocketChannel waiting = SocketChannel.open(listener.getLocalAddress())) {
            Ticket ticket = SharedChannels.duplicate(listener, Rig.SELF);
            Channel server =
                    server(rig)
                            .channelFactory(transport.channelFactory(ticket))
                            .register()
                            .sync()
                            .channel();
            assertThat(server.localAddress()).isEqualTo(listener.getLocalAddress());
            served(waiting);
            try (SocketChannel later = SocketChannel.open(listener.getLocalAddress())) {
                served(later);
            }
            server.close().sync();
            try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                    SocketChannel accepted = listener.accept()) {
                assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            }
        }
    }

    private static ServerBootstrap server(Rig rig) {
        return rig.server(channel -> {
            var _ = channel.writeAndFlush(Texts.buffer("hello"));
        });
    }

    private static void served(SocketChannel client) throws Exception {
        assertThat(Texts.read(client, 5)).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({"NIO, false", "NIO, true", "EPOLL, false", "EPOLL, true"})
    @DisplayName("serves after a bind to port 0 or to the listener's own, whatever the host")
    void bind(NettyTransport transport, boolean own) throws Exception {
        try (Rig rig = new Rig(transport);
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(Rig.loopback("127.0.0.1"));
                SocketChannel waiting = SocketChannel.open(listener.getLocalAddress())) {
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            ServerChannel opened =
                    transport.serverSocketChannel(SharedChannels.duplicate(listener, Rig.SELF));
            Channel server =
                    server(rig)
                            .channelFactory(() -> opened)
                            .bind("0.0.0.0", own ? port : 0)
                            .sync()
                            .channel();
            assertThat(server.isActive()).isTrue();
            served(waiting);
            NettyChannels.release(server).sync();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("fails to bind to another port, and the listener is the others' as before")
    void wrongPort(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport);
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(Rig.loopback("127.0.0.1"));
                SocketChannel waiting = SocketChannel.open(listener.getLocalAddress())) {
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            Ticket ticket = SharedChannels.duplicate(listener, Rig.SELF);
            int other = port == 1 ? 2 : 1;
            // So that nobody is accepted before the bind has failed.
            ServerBootstrap bootstrap =
                    server(rig)
                            .option(ChannelOption.AUTO_READ, false)
                            .channelFactory(transport.channelFactory(ticket));
            assertThatThrownBy(() -> bootstrap.bind("127.0.0.1", other).sync())
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("port " + other + ":")
                    .hasMessageContaining("has port " + port);
            try (SocketChannel accepted = listener.accept()) {
                assertThat(accepted.getRemoteAddress()).isEqualTo(waiting.getLocalAddress());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("tells why a ticket can't be opened, as a second time")
    void twice(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport);
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(Rig.loopback("127.0.0.1"))) {
            ServerBootstrap bootstrap =
                    server(rig)
                            .channelFactory(
                                    transport.channelFactory(
                                            SharedChannels.duplicate(listener, Rig.SELF)));
            Channel server = bootstrap.register().sync().channel();
            assertThatThrownBy(() -> bootstrap.register().sync())
                    .isInstanceOf(ChannelException.class)
                    .hasMessageContaining("opened before");
            server.close().sync();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("can be moved on, and who waits is served there")
    void movedOn(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport);
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(Rig.loopback("127.0.0.1"))) {
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            Channel first =
                    server(rig)
                            .channelFactory(
                                    transport.channelFactory(
                                            SharedChannels.move(listener, Rig.SELF)))
                            .bind(0)
                            .sync()
                            .channel();
            NettyChannels.settle(first).sync();
            try (SocketChannel waiting = SocketChannel.open(address)) {
                Ticket ticket = NettyChannels.move(first, Rig.SELF).sync().getNow().ticket();
                assertThat(first.isOpen()).isFalse();
                Channel second =
                        server(rig)
                                .channelFactory(transport.channelFactory(ticket))
                                .bind(0)
                                .sync()
                                .channel();
                served(waiting);
                second.close().sync();
            }
        }
    }
}
