package dev.baton.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The transport io_uring")
@Timeout(60)
class IoUringTest {
    @Test
    @DisplayName("opens datagrams, with what is queued")
    void datagrams() throws Exception {
        assumeTrue(IoUring.isAvailable(), () -> "io_uring: " + IoUring.unavailabilityCause());
        MultiThreadIoEventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(1, IoUringIoHandler.newFactory());
        try (DatagramChannel bound = DatagramChannel.open().bind(Rig.loopback("127.0.0.1"));
                DatagramChannel peer = DatagramChannel.open().bind(Rig.loopback("127.0.0.1"))) {
            peer.send(ByteBuffer.wrap(new byte[] {7}), bound.getLocalAddress());
            var opened =
                    NettyTransport.IO_URING.datagramChannel(SharedChannels.move(bound, Rig.SELF));
            BlockingQueue<Byte> packets = new LinkedBlockingQueue<>();
            opened.pipeline().addLast(new Packets(packets));
            loops.register(opened).sync();
            assertThat(packets.poll(20, TimeUnit.SECONDS)).isEqualTo((byte) 7);
            NettyChannels.release(opened).sync();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        }
    }

    /** Puts the first byte of each packet into a queue. */
    private static final class Packets extends SimpleChannelInboundHandler<DatagramPacket> {
        private final BlockingQueue<Byte> to;

        Packets(BlockingQueue<Byte> to) {
            this.to = to;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            to.add(packet.content().readByte());
        }
    }

    @Test
    @DisplayName("opens no connections and listeners, says what does, and leaves the tickets good")
    void others() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(Rig.loopback("::1"));
                SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
            Ticket connection = SharedChannels.duplicate(client, Rig.SELF);
            assertThatThrownBy(() -> NettyTransport.IO_URING.socketChannel(connection))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("EPOLL or NIO");
            SharedChannels.openSocketChannel(connection).close();
            Ticket listening = SharedChannels.duplicate(listener, Rig.SELF);
            assertThatThrownBy(() -> NettyTransport.IO_URING.serverSocketChannel(listening))
                    .hasMessageContaining("listener");
            SharedChannels.openServerSocketChannel(listening).close();
        }
    }
}
