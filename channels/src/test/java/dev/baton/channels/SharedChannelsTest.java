package dev.baton.channels;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Source and target are this process. */
@DisplayName("Channels, duplicated and opened in one process")
class SharedChannelsTest {
    private static final long SELF = ProcessHandle.current().pid();

    private ServerSocketChannel listener;
    private SocketChannel client;
    private SocketChannel accepted;

    @BeforeEach
    void connect() throws IOException {
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = SocketChannel.open(listener.getLocalAddress());
        accepted = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        client.close();
        accepted.close();
    }

    @Test
    @DisplayName("the JDK's own class, with both true addresses")
    void genuine() throws IOException {
        SocketChannel opened =
                SharedChannels.openSocketChannel(SharedChannels.duplicate(accepted, SELF));
        try (opened) {
            assertThat(opened.getClass()).isEqualTo(accepted.getClass());
            assertThat(opened.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            assertThat(opened.getLocalAddress()).isEqualTo(client.getRemoteAddress());
            assertThat(opened.isConnected()).isTrue();
            assertThat(opened.isBlocking()).isTrue();
        }
    }

    @Test
    @DisplayName("one socket: both write to the peer, and releasing one leaves the other")
    void oneSocket() throws IOException {
        SocketChannel opened =
                SharedChannels.openSocketChannel(SharedChannels.duplicate(accepted, SELF));
        write(opened, "a");
        write(accepted, "b");
        SharedChannels.release(opened);
        write(accepted, "c");
        assertThat(read(client, 3)).isEqualTo("abc");
    }

    @Test
    @DisplayName("a channel that is registered with a selector is released without an end")
    void registered() throws IOException {
        SocketChannel opened =
                SharedChannels.openSocketChannel(SharedChannels.duplicate(accepted, SELF));
        try (Selector selector = Selector.open()) {
            opened.configureBlocking(false);
            SelectionKey key = opened.register(selector, SelectionKey.OP_READ);
            selector.selectNow();
            SharedChannels.release(opened);
            assertThat(key.isValid()).isFalse();
            write(client, "x");
            assertThat(selector.selectNow()).isZero();
            assertThat(read(accepted, 1)).isEqualTo("x");
            write(accepted, "y");
            assertThat(read(client, 1)).isEqualTo("y");
        }
    }

    @Test
    @DisplayName("a listener accepts what was waiting")
    void listener() throws IOException {
        try (SocketChannel waiting = SocketChannel.open(listener.getLocalAddress());
                ServerSocketChannel opened =
                        SharedChannels.openServerSocketChannel(
                                SharedChannels.move(listener, SELF));
                SocketChannel served = opened.accept()) {
            assertThat(listener.isOpen()).isFalse();
            assertThat(served.getRemoteAddress()).isEqualTo(waiting.getLocalAddress());
        }
    }

    @Test
    @DisplayName("a connected datagram channel keeps its peer and what is queued")
    void datagrams() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramChannel one = DatagramChannel.open().bind(any);
                DatagramChannel two = DatagramChannel.open().bind(any)) {
            one.connect(two.getLocalAddress());
            two.connect(one.getLocalAddress());
            two.write(ByteBuffer.wrap(new byte[] {7}));
            try (DatagramChannel opened =
                    SharedChannels.openDatagramChannel(SharedChannels.move(one, SELF))) {
                assertThat(opened.getRemoteAddress()).isEqualTo(two.getLocalAddress());
                ByteBuffer received = ByteBuffer.allocate(10);
                assertThat(opened.read(received)).isEqualTo(1);
                opened.write(ByteBuffer.wrap(new byte[] {8, 9}));
                received.clear();
                assertThat(two.read(received)).isEqualTo(2);
            }
        }
    }

    @Test
    @DisplayName("a ticket of another kind is refused and stays good")
    void wrongKind() throws IOException {
        Ticket ticket = SharedChannels.duplicate(listener, SELF);
        assertThatThrownBy(() -> SharedChannels.openSocketChannel(ticket))
                .isInstanceOf(SharedChannelException.class)
                .hasMessageContaining("it is a listener");
        SharedChannels.openServerSocketChannel(ticket).close();
        assertThatThrownBy(() -> SharedChannels.openServerSocketChannel(ticket))
                .isInstanceOf(SharedChannelException.class)
                .hasMessageContaining("opened before");
    }

    @Test
    @DisplayName("what can't be shared is refused by name")
    void refused() throws IOException {
        try (SocketChannel fresh = SocketChannel.open();
                ServerSocketChannel unbound = ServerSocketChannel.open()) {
            assertThatThrownBy(() -> SharedChannels.duplicate(fresh, SELF))
                    .isInstanceOf(NotYetConnectedException.class);
            assertThatThrownBy(() -> SharedChannels.duplicate(unbound, SELF))
                    .isInstanceOf(NotYetBoundException.class);
        }
        client.close();
        assertThatThrownBy(() -> SharedChannels.duplicate(client, SELF))
                .isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> SharedChannels.duplicate(accepted, 0))
                .isInstanceOf(SharedChannelException.class)
                .hasMessageContaining("no such process");
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private static String read(SocketChannel channel, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining()) {
            assertThat(channel.read(buffer)).isNotNegative();
        }
        return new String(buffer.array(), US_ASCII);
    }
}
