package dev.baton.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.SharedChannelException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.Future;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A move of a live connection")
class MoveTest {
    @ParameterizedTest
    @CsvSource({"NIO, NIO", "NIO, EPOLL", "EPOLL, NIO", "EPOLL, EPOLL"})
    @DisplayName("takes half a frame along from pipeline to pipeline")
    void halfAFrame(NettyTransport from, NettyTransport to) throws Exception {
        try (Rig source = new Rig(from);
                Rig target = new Rig(to)) {
            Texts.Inbox first = new Texts.Inbox();
            Rig.Pair pair = source.pair(channel -> frames(channel, first));
            try (SocketChannel client = pair.client()) {
                Texts.write(client, Texts.frame("one") + Texts.frame("two").substring(0, 3));
                assertThat(first.take()).isEqualTo("one");
                byte[] sent = NettyChannels.move(pair.served(), Rig.SELF).sync().getNow().toBytes();
                assertThat(pair.served().isOpen()).isFalse();
                Texts.Inbox second = new Texts.Inbox();
                Channel opened =
                        target.start(
                                to.socketChannel(MovedChannel.ofBytes(sent)),
                                channel -> frames(channel, second));
                Texts.write(client, Texts.frame("two").substring(3) + Texts.frame("three"));
                assertThat(second.take()).isEqualTo("two");
                assertThat(second.take()).isEqualTo("three");
                opened.writeAndFlush(Texts.buffer("answer")).sync();
                assertThat(Texts.read(client, 6)).isEqualTo("answer");
                assertThat(first.events().take()).isEqualTo("inactive");
                assertThat(first.events().take()).isEqualTo("removed");
            }
        }
    }

    private static void frames(Channel channel, Texts.Inbox inbox) {
        channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(1000, 0, 2, 0, 2), inbox);
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("from a handler takes along what follows the message, frames that are whole too")
    void preciseCut(NettyTransport transport) throws Exception {
        String rest = Texts.frame("two") + Texts.frame("three").substring(0, 4);
        try (Rig rig = new Rig(transport)) {
            Mover mover = new Mover();
            Rig.Pair pair =
                    rig.pair(channel ->
                            channel.pipeline()
                                    .addLast(
                                            new LengthFieldBasedFrameDecoder(1000, 0, 2, 0, 2),
                                            mover));
            try (SocketChannel client = pair.client()) {
                Texts.write(client, Texts.frame("one") + rest);
                MovedChannel moved = mover.moves.take().sync().getNow();
                assertThat(new String(moved.readAhead(), US_ASCII)).isEqualTo(rest);
                assertThat(mover.messages).as("messages of the source").hasValue(1);
                transport.socketChannel(moved).unsafe().closeForcibly();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("from within a decoder's decode takes along what that leaves")
    void withinDecode(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Mover mover = new Mover();
            Rig.Pair pair =
                    rig.pair(channel -> channel.pipeline().addLast(new FiresWithin(), mover));
            try (SocketChannel client = pair.client()) {
                Texts.write(client, "ab");
                MovedChannel moved = mover.moves.take().sync().getNow();
                assertThat(new String(moved.readAhead(), US_ASCII)).isEqualTo("b");
                transport.socketChannel(moved).unsafe().closeForcibly();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("waits until what was written before is with the kernel")
    void writesOut(NettyTransport transport) throws Exception {
        String much = "m".repeat(8 << 20);
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(_ -> {});
            try (SocketChannel client = pair.client()) {
                Future<Void> written = pair.served().write(Texts.buffer(much));
                Future<MovedChannel> move = NettyChannels.move(pair.served(), Rig.SELF);
                assertThat(move.isDone()).isFalse();
                assertThat(Texts.read(client, much.length())).isEqualTo(much);
                Channel opened = rig.start(transport.socketChannel(move.sync().getNow()), _ -> {});
                assertThat(written.isSuccess()).isTrue();
                opened.writeAndFlush(Texts.buffer("more")).sync();
                assertThat(Texts.read(client, 4)).isEqualTo("more");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("takes back a read that was asked for")
    void pendingRead(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Texts.Inbox first = new Texts.Inbox();
            Rig.Pair pair =
                    rig.pair(channel -> {
                        channel.config().setAutoRead(false);
                        channel.pipeline().addLast(first);
                    });
            try (SocketChannel client = pair.client()) {
                pair.served().read();
                byte[] readAhead = NettyChannels.settle(pair.served()).sync().getNow();
                assertThat(readAhead).isEmpty();
                Texts.write(client, "for the target");
                Texts.Inbox second = new Texts.Inbox();
                rig.start(
                        transport.socketChannel(
                                NettyChannels.move(pair.served(), Rig.SELF).sync().getNow()),
                        channel -> channel.pipeline().addLast(second));
                assertThat(second.take()).isEqualTo("for the target");
                assertThat(first.size()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("that fails changes nothing")
    void failed(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Texts.Inbox inbox = new Texts.Inbox();
            Rig.Pair pair = rig.pair(channel -> frames(channel, inbox));
            try (SocketChannel client = pair.client()) {
                Texts.write(client, Texts.frame("one") + Texts.frame("two").substring(0, 3));
                assertThat(inbox.take()).isEqualTo("one");
                assertThatThrownBy(
                                () -> NettyChannels.move(pair.served(), Integer.MAX_VALUE).sync())
                        .isInstanceOf(SharedChannelException.class);
                Texts.write(client, Texts.frame("two").substring(3));
                assertThat(inbox.take()).isEqualTo("two");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("goes on here, if the channel was only brought to rest")
    void resumed(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Texts.Inbox inbox = new Texts.Inbox();
            Rig.Pair pair = rig.pair(channel -> frames(channel, inbox));
            try (SocketChannel client = pair.client()) {
                Texts.write(client, Texts.frame("one") + Texts.frame("two").substring(0, 3));
                assertThat(inbox.take()).isEqualTo("one");
                byte[] readAhead = NettyChannels.settle(pair.served()).sync().getNow();
                assertThat(readAhead).hasSize(3);
                Texts.write(client, Texts.frame("two").substring(3));
                pair.served()
                        .pipeline()
                        .addFirst(new LengthFieldBasedFrameDecoder(1000, 0, 2, 0, 2));
                NettyChannels.replay(pair.served(), readAhead);
                pair.served().config().setAutoRead(true);
                assertThat(inbox.take()).isEqualTo("two");
            }
        }
    }

    /** Moves its channel at the first message. */
    private static final class Mover extends ChannelInboundHandlerAdapter {
        private final BlockingQueue<Future<MovedChannel>> moves = new LinkedBlockingQueue<>();
        private final AtomicInteger messages = new AtomicInteger();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            messages.incrementAndGet();
            if (message instanceof ByteBuf bytes) {
                bytes.release();
            }
            moves.add(NettyChannels.move(ctx.channel(), Rig.SELF));
        }
    }

    /** Forwards one byte from within its decode. */
    private static final class FiresWithin extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
            if (in.readableBytes() > 1) {
                ctx.fireChannelRead(in.readRetainedSlice(1));
            }
        }
    }
}
