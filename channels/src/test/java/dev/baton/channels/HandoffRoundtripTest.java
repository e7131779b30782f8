package dev.baton.channels;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sender and receiver are this process. */
@DisplayName("Items that are handed over")
@Timeout(60)
class HandoffRoundtripTest {
    @TempDir private Path folder;

    private HandoffPoint point;
    private Handoff handoff;

    @BeforeEach
    void open() throws IOException {
        HandoffPlace place = HandoffPlace.at(folder.resolve("point"));
        point = HandoffPoint.open(place);
        handoff = Handoff.to(place);
    }

    @AfterEach
    void close() {
        handoff.close();
        point.close();
    }

    private CompletableFuture<Void> send(HandoffItem item) {
        return handoff.sendAsync(item).toCompletableFuture();
    }

    @Test
    @DisplayName("a connection over TCP goes on, and the sender's channel is released")
    void connection() throws Exception {
        try (Pair pair = Pair.tcp()) {
            CompletableFuture<Void> sent = send(HandoffItem.of(pair.served()).withKind("chat"));
            ReceivedItem item = point.take();
            assertThat(item.kind()).isEqualTo("chat");
            assertThat(item.channelKind()).isEqualTo(ChannelKind.CONNECTION);
            assertThat(item.senderPid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(item.context().remaining()).isZero();
            assertThat(sent).isNotDone();
            try (SocketChannel accepted = item.acceptSocketChannel()) {
                sent.get();
                assertThat(pair.served().isOpen()).isFalse();
                assertThat(accepted.getRemoteAddress()).isEqualTo(pair.client().getLocalAddress());
                pair.talksWith(accepted);
            }
        }
    }

    @Test
    @DisplayName("a connection that is registered with a selector goes on")
    void registered() throws Exception {
        try (Pair pair = Pair.tcp();
                Selector selector = Selector.open()) {
            pair.served().configureBlocking(false);
            SelectionKey key = pair.served().register(selector, SelectionKey.OP_READ);
            selector.selectNow();
            CompletableFuture<Void> sent = send(HandoffItem.of(pair.served()));
            try (SocketChannel accepted = point.take().acceptSocketChannel()) {
                sent.get();
                assertThat(key.isValid()).isFalse();
                assertThat(selector.selectNow()).isZero();
                pair.talksWith(accepted);
            }
        }
    }

    @Test
    @DisplayName("a connection over a unix socket goes on")
    void unix() throws Exception {
        try (Pair pair = Pair.unix(folder.resolve("socket"))) {
            CompletableFuture<Void> sent = send(HandoffItem.of(pair.served()));
            try (SocketChannel accepted = point.take().acceptSocketChannel()) {
                sent.get();
                pair.talksWith(accepted);
            }
        }
    }

    @Test
    @DisplayName("a listener accepts what was waiting")
    void listener() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(any);
                SocketChannel waiting = SocketChannel.open(listener.getLocalAddress())) {
            CompletableFuture<Void> sent = send(HandoffItem.of(listener));
            try (ServerSocketChannel accepted = point.take().acceptServerSocketChannel()) {
                sent.get();
                assertThat(listener.isOpen()).isFalse();
                try (SocketChannel served = accepted.accept()) {
                    assertThat(served.getRemoteAddress()).isEqualTo(waiting.getLocalAddress());
                }
            }
        }
    }

    @Test
    @DisplayName("a socket of datagrams keeps its queue")
    void datagrams() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramChannel here = DatagramChannel.open().bind(any);
                DatagramChannel there = DatagramChannel.open().bind(any)) {
            there.send(ByteBuffer.wrap(new byte[3]), here.getLocalAddress());
            CompletableFuture<Void> sent = send(HandoffItem.of(here));
            try (DatagramChannel accepted = point.take().acceptDatagramChannel()) {
                sent.get();
                ByteBuffer received = ByteBuffer.allocate(9);
                accepted.receive(received);
                assertThat(received.position()).isEqualTo(3);
            }
        }
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 65_000, 65_498, 65_499, 65_535, 65_536, 200_000, 16 << 20})
    @DisplayName("a context arrives whole")
    void context(int size) throws Exception {
        byte[] context = bytes(size);
        try (Pair pair = Pair.tcp()) {
            CompletableFuture<Void> sent = send(HandoffItem.of(pair.served()).withContext(context));
            ReceivedItem item = point.take();
            assertThat(item.context()).isEqualTo(ByteBuffer.wrap(context));
            assertThat(item.context().isReadOnly()).isTrue();
            assertThat(item.readAhead().remaining()).isZero();
            item.acceptSocketChannel().close();
            sent.get();
        }
    }

    @Test
    @DisplayName("read-ahead and context keep apart, whatever message they are cut into")
    void both() throws Exception {
        byte[] first = bytes(100_000);
        byte[] second = bytes(150_000);
        try (Pair pair = Pair.tcp()) {
            CompletableFuture<Void> sent =
                    send(HandoffItem.of(pair.served()).withContext(second).withReadAhead(first));
            ReceivedItem item = point.take();
            assertThat(item.readAhead()).isEqualTo(ByteBuffer.wrap(first));
            assertThat(item.context()).isEqualTo(ByteBuffer.wrap(second));
            item.acceptSocketChannel().close();
            sent.get();
        }
    }

    @Test
    @DisplayName("what was read ahead is read first")
    void readAhead() throws Exception {
        try (Pair pair = Pair.tcp()) {
            CompletableFuture<Void> sent =
                    send(HandoffItem.of(pair.served()).withReadAhead("GET /".getBytes(UTF_8)));
            ReceivedItem item = point.take();
            try (SocketChannel accepted = item.acceptSocketChannel();
                    InputStream stream = ReadAhead.stream(item.readAhead(), accepted)) {
                sent.get();
                pair.client().write(ByteBuffer.wrap("index".getBytes(UTF_8)));
                assertThat(stream.readNBytes(3)).isEqualTo("GET".getBytes(UTF_8));
                assertThat(stream.readNBytes(7)).isEqualTo(" /index".getBytes(UTF_8));
                pair.client().shutdownOutput();
                assertThat(stream.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    @DisplayName("what is too large is refused before it is sent, and the most is possible")
    void limits() throws Exception {
        try (Pair pair = Pair.tcp()) {
            HandoffItem item = HandoffItem.of(pair.served());
            assertThatThrownBy(() -> item.withContext(new byte[HandoffItem.MOST_BYTES + 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16777217");
            assertThatThrownBy(() -> item.withReadAhead(new byte[HandoffItem.MOST_BYTES + 1]))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> item.withKind("ä".repeat(128)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("256");
            assertThat(item.withKind("ä".repeat(127)).kind()).hasSize(127);
        }
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
