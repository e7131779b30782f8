package dev.baton.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The JDK's way: from before a byte is written until {@code Selector.select} has returned. */
final class SelectorWake implements Wake {
    private final Selector selector = Selector.open();
    private final SocketChannel client;
    private final ByteBuffer one = ByteBuffer.allocateDirect(1);
    private final Thread thread;
    private volatile long woken;
    private volatile boolean closing;

    SelectorWake(int registered) throws IOException {
        for (int i = 1; i < registered; i++) {
            register(DatagramChannel.open().bind(loopback()));
        }
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(loopback())) {
            client = SocketChannel.open(listener.getLocalAddress());
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            register(listener.accept());
        }
        thread = Thread.ofPlatform().daemon().start(this::select);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void register(SelectableChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    private void select() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(8);
        try {
            while (true) {
                selector.select();
                long now = System.nanoTime();
                if (closing) {
                    return;
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    ((SocketChannel) key.channel()).read(buffer.clear());
                }
                selector.selectedKeys().clear();
                woken = now;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long once() throws IOException {
        woken = 0;
        one.clear();
        long start = System.nanoTime();
        client.write(one);
        while (woken == 0) {
            Thread.onSpinWait();
        }
        return woken - start;
    }

    @Override
    public void close() throws IOException {
        closing = true;
        selector.wakeup();
        while (thread.isAlive()) {
            Thread.onSpinWait();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        client.close();
    }
}
