package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection between this process, which shares its end, and a peer, which must not notice. */
final class Line implements AutoCloseable {
    private final SocketChannel peer;
    private final SocketChannel channel;

    private Line(SocketChannel peer, SocketChannel channel) {
        this.peer = peer;
        this.channel = channel;
    }

    static Line tcp() throws IOException {
        return over(Family.IPV4);
    }

    static Line over(Family family) throws IOException {
        try (ServerSocketChannel listener = family.listen()) {
            SocketChannel peer = family.connect(listener);
            return new Line(peer, listener.accept());
        }
    }

    /** The end that is shared. */
    SocketChannel channel() {
        return channel;
    }

    SocketChannel peer() {
        return peer;
    }

    void says(String text) throws IOException {
        peer.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Demands to hear exactly this next. */
    void hears(String text) throws IOException {
        assertThat(Manner.SELECTOR.read(peer, text.length())).isEqualTo(text);
    }

    /** Demands that there is nothing to hear, neither data nor an end. */
    void hearsNothing() throws IOException {
        peer.configureBlocking(false);
        assertThat(peer.read(ByteBuffer.allocate(1))).isZero();
        peer.configureBlocking(true);
    }

    /** Demands an orderly end. */
    void hearsEnd() throws IOException {
        assertThat(Manner.SELECTOR.read(peer, 1)).isEmpty();
    }

    /** Demands that another holder of the shared end talks with the peer, both ways. */
    void talksWith(RawHolder holder) throws IOException {
        says("ping");
        holder.hears("ping");
        holder.says("pong");
        hears("pong");
        hearsNothing();
    }

    /** Demands the same of a channel. */
    void talksWith(SocketChannel holder) throws IOException {
        says("ping");
        assertThat(Manner.BLOCKING.read(holder, 4)).isEqualTo("ping");
        holder.write(ByteBuffer.wrap("pong".getBytes(StandardCharsets.ISO_8859_1)));
        hears("pong");
        hearsNothing();
    }

    /** Demands the same of a channel of another process. */
    void talksWith(ChannelProcess process, long number) throws IOException {
        says("ping");
        assertThat(process.read(number, 4, Manner.BLOCKING)).isEqualTo("ping");
        process.write(number, "pong");
        hears("pong");
        hearsNothing();
    }

    @Override
    public void close() throws IOException {
        peer.close();
        channel.close();
    }
}
