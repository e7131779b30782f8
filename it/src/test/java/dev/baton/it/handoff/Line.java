package dev.baton.it.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A connection: this process's client, and the end that travels. */
record Line(SocketChannel client, SocketChannel served) implements AutoCloseable {
    static Line open() {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            return new Line(client, listener.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program has the other end, and only the program. */
    void isWith(Program program, int number) throws IOException {
        assertThat(served.isOpen()).isFalse();
        client.write(ByteBuffer.wrap(new byte[] {42}));
        program.order("echoed", "echo " + number);
        assertThat(read(client)).isEqualTo(42);
    }

    /** This process has the other end. */
    void isHere() throws IOException {
        talks(client, served);
    }

    /** The two ends of a connection. */
    static void talks(SocketChannel one, SocketChannel other) throws IOException {
        one.write(ByteBuffer.wrap(new byte[] {1}));
        assertThat(read(other)).isEqualTo(1);
        other.write(ByteBuffer.wrap(new byte[] {2}));
        assertThat(read(one)).isEqualTo(2);
    }

    /** The other end is with nobody any more. */
    void hearsEnd() throws IOException {
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    private static int read(SocketChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        assertThat(channel.read(one)).isEqualTo(1);
        return one.get(0);
    }

    @Override
    public void close() throws IOException {
        client.close();
        served.close();
    }
}
