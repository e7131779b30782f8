package dev.baton.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.HandoffException.Reason;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Items that are taken and accepted many at a time. */
@DisplayName("A batch of items")
@Timeout(60)
class HandoffBatchTest {
    @TempDir private Path folder;

    private HandoffPoint point;
    private Handoff handoff;
    private Handoff other;
    private final List<Pair> pairs = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        HandoffPlace place = HandoffPlace.at(folder.resolve("point"));
        point = HandoffPoint.open(place);
        handoff = Handoff.to(place);
        other = Handoff.to(place);
    }

    @AfterEach
    void close() throws IOException {
        handoff.close();
        other.close();
        point.close();
        for (Pair pair : pairs) {
            pair.close();
        }
    }

    private CompletableFuture<Void> send(Handoff by) throws IOException {
        Pair pair = Pair.tcp();
        pairs.add(pair);
        byte[] number = {(byte) (pairs.size() - 1)};
        return by.sendAsync(HandoffItem.of(pair.served()).withContext(number))
                .toCompletableFuture();
    }

    private Pair pair(ReceivedItem item) {
        return pairs.get(item.context().get(0));
    }

    private static void fails(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(HandoffException.class))
                .extracting(HandoffException::reason)
                .isEqualTo(reason);
    }

    private static int descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    @Test
    @DisplayName("has as many as are there, in order, and not more than wanted")
    void inOrder() throws Exception {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(send(handoff));
        }
        List<ReceivedItem> items = new ArrayList<>();
        while (items.size() < 20) {
            List<ReceivedItem> some = point.take(7);
            assertThat(some).hasSizeBetween(1, 7);
            items.addAll(some);
        }
        assertThat(items.stream().map(this::pair)).containsExactlyElementsOf(pairs);
        Map<ReceivedItem, SocketChannel> accepted = ReceivedItem.acceptSocketChannels(items);
        assertThat(accepted.keySet()).containsExactlyElementsOf(items);
        for (Map.Entry<ReceivedItem, SocketChannel> entry : accepted.entrySet()) {
            pair(entry.getKey()).talksWith(entry.getValue());
            entry.getValue().close();
        }
        CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])).get();
        fails(items.get(3)::acceptSocketChannel, Reason.DECIDED);
    }

    @Test
    @DisplayName("leaves out what can't be accepted, and that tells why")
    void leftOut() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (DatagramChannel datagrams = DatagramChannel.open().bind(any)) {
            CompletableFuture<Void> wrong =
                    handoff.sendAsync(HandoffItem.of(datagrams)).toCompletableFuture();
            ReceivedItem datagram = point.take();
            CompletableFuture<Void> sent = send(handoff);
            ReceivedItem good = point.take();
            CompletableFuture<Void> refused = send(handoff);
            ReceivedItem decided = point.take();
            decided.refuse("not this one");
            List<ReceivedItem> items = List.of(datagram, decided, good, good);
            Map<ReceivedItem, SocketChannel> accepted = ReceivedItem.acceptSocketChannels(items);
            assertThat(accepted).containsOnlyKeys(good);
            try (SocketChannel channel = Objects.requireNonNull(accepted.get(good))) {
                sent.get();
                pair(good).talksWith(channel);
            }
            assertThat(refused).failsWithin(Duration.ofSeconds(30));
            fails(decided::acceptSocketChannel, Reason.DECIDED);
            assertThatThrownBy(datagram::acceptSocketChannel)
                    .isInstanceOf(SharedChannelException.class);
            assertThat(wrong).isNotDone();
            datagram.acceptDatagramChannel().close();
            wrong.get();
        }
    }

    @Test
    @DisplayName("of two senders, one of which takes its own back meanwhile: those of the other")
    void takenBack() throws Exception {
        CompletableFuture<Void> first = send(other);
        point.take().acceptSocketChannel().close();
        first.get();
        int before = descriptors();
        CompletableFuture<Void> back = send(handoff);
        ReceivedItem gone = point.take();
        CompletableFuture<Void> sent = send(other);
        ReceivedItem good = point.take();
        Map<ReceivedItem, SocketChannel> accepted =
                ReceivedItem.acceptSocketChannels(closingBetween(gone, good));
        assertThat(back).isCompletedExceptionally();
        assertThat(accepted).containsOnlyKeys(good);
        fails(gone::acceptSocketChannel, Reason.TAKEN_BACK);
        pair(gone).talksWith(pair(gone).served());
        try (SocketChannel channel = Objects.requireNonNull(accepted.get(good))) {
            sent.get();
            pair(good).talksWith(channel);
            // Two clients, what was taken back, and what was accepted.
            awaitDescriptors(before + 4);
        }
    }

    // The channel of the first is made, and its sender not yet told, when the second is asked for.
    private List<ReceivedItem> closingBetween(ReceivedItem one, ReceivedItem two) {
        return new AbstractList<>() {
            @Override
            public ReceivedItem get(int index) {
                if (index == 1) {
                    handoff.close(Duration.ofMillis(1));
                }
                return index == 0 ? one : two;
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    private static void awaitDescriptors(int wanted) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (descriptors() != wanted && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(descriptors()).isEqualTo(wanted);
    }

    @Test
    @DisplayName("of a point that is closed is none, and nothing is no batch")
    void none() {
        assertThatThrownBy(() -> point.take(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ReceivedItem.acceptSocketChannels(List.of())).isEmpty();
        point.close();
        fails(() -> point.take(9), Reason.CLOSED);
    }
}
