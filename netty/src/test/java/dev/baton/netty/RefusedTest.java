package dev.baton.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.SharedChannelException;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What can't be shared is refused with the reason")
class RefusedTest {
    @Test
    @DisplayName("channels without a socket of the kernel")
    void withoutASocket() {
        EmbeddedChannel embedded = new EmbeddedChannel();
        for (Channel each : new Channel[] {embedded, new LocalChannel()}) {
            assertThatThrownBy(() -> NettyChannels.duplicate(each, Rig.SELF))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining(each.getClass().getName())
                    .hasMessageContaining("NIO or epoll");
            assertThatThrownBy(() -> NettyChannels.release(each))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(NettyChannels.move(each, Rig.SELF).awaitUninterruptibly().cause())
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        embedded.finishAndReleaseAll();
    }

    @Test
    @DisplayName("a connection that is not connected yet")
    void notConnected() {
        NioSocketChannel fresh = new NioSocketChannel();
        assertThatThrownBy(() -> NettyChannels.duplicate(fresh, Rig.SELF))
                .isInstanceOf(NotYetConnectedException.class);
        fresh.unsafe().closeForcibly();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("TLS")
    void tls(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            Rig.Pair pair = rig.pair(_ -> {});
            pair.served().pipeline().addFirst("tls", new SslHandler(context.createSSLEngine()));
            for (Throwable each :
                    new Throwable[] {
                        NettyChannels.move(pair.served(), Rig.SELF).await().cause(),
                        NettyChannels.settle(pair.served()).await().cause()
                    }) {
                assertThat(each)
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("TLS")
                        .hasMessageContaining("before the handshake");
            }
            assertThatThrownBy(() -> NettyChannels.shareable(pair.served()))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThat(pair.served().config().isAutoRead()).isTrue();
            pair.client().close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @SuppressWarnings("deprecation")
    @DisplayName("a decoder on another thread, at a move")
    void elsewhere(NettyTransport transport) throws Exception {
        EventExecutorGroup others = new DefaultEventExecutorGroup(1);
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair =
                    rig.pair(channel ->
                            channel.pipeline()
                                    .addLast(
                                            others,
                                            "frames",
                                            new LengthFieldBasedFrameDecoder(9, 0, 2)));
            assertThat(NettyChannels.move(pair.served(), Rig.SELF).await().cause())
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("frames");
            assertThat(pair.served().config().isAutoRead()).isTrue();
            pair.client().close();
        } finally {
            others.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("bytes to replay for a channel that reads already")
    void tooLate(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(_ -> {});
            assertThatThrownBy(() -> NettyChannels.replay(pair.served(), new byte[1]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("reads already");
            pair.client().close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("unix sockets and other kinds, by a channel of TCP; the ticket stays good")
    void notTcp(NettyTransport transport, @TempDir Path folder) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (Rig rig = new Rig(transport);
                ServerSocketChannel listener =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                SocketChannel client = SocketChannel.open(address);
                SocketChannel accepted = listener.accept()) {
            assertThat(rig.transport()).isEqualTo(transport);
            Ticket ticket = SharedChannels.duplicate(accepted, Rig.SELF);
            assertThatThrownBy(() -> transport.socketChannel(ticket))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("NioDomainSocketChannel");
            assertThatThrownBy(() -> transport.serverSocketChannel(ticket))
                    .isInstanceOf(SharedChannelException.class);
            try (SocketChannel opened = SharedChannels.openSocketChannel(ticket)) {
                Texts.write(opened, "x");
                assertThat(Texts.read(client, 1)).isEqualTo("x");
            }
        }
    }
}
