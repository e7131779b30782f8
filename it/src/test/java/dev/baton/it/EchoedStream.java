package dev.baton.it;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.SockAddrIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Random;

/** The JDK's end of a connection whose other end answers each byte with one. */
final class EchoedStream implements AutoCloseable {
    private static final int MOST = 64;
    private static final int WINDOW = 4 * MOST;

    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
    private final SocketChannel channel;
    private final Holder socket;
    private int outstanding;
    private long lastAnswer = System.nanoTime();

    private EchoedStream(SocketChannel channel, Holder socket) {
        this.channel = channel;
        this.socket = socket;
    }

    static EchoedStream open() throws IOException {
        Holder listener = Sockets.listener(Constants.AF_INET);
        int port = ((SockAddrIn) listener.name()).port();
        var name = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SocketChannel channel = SocketChannel.open(name);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        Holder socket = listener.accept();
        listener.close();
        return new EchoedStream(channel, socket);
    }

    /** The other end. */
    Holder socket() {
        return socket;
    }

    /** Sends a little if not too much is unanswered. */
    void send(Random random) throws IOException {
        if (outstanding < WINDOW) {
            sendMore(random);
        }
    }

    /** Sends a little. */
    void sendMore(Random random) throws IOException {
        buffer.clear().limit(random.nextInt(1, MOST));
        if (outstanding == 0) {
            lastAnswer = System.nanoTime();
        }
        outstanding += channel.write(buffer);
    }

    /** Reads what was answered; false if nothing was. */
    boolean read() throws IOException {
        int count = channel.read(buffer.clear());
        if (count < 0) {
            throw new AssertionError("the connection has ended");
        }
        outstanding -= count;
        if (count > 0) {
            lastAnswer = System.nanoTime();
        }
        return count > 0;
    }

    int outstanding() {
        return outstanding;
    }

    /** How long something has been unanswered. */
    long nanosWaiting() {
        return outstanding == 0 ? 0 : System.nanoTime() - lastAnswer;
    }

    /** Ends this end only. */
    void end() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
