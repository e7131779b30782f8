package dev.baton.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Netty's native epoll transport: a FileDescriptor written to an EpollDomainSocketChannel (one
 * descriptor and one byte a message); all work on the event loop's thread. Arguments: N WARM WINDOW
 * fd|channel.
 */
final class NettySource extends ChannelInboundHandlerAdapter {
    private final Latencies lat;
    private final Pool pool = new Pool();
    private final FileDescriptor[] pooled = new FileDescriptor[Pool.SIZE];
    private final long[] sent;
    private final int window;
    private final CompletableFuture<Long> cpuOfTarget = new CompletableFuture<>();
    private final ByteBuf tail = Unpooled.buffer(Long.BYTES);
    private int acks;
    private int next;

    private NettySource(Latencies lat, int window) throws IOException {
        this.lat = lat;
        this.window = window;
        this.sent = new long[lat.total()];
        for (int i = 0; i < Pool.SIZE; i++) {
            pooled[i] = new Kept(pool.descriptor(i));
        }
    }

    public static void main(String[] args) throws Exception {
        Latencies lat = new Latencies(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        NettySource source = new NettySource(lat, Integer.parseInt(args[2]));
        String name = "baton-bench-netty-" + ProcessHandle.current().pid();
        EventLoopGroup loop = loop();
        Channel server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(EpollServerDomainSocketChannel.class)
                        .childHandler(source)
                        .bind(address(name))
                        .sync()
                        .channel();
        long cpu;
        try (Child target = Child.start(NettyTarget.class, name, args[0], args[1], args[3])) {
            cpu = source.cpuOfTarget.get();
            target.end();
        } finally {
            var _ = server.close();
            var _ = loop.shutdownGracefully();
        }
        lat.print(1, cpu);
        System.exit(0); // not waiting for the event loop's quiet period
    }

    static EventLoopGroup loop() {
        return new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    }

    /** An abstract name: nothing to clean up. */
    static DomainSocketAddress address(String name) {
        return new DomainSocketAddress("\0" + name);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        for (int i = 0; i < window; i++) {
            send(ctx);
        }
    }

    private void send(ChannelHandlerContext ctx) {
        lat.mark(next);
        sent[next] = System.nanoTime();
        var _ = ctx.writeAndFlush(pooled[next % Pool.SIZE], ctx.voidPromise());
        next++;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
        ByteBuf bytes = (ByteBuf) message;
        while (bytes.isReadable() && acks < lat.total()) {
            bytes.readByte();
            int i = acks++;
            lat.record(i, System.nanoTime() - sent[i]);
            if (i < Pool.SIZE && window == 1) {
                pool.verify(i);
            }
            if (next < lat.total()) {
                send(ctx);
            }
            if (acks == lat.total()) {
                lat.stop();
            }
        }
        tail.writeBytes(bytes);
        bytes.release();
        if (tail.readableBytes() == Long.BYTES) {
            cpuOfTarget.complete(tail.readLong());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cpuOfTarget.completeExceptionally(new IOException("the target ended"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        cpuOfTarget.completeExceptionally(cause);
    }

    /** Netty closes a descriptor it has written; these are handed over again and again. */
    private static final class Kept extends FileDescriptor {
        Kept(int fd) {
            super(fd);
        }

        @Override
        public void close() {
            // the pool keeps it
        }
    }
}
