package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * The other end of a shared socket: an ordinary JDK channel, which must not notice what happens.
 */
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final SocketChannel channel;

    private Client(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * A conversation.
     *
     * @param client its one end
     * @param s its other end, a descriptor of a worker
     */
    record Conversation(Client client, long s) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    /** Begins a conversation with a worker. */
    static Conversation with(Worker worker) {
        return begin(worker::connect, Conversation::new);
    }

    /**
     * A conversation with this process.
     *
     * @param client its one end
     * @param socket its other end
     */
    record OwnConversation(Client client, Holder socket) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    /** Begins a conversation with this process. */
    static OwnConversation withThisProcess() {
        return begin(
                port -> {
                    Holder s = Sockets.socket(Constants.AF_INET, Constants.SOCK_STREAM);
                    s.connect(Sockets.loopback(Constants.AF_INET, port)).succeeds();
                    return s;
                },
                OwnConversation::new);
    }

    /** Begins so many conversations with a worker's many sockets, in their order. */
    static List<Client> withMany(Worker worker, int count) {
        try (ServerSocketChannel listener = listen()) {
            var clients = new ArrayList<Client>(count);
            // Less than the backlog at a time.
            for (int begun = 0; begun < count; begun += 1000) {
                int some = Math.min(1000, count - begun);
                worker.connectMany(port(listener), some);
                for (int i = 0; i < some; i++) {
                    clients.add(new Client(accept(listener)));
                }
            }
            return clients;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <S, C> C begin(IntFunction<S> connect, BiFunction<Client, S, C> conversation) {
        try (ServerSocketChannel listener = listen()) {
            S socket = connect.apply(port(listener));
            return conversation.apply(new Client(accept(listener)), socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    }

    private static int port(ServerSocketChannel listener) {
        return listener.socket().getLocalPort();
    }

    private static SocketChannel accept(ServerSocketChannel listener) throws IOException {
        SocketChannel channel = listener.accept();
        channel.socket().setSoTimeout(PATIENCE_MILLIS);
        return channel;
    }

    /** Says something. */
    void says(String text) {
        try {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Demands to hear a number of 32 bits, little-endian, next. */
    void hears(int number) {
        byte[] bytes = {
            (byte) number, (byte) (number >>> 8), (byte) (number >>> 16), (byte) (number >>> 24)
        };
        hears(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Demands to hear exactly this next. */
    void hears(String text) {
        try {
            byte[] heard = channel.socket().getInputStream().readNBytes(text.length());
            assertThat(new String(heard, StandardCharsets.ISO_8859_1)).isEqualTo(text);
        } catch (IOException e) {
            throw new AssertionError("heard " + e + " instead of " + text, e);
        }
    }

    /** Demands that the conversation has come to an orderly end: nobody holds the other end. */
    void hearsEnd() {
        try {
            assertThat(channel.socket().getInputStream().read()).isEqualTo(-1);
        } catch (IOException e) {
            throw new AssertionError("heard " + e + " instead of an end", e);
        }
    }

    /** Demands that the conversation has not ended, and nothing was said. */
    void hearsNothing() {
        try {
            channel.configureBlocking(false);
            assertThat(channel.read(ByteBuffer.allocate(1))).isZero();
            channel.configureBlocking(true);
        } catch (IOException e) {
            throw new AssertionError("heard " + e + " instead of nothing", e);
        }
    }

    /** Demands that question and answer go through a worker's descriptor. */
    void talksWith(Worker worker, long s) {
        says("ping");
        assertThat(worker.receive(s, 4)).isEqualTo("ping");
        worker.send(s, "pong");
        hears("pong");
    }

    /** Demands that question and answer go through a descriptor of this process. */
    void talksWith(Holder socket) {
        says("ping");
        assertThat(socket.text(4)).isEqualTo("ping");
        socket.send("pong").succeeds();
        hears("pong");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
