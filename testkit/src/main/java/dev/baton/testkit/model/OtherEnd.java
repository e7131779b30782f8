package dev.baton.testkit.model;

import static dev.baton.testkit.model.Stage.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the socket of a trial talks with. When a method returns, its effect has arrived. */
final class OtherEnd implements AutoCloseable {
    private final Stage stage;
    private final DatagramChannel datagrams = DatagramChannel.open().bind(loopback(0));
    private final Deque<SocketChannel> streams = new ArrayDeque<>();
    private long unread;

    OtherEnd(Stage stage) throws IOException {
        this.stage = stage;
    }

    /** Connects to a listener. */
    void connect(int port) throws IOException {
        SocketChannel stream = SocketChannel.open();
        stream.setOption(StandardSocketOptions.SO_RCVBUF, Stage.RECEIVE_BUFFER);
        stream.connect(loopback(port));
        add(stream);
        stage.flush();
    }

    /** Takes the connection that has come. */
    void accept() throws IOException {
        add(stage.acceptAtServer());
        stage.flush();
    }

    // What is sent must arrive at once, not when earlier bytes are acknowledged.
    private void add(SocketChannel stream) throws IOException {
        streams.add(stream.setOption(StandardSocketOptions.TCP_NODELAY, true));
    }

    /** Ends the oldest connection. */
    void dropOldest() throws IOException {
        streams.remove().close();
    }

    private SocketChannel stream() {
        return streams.getFirst();
    }

    void sendBytes(int count) throws IOException {
        stream().write(ByteBuffer.allocate(count));
        stage.flush();
    }

    void sendUrgent() throws IOException {
        stream().socket().sendUrgentData('!');
        stage.flush();
    }

    int datagramPort() throws IOException {
        return ((InetSocketAddress) datagrams.getLocalAddress()).getPort();
    }

    void sendDatagrams(int count, int port) throws IOException {
        for (int i = 0; i < count; i++) {
            datagrams.send(ByteBuffer.allocate(1), loopback(port));
        }
        stage.flush();
    }

    /** The socket has sent. */
    void owes(long bytes) {
        unread += bytes;
    }

    /** Receives all that the socket has sent. */
    void drain() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        while (unread > 0) {
            int count = stream().read(chunk.clear());
            if (count < 0) {
                throw new AssertionError("the socket's end came before " + unread + " bytes");
            }
            unread -= count;
        }
        stage.flush();
    }

    void finish() throws IOException {
        stream().shutdownOutput();
        stage.flush();
    }

    void reset() throws IOException {
        stream().setOption(StandardSocketOptions.SO_LINGER, 0);
        stream().close();
        stage.flush();
    }

    void closeStream() throws IOException {
        drain();
        stream().close();
        stage.flush();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel stream : streams) {
            stream.close();
        }
        datagrams.close();
    }
}
