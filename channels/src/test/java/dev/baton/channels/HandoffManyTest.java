package dev.baton.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.handoff.Window;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More than one item, more than one receiver. */
@DisplayName("Many items")
@Timeout(60)
class HandoffManyTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;

    private HandoffPlace place() {
        return HandoffPlace.at(folder.resolve("point"));
    }

    private static HandoffItem item(int number, int size) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ByteBuffer context = ByteBuffer.allocate(size).putInt(0, number);
        return HandoffItem.of(DatagramChannel.open().bind(any)).withContext(context);
    }

    private static List<CompletableFuture<Void>> send(Handoff handoff, int count, int size)
            throws IOException {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(handoff.sendAsync(item(i, size)).toCompletableFuture());
        }
        return sent;
    }

    private static void await(List<CompletableFuture<Void>> sent) {
        CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0])).join();
    }

    private static int accept(ReceivedItem item) throws IOException {
        item.acceptDatagramChannel().close();
        return item.context().getInt(0);
    }

    @ParameterizedTest(name = "{0} of {1} bytes")
    @CsvSource({"252,4", "253,4", "254,4", "506,4", "1000,4", "1000,1024", "30,40000", "20,70000"})
    @DisplayName("arrive once each and in order, however many messages they make")
    void count(int count, int size) throws Exception {
        try (HandoffPoint point = HandoffPoint.open(place());
                Handoff handoff = Handoff.to(place())) {
            List<CompletableFuture<Void>> sent = send(handoff, count, size);
            for (int i = 0; i < count; i++) {
                assertThat(accept(point.take())).isEqualTo(i);
            }
            await(sent);
            assertThat(point.poll(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    @DisplayName("wait at the sender while the receiver takes none, and come then")
    void window() throws Exception {
        Window window = new Window(10, 5000, 2000);
        try (HandoffPoint point = HandoffPoint.open(place(), window);
                Handoff handoff = Handoff.to(place())) {
            List<CompletableFuture<Void>> sent = send(handoff, 50, 4);
            List<ReceivedItem> held = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                held.add(point.take());
            }
            assertThat(point.poll(Duration.ofMillis(100))).isEmpty();
            assertThat(sent).noneMatch(CompletableFuture::isDone);
            for (int i = 0; i < 50; i++) {
                assertThat(accept(i < 10 ? held.get(i) : point.take())).isEqualTo(i);
            }
            await(sent);
        }
    }

    @Test
    @DisplayName("that are large wait by their size")
    void bytes() throws Exception {
        Window window = new Window(100, 5000, 6000);
        try (HandoffPoint point = HandoffPoint.open(place(), window);
                Handoff handoff = Handoff.to(place())) {
            List<CompletableFuture<Void>> sent = send(handoff, 4, 2000);
            List<ReceivedItem> held = List.of(point.take(), point.take());
            assertThat(point.poll(Duration.ofMillis(100))).isEmpty();
            held.get(0).refuse("that one not");
            assertThat(accept(point.take())).isEqualTo(2);
            assertThat(accept(point.take())).isEqualTo(3);
            assertThat(accept(held.get(1))).isEqualTo(1);
            assertThat(sent.get(0)).isCompletedExceptionally();
            await(sent.subList(1, 4));
            await(send(handoff, 0, 4));
            List<CompletableFuture<Void>> larger = send(handoff, 1, 5500);
            assertThat(accept(point.take())).isZero();
            await(larger);
            assertThatThrownBy(() -> handoff.send(item(0, 6001)))
                    .isInstanceOf(HandoffException.class)
                    .hasMessageContaining("6001");
        }
    }

    @Test
    @DisplayName("go to the receivers in turn")
    void inTurn() throws Exception {
        try (HandoffPoint one = HandoffPoint.open(place());
                HandoffPoint two = HandoffPoint.open(place());
                Handoff handoff = Handoff.to(place())) {
            assertThat(handoff.receivers()).containsExactly(ProcessHandle.current().pid());
            List<CompletableFuture<Void>> sent = send(handoff, 10, 4);
            for (int i = 0; i < 5; i++) {
                accept(one.take());
                accept(two.take());
            }
            await(sent);
        }
    }

    @Test
    @DisplayName("find a receiver that comes later, and not one that is not there")
    void later() throws Exception {
        try (Handoff handoff = Handoff.to(place())) {
            assertThat(handoff.receivers()).isEmpty();
            assertThat(handoff.awaitReceiver(Duration.ofMillis(1))).isFalse();
            assertThatThrownBy(() -> handoff.send(item(0, 4)))
                    .isInstanceOf(HandoffException.class)
                    .hasMessageContaining("no process receives there");
            CompletableFuture<Boolean> found = CompletableFuture.supplyAsync(() -> await(handoff));
            try (HandoffPoint point = HandoffPoint.open(place())) {
                assertThat(found.get()).isTrue();
                CompletableFuture<Void> sent =
                        handoff.sendToAsync(ProcessHandle.current().pid(), item(7, 4))
                                .toCompletableFuture();
                Optional<ReceivedItem> come = point.poll(LONG);
                assertThat(accept(come.orElseThrow())).isEqualTo(7);
                sent.get();
                assertThatThrownBy(() -> handoff.sendTo(1, item(0, 4)))
                        .isInstanceOf(HandoffException.class)
                        .hasMessageContaining("process 1 does not receive");
            }
        }
    }

    private static boolean await(Handoff handoff) {
        try {
            return handoff.awaitReceiver(LONG);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
