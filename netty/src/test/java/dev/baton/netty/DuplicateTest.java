package dev.baton.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A duplicate, between Netty's transports and channels of the JDK")
class DuplicateTest {
    @ParameterizedTest
    @CsvSource({"NIO, 127.0.0.1", "NIO, ::1", "EPOLL, 127.0.0.1", "EPOLL, ::1"})
    @DisplayName("of a Netty connection is a channel of the JDK")
    void fromNetty(NettyTransport transport, String host) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(host, channel -> channel.config().setAutoRead(false));
            SocketChannel opened =
                    SharedChannels.openSocketChannel(
                            NettyChannels.duplicate(pair.served(), Rig.SELF));
            try (SocketChannel client = pair.client();
                    opened) {
                assertThat(SharedChannels.remoteAddress(opened)).contains(client.getLocalAddress());
                Texts.write(client, "in");
                assertThat(Texts.read(opened, 2)).isEqualTo("in");
                Texts.write(opened, "a");
                pair.served().writeAndFlush(Texts.buffer("b")).sync();
                assertThat(Texts.read(client, 2)).isEqualTo("ab");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NIO, 127.0.0.1", "NIO, ::1", "EPOLL, 127.0.0.1", "EPOLL, ::1"})
    @DisplayName("of a JDK channel is a Netty connection with true addresses")
    void toNetty(NettyTransport transport, String host) throws Exception {
        try (Rig rig = new Rig(transport);
                ServerSocketChannel listener = ServerSocketChannel.open().bind(Rig.loopback(host));
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SocketChannel accepted = listener.accept()) {
            Texts.Inbox inbox = new Texts.Inbox();
            Channel opened =
                    rig.start(
                            transport.socketChannel(SharedChannels.duplicate(accepted, Rig.SELF)),
                            channel -> channel.pipeline().addLast(inbox));
            assertThat(opened.remoteAddress()).isEqualTo(client.getLocalAddress());
            assertThat(opened.localAddress()).isEqualTo(listener.getLocalAddress());
            Texts.write(client, "in");
            assertThat(inbox.take()).isEqualTo("in");
            opened.writeAndFlush(Texts.buffer("out")).sync();
            assertThat(Texts.read(client, 3)).isEqualTo("out");
            NettyChannels.release(opened).sync();
            Texts.write(accepted, "on");
            assertThat(Texts.read(client, 2)).isEqualTo("on");
            assertThat(nonBlocking(accepted)).as("O_NONBLOCK of the socket stays").isTrue();
        }
    }

    // A duplicate shows the flags of its socket. Of which there are more then is that socket:
    // descriptors of others may be closed meanwhile, and their numbers be used again.
    private static boolean nonBlocking(SocketChannel channel) throws IOException {
        Collection<String> before = OpenSockets.all().values();
        SocketChannel probe =
                SharedChannels.openSocketChannel(SharedChannels.duplicate(channel, Rig.SELF));
        try (probe) {
            Map<String, String> after = OpenSockets.all();
            for (Map.Entry<String, String> each : after.entrySet()) {
                String socket = each.getValue();
                if (socket.startsWith("socket:")
                        && Collections.frequency(after.values(), socket)
                                > Collections.frequency(before, socket)) {
                    return OpenSockets.nonBlocking(each.getKey());
                }
            }
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("of datagrams, in both directions, with what is queued")
    void datagrams(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport);
                DatagramChannel peer = DatagramChannel.open().bind(Rig.loopback("127.0.0.1"))) {
            Channel bound =
                    new Bootstrap()
                            .group(rig.loops())
                            .channel(
                                    transport == NettyTransport.EPOLL
                                            ? EpollDatagramChannel.class
                                            : NioDatagramChannel.class)
                            .handler(Rig.initializer(it -> it.config().setAutoRead(false)))
                            .bind(Rig.loopback("127.0.0.1"))
                            .sync()
                            .channel();
            peer.send(ByteBuffer.wrap(new byte[] {7}), bound.localAddress());
            Ticket ticket = NettyChannels.move(bound, Rig.SELF).sync().getNow().ticket();
            DatagramChannel jdk = SharedChannels.openDatagramChannel(ticket);
            BlockingQueue<Byte> packets = new LinkedBlockingQueue<>();
            Channel opened =
                    rig.start(
                            transport.datagramChannel(SharedChannels.move(jdk, Rig.SELF)),
                            it -> it.pipeline().addLast(new Packets(packets)));
            assertThat(packets.take()).isEqualTo((byte) 7);
            InetSocketAddress to = (InetSocketAddress) peer.getLocalAddress();
            opened.writeAndFlush(new DatagramPacket(Texts.buffer("x"), to)).sync();
            assertThat(peer.receive(ByteBuffer.allocate(9))).isEqualTo(bound.localAddress());
            NettyChannels.release(opened).sync();
        }
    }

    private static final class Packets extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Queue<Byte> first;

        Packets(Queue<Byte> first) {
            this.first = first;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
            first.add(packet.content().readByte());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("of a channel that is closed is refused")
    void closed(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(_ -> {});
            pair.served().close().sync();
            assertThatThrownBy(() -> NettyChannels.duplicate(pair.served(), Rig.SELF))
                    .isInstanceOf(ClosedChannelException.class);
            pair.client().close();
        }
    }
}
