package dev.baton.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.HandoffException.Reason;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has the channel after which decision. */
@DisplayName("An item is the sender's or the receiver's")
@Timeout(60)
class HandoffDecisionTest {
    @TempDir private Path folder;

    private HandoffPlace place;
    private HandoffPoint point;
    private Handoff handoff;
    private Pair pair;

    @BeforeEach
    void open() throws IOException {
        place = HandoffPlace.at(folder.resolve("point"));
        point = HandoffPoint.open(place);
        handoff = Handoff.to(place);
        pair = Pair.tcp();
    }

    @AfterEach
    void close() throws IOException {
        handoff.close();
        point.close();
        pair.close();
    }

    private CompletableFuture<Void> send() {
        return handoff.sendAsync(HandoffItem.of(pair.served()).withKind("k")).toCompletableFuture();
    }

    private void isBack(CompletableFuture<Void> sent, Reason reason) throws IOException {
        fails(sent::get, reason);
        pair.talksWith(pair.served());
    }

    private static void fails(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .satisfies(e ->
                        assertThat(e instanceof ExecutionException ? e.getCause() : e)
                                .asInstanceOf(
                                        InstanceOfAssertFactories.type(HandoffException.class))
                                .extracting(HandoffException::reason)
                                .isEqualTo(reason));
    }

    @Test
    @DisplayName("refused: the sender's, who learns why")
    void refused() throws Exception {
        CompletableFuture<Void> sent = send();
        ReceivedItem item = point.take();
        item.refuse("no such session");
        assertThatThrownBy(sent::get)
                .hasMessageContaining("no such session")
                .hasMessageContaining("'k'")
                .hasMessageContaining("process " + ProcessHandle.current().pid());
        isBack(sent, Reason.REFUSED);
        fails(item::acceptSocketChannel, Reason.DECIDED);
    }

    @Test
    @DisplayName("accepted as something else: nothing is decided")
    void wrongKind() throws Exception {
        CompletableFuture<Void> sent = send();
        ReceivedItem item = point.take();
        assertThatThrownBy(item::acceptServerSocketChannel)
                .isInstanceOf(SharedChannelException.class)
                .hasMessageContaining("as a listener: it is a connection");
        assertThat(sent).isNotDone();
        try (SocketChannel accepted = item.acceptSocketChannel()) {
            sent.get();
            pair.talksWith(accepted);
        }
        fails(item::acceptSocketChannel, Reason.DECIDED);
        fails(() -> item.refuse("late"), Reason.DECIDED);
    }

    @Test
    @DisplayName("a library that fails may try again: the item is the receiver's")
    void adoptionFails() throws Exception {
        CompletableFuture<Void> sent = send();
        ReceivedItem item = point.take();
        assertThatThrownBy(() ->
                        item.accept(
                                ChannelKind.CONNECTION,
                                descriptor -> {
                                    throw new IOException("not now");
                                }))
                .hasMessage("not now");
        sent.get();
        try (SocketChannel accepted = item.acceptSocketChannel()) {
            pair.talksWith(accepted);
        }
    }

    @Test
    @DisplayName("a channel of another library, for another library: released by its own means")
    void shareable() throws Exception {
        AtomicInteger released = new AtomicInteger();
        Shareable shareable =
                new Shareable() {
                    @Override
                    public int duplicate() throws IOException {
                        return Outgoing.copies(List.of(pair.served()))[0];
                    }

                    @Override
                    public void release() throws IOException {
                        released.incrementAndGet();
                        SharedChannels.release(pair.served());
                    }
                };
        CompletableFuture<Void> sent =
                handoff.sendAsync(HandoffItem.of(shareable)).toCompletableFuture();
        ReceivedItem item = point.take();
        assertThat(released).hasValue(0);
        try (SocketChannel accepted =
                item.accept(ChannelKind.CONNECTION, SharedDescriptors::socketChannel)) {
            sent.get();
            assertThat(released).hasValue(1);
            pair.talksWith(accepted);
        }
    }

    @Test
    @DisplayName("the point is closed: the sender's, taken or not")
    void pointClosed() throws Exception {
        try (Pair other = Pair.tcp()) {
            CompletableFuture<Void> sent = send();
            ReceivedItem item = point.take();
            CompletableFuture<Void> waiting =
                    handoff.sendAsync(HandoffItem.of(other.served())).toCompletableFuture();
            assertThat(waiting).isNotDone();
            point.close();
            isBack(sent, Reason.REFUSED);
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(HandoffException.class);
            other.talksWith(other.served());
            fails(item::acceptSocketChannel, Reason.CLOSED);
            fails(point::take, Reason.CLOSED);
            assertThat(folder.resolve("point")).isEmptyDirectory();
            isBack(send(), Reason.NO_RECEIVER);
        }
    }

    @Test
    @DisplayName("the sender is closed: its own again, and the receiver can't accept it")
    void senderClosed() throws Exception {
        CompletableFuture<Void> sent = send();
        ReceivedItem item = point.take();
        handoff.close(Duration.ofMillis(1));
        isBack(sent, Reason.CLOSED);
        fails(item::acceptSocketChannel, Reason.TAKEN_BACK);
        isBack(send(), Reason.CLOSED);
        assertThat(point.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    @DisplayName("the sender's close waits for answers")
    void closeWaits() throws Exception {
        CompletableFuture<Void> sent = send();
        ReceivedItem item = point.take();
        Thread closer = Thread.ofPlatform().start(handoff::close);
        try (SocketChannel accepted = item.acceptSocketChannel()) {
            closer.join();
            sent.get();
            pair.talksWith(accepted);
        }
    }

    @Test
    @DisplayName("what can't be shared fails by itself, with the reason")
    void notShareable() throws Exception {
        try (SocketChannel fresh = SocketChannel.open()) {
            CompletableFuture<Void> failed =
                    handoff.sendAsync(HandoffItem.of(fresh)).toCompletableFuture();
            CompletableFuture<Void> sent = send();
            fails(failed::get, Reason.NOT_SHAREABLE);
            point.take().acceptSocketChannel().close();
            sent.get();
        }
    }

    @Test
    @DisplayName("a stage may hand over more, and must not wait for it")
    void inStages() throws Exception {
        try (Pair other = Pair.tcp()) {
            HandoffItem more = HandoffItem.of(other.served());
            CompletableFuture<Void> both =
                    send().handle(
                                    (none, failure) -> {
                                        assertThatThrownBy(() -> handoff.send(more))
                                                .isInstanceOf(IllegalStateException.class);
                                        return more;
                                    })
                            .thenCompose(handoff::sendAsync);
            point.take().acceptSocketChannel().close();
            point.take().acceptSocketChannel().close();
            both.get();
            assertThat(other.served().isOpen()).isFalse();
        }
    }
}
