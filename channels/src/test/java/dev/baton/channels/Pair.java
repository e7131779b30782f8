package dev.baton.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A connection with both its ends. */
record Pair(SocketChannel client, SocketChannel served) implements AutoCloseable {
    static Pair tcp() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return of(listener, SocketChannel.open(listener.getLocalAddress()));
        }
    }

    static Pair unix(Path path) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path));
            return of(listener, SocketChannel.open(listener.getLocalAddress()));
        }
    }

    private static Pair of(ServerSocketChannel listener, SocketChannel client) throws IOException {
        return new Pair(client, listener.accept());
    }

    /** Both directions work between the client and what the served end has become. */
    void talksWith(SocketChannel other) throws IOException {
        exchange(client, other, "to");
        exchange(other, client, "fro");
    }

    private static void exchange(SocketChannel from, SocketChannel to, String text)
            throws IOException {
        from.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer come = ByteBuffer.allocate(text.length());
        while (come.hasRemaining()) {
            assertThat(to.read(come)).isPositive();
        }
        assertThat(new String(come.array(), StandardCharsets.US_ASCII)).isEqualTo(text);
    }

    @Override
    public void close() throws IOException {
        client.close();
        served.close();
    }
}
