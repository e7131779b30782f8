package dev.baton.bench;

import dev.baton.channels.SharedChannels;
import dev.baton.winsock.Winsock;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Round trips to an echo server. Arguments: MODE PORT N WARM SIZE; a mode is winsock, or channel,
 * opened (a channel from a ticket), selector, opened-selector.
 */
final class EchoClient {
    private final Latencies lat;

    private EchoClient(Latencies lat) {
        this.lat = lat;
    }

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        int size = Integer.parseInt(args[4]);
        Latencies lat = new Latencies(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        EchoClient client = new EchoClient(lat);
        switch (args[0]) {
            case "winsock" -> client.winsock(port, size);
            case "channel" -> client.blocking(connect(port), size);
            case "opened" -> client.blocking(opened(connect(port)), size);
            case "selector" -> client.selecting(connect(port), size);
            case "opened-selector" -> client.selecting(opened(connect(port)), size);
            default -> throw new IllegalArgumentException(args[0]);
        }
        lat.print(1, 0);
    }

    private void winsock(int port, int size) throws IOException {
        WinsockCalls.startUp();
        long socket = WinsockCalls.connect(port);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(size, 8);
            for (int i = 0; i < lat.total(); i++) {
                lat.mark(i);
                long begin = System.nanoTime();
                for (int sent = 0; sent < size; ) {
                    int n = Winsock.send(socket, rest(bytes, sent), size - sent, 0);
                    WinsockCalls.check("send", n);
                    sent += n;
                }
                for (int got = 0; got < size; ) {
                    int n = Winsock.recv(socket, rest(bytes, got), size - got, 0);
                    WinsockCalls.check("recv", n);
                    if (n == 0) {
                        throw new EOFException("the echo ended");
                    }
                    got += n;
                }
                lat.record(i, System.nanoTime() - begin);
            }
        }
        lat.stop();
        WinsockCalls.check("closesocket", Winsock.closesocket(socket));
    }

    private static MemorySegment rest(MemorySegment bytes, int from) {
        return from == 0 ? bytes : bytes.asSlice(from);
    }

    private static SocketChannel connect(int port) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static SocketChannel opened(SocketChannel channel) throws IOException {
        return SharedChannels.openSocketChannel(
                SharedChannels.move(channel, ProcessHandle.current().pid()));
    }

    private void blocking(SocketChannel channel, int size) throws IOException {
        try (channel) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(size);
            for (int i = 0; i < lat.total(); i++) {
                lat.mark(i);
                long begin = System.nanoTime();
                bytes.clear();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                bytes.clear();
                while (bytes.hasRemaining()) {
                    if (channel.read(bytes) < 0) {
                        throw new EOFException("the echo ended");
                    }
                }
                lat.record(i, System.nanoTime() - begin);
            }
            lat.stop();
        }
    }

    private void selecting(SocketChannel channel, int size) throws IOException {
        try (channel;
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer bytes = ByteBuffer.allocateDirect(size);
            for (int i = 0; i < lat.total(); i++) {
                lat.mark(i);
                long begin = System.nanoTime();
                bytes.clear();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                bytes.clear();
                while (bytes.hasRemaining()) {
                    selector.select();
                    selector.selectedKeys().clear();
                    if (channel.read(bytes) < 0) {
                        throw new EOFException("the echo ended");
                    }
                }
                lat.record(i, System.nanoTime() - begin);
            }
            lat.stop();
        }
    }
}
