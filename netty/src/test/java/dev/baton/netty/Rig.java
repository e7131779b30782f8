package dev.baton.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.channels.SharedChannels;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.LeakPresenceDetector;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Event loops of a transport; when it is closed, everything must be as it was before. */
final class Rig implements AutoCloseable {
    static final long SELF = ProcessHandle.current().pid();

    private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

    private final NettyTransport transport;
    private final EventLoopGroup loops;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<String, String> before;

    Rig(NettyTransport transport) throws IOException {
        assumeTrue(
                transport != NettyTransport.EPOLL || Epoll.isAvailable(),
                () -> "epoll: " + Epoll.unavailabilityCause());
        this.transport = transport;
        warmUp();
        before = OpenSockets.all();
        loops =
                new MultiThreadIoEventLoopGroup(
                        2,
                        transport == NettyTransport.EPOLL
                                ? EpollIoHandler.newFactory()
                                : NioIoHandler.newFactory());
    }

    // What the process keeps from then on: its inbox, and what replaces sockets that are taken
    // away.
    private static void warmUp() throws IOException {
        SharedChannels.reachable();
        try (var listener =
                java.nio.channels.ServerSocketChannel.open().bind(loopback("127.0.0.1"))) {
            listener.configureBlocking(false);
            try (var selector = java.nio.channels.Selector.open()) {
                listener.register(selector, java.nio.channels.SelectionKey.OP_ACCEPT);
                SharedChannels.release(
                        SharedChannels.openServerSocketChannel(
                                SharedChannels.move(listener, SELF)));
            }
        }
    }

    NettyTransport transport() {
        return transport;
    }

    EventLoopGroup loops() {
        return loops;
    }

    static InetSocketAddress loopback(String host) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), 0);
    }

    /** A connection: a plain client, and what serves it. */
    record Pair(SocketChannel client, Channel served) {}

    Pair pair(Consumer<Channel> handlers) throws Exception {
        return pair("127.0.0.1", handlers);
    }

    Pair pair(String host, Consumer<Channel> handlers) throws Exception {
        BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
        Channel listener =
                server(
                                channel -> {
                                    handlers.accept(channel);
                                    accepted.add(channel);
                                })
                        .channel(
                                transport == NettyTransport.EPOLL
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class)
                        .bind(loopback(host))
                        .sync()
                        .channel();
        SocketChannel client = SocketChannel.open(listener.localAddress());
        Channel served = accepted.take();
        await(served::isActive);
        listener.close().sync();
        return new Pair(client, served);
    }

    /** A server without a channel yet. */
    ServerBootstrap server(Consumer<Channel> handlers) {
        return new ServerBootstrap()
                .group(loops)
                .childHandler(
                        initializer(channel -> {
                            channels.add(channel);
                            handlers.accept(channel);
                        }));
    }

    static ChannelInitializer<Channel> initializer(Consumer<Channel> handlers) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                handlers.accept(channel);
            }
        };
    }

    /** Registers an opened channel, and waits until it is active. */
    <C extends Channel> C start(C opened, Consumer<Channel> handlers) throws InterruptedException {
        opened.pipeline().addLast(initializer(handlers));
        loops.register(opened).sync();
        channels.add(opened);
        return opened;
    }

    static void await(BooleanSupplier condition) {
        await(condition, () -> "the condition holds in time");
    }

    private static void await(BooleanSupplier condition, Supplier<String> what) {
        long deadline = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public void close() {
        // A loop that has ended tells nothing any more.
        if (!loops.isShutdown()) {
            channels.close().syncUninterruptibly();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        loops.terminationFuture().syncUninterruptibly();
        await(
                () -> OpenSockets.all().size() <= before.size(),
                () -> "no more than " + before + " is open: " + OpenSockets.all());
        LeakPresenceDetector.check();
    }
}
