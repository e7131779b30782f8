package dev.baton.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.Shareable;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.SharedDescriptors;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A release, and the other holder goes on")
class ReleaseTest {
    private static SocketChannel other(Rig.Pair pair) throws IOException {
        return SharedChannels.openSocketChannel(NettyChannels.duplicate(pair.served(), Rig.SELF));
    }

    private static void goesOn(SocketChannel client, SocketChannel other) throws IOException {
        Texts.write(other, "out");
        assertThat(Texts.read(client, 3)).isEqualTo("out");
        Texts.write(client, "in");
        assertThat(Texts.read(other, 2)).isEqualTo("in");
    }

    @ParameterizedTest
    @CsvSource({"NIO, false", "NIO, true", "EPOLL, false", "EPOLL, true"})
    @DisplayName("is a close to handlers, half a frame is dropped, and lingering does not matter")
    void events(NettyTransport transport, boolean lingers) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Texts.Inbox inbox = new Texts.Inbox();
            Rig.Pair pair =
                    rig.pair(channel ->
                            channel.pipeline()
                                    .addLast(
                                            new LengthFieldBasedFrameDecoder(1000, 0, 2, 0, 2),
                                            inbox));
            try (SocketChannel client = pair.client();
                    SocketChannel other = other(pair)) {
                if (lingers) {
                    pair.served().config().setOption(ChannelOption.SO_LINGER, 3);
                }
                Texts.write(client, Texts.frame("one") + "\0");
                assertThat(inbox.take()).isEqualTo("one");
                NettyChannels.release(pair.served()).sync();
                pair.served().closeFuture().sync();
                assertThat(inbox.events().take()).isEqualTo("inactive");
                assertThat(inbox.events().take()).isEqualTo("removed");
                goesOn(client, other);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("in the middle of writes fails them")
    void writing(NettyTransport transport) throws Exception {
        String much = "m".repeat(8 << 20);
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(_ -> {});
            try (SocketChannel client = pair.client();
                    SocketChannel other = other(pair)) {
                ChannelFuture written = pair.served().writeAndFlush(Texts.buffer(much));
                assertThat(Texts.read(client, 5)).isEqualTo("mmmmm");
                NettyChannels.release(pair.served()).sync();
                assertThatThrownBy(written::sync).isInstanceOf(ClosedChannelException.class);
                Thread writer = Thread.ofPlatform().start(() -> write(other, "!"));
                assertThat(Texts.readUntil(client, '!')).as("what comes but m").isEqualTo("!");
                writer.join();
                goesOn(client, other);
            }
        }
    }

    private static void write(SocketChannel channel, String text) {
        try {
            Texts.write(channel, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("within channelRead, past a handler that would write at a close")
    void onTheLoop(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair =
                    rig.pair(channel -> channel.pipeline().addLast(new Farewell(), new Leaver()));
            try (SocketChannel client = pair.client();
                    SocketChannel other = other(pair)) {
                Texts.write(client, "leave");
                pair.served().closeFuture().sync();
                goesOn(client, other);
            }
        }
    }

    private static final class Farewell extends ChannelOutboundHandlerAdapter {
        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
            ctx.writeAndFlush(Texts.buffer("bye")).addListener(_ -> closed(ctx, promise));
        }
    }

    private static void closed(ChannelHandlerContext ctx, ChannelPromise promise) {
        var _ = ctx.close(promise);
    }

    private static final class Leaver extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            ChannelFuture released = NettyChannels.release(ctx.channel());
            assertThat(released.isDone()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("twice, and after a close, does nothing more")
    void again(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(_ -> {});
            try (SocketChannel client = pair.client();
                    SocketChannel other = other(pair)) {
                ChannelFuture first = NettyChannels.release(pair.served());
                ChannelFuture second = NettyChannels.release(pair.served());
                first.sync();
                second.sync();
                pair.served().close().sync();
                NettyChannels.release(pair.served()).sync();
                goesOn(client, other);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("of a channel that is not registered, or whose loop has ended")
    void withoutALoop(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(channel -> channel.config().setAutoRead(false));
            try (SocketChannel client = pair.client();
                    SocketChannel other = other(pair)) {
                Channel opened =
                        transport.socketChannel(NettyChannels.duplicate(pair.served(), Rig.SELF));
                NettyChannels.release(opened).sync();
                assertThat(opened.isOpen()).isFalse();
                goesOn(client, other);
                // Netty closes what is registered with a loop that ends, or leaves it open.
                rig.loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
                NettyChannels.release(pair.served()).sync();
                assertThat(pair.served().isOpen()).isFalse();
                assertThat(NettyChannels.settle(pair.served()).await().isSuccess()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("through a shareable, from any thread without waiting")
    void shareable(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(_ -> {});
            Shareable shareable = NettyChannels.shareable(pair.served());
            int descriptor = shareable.duplicate();
            try (SocketChannel client = pair.client();
                    SocketChannel other = SharedDescriptors.socketChannel(descriptor)) {
                // A loop that is busy does not hold this thread up.
                CountDownLatch busy = new CountDownLatch(1);
                pair.served()
                        .eventLoop()
                        .execute(() -> {
                            try {
                                busy.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
                shareable.release();
                busy.countDown();
                pair.served().closeFuture().sync();
                assertThatThrownBy(shareable::duplicate).isInstanceOf(ClosedChannelException.class);
                shareable.release();
                goesOn(client, other);
            }
        }
    }
}
