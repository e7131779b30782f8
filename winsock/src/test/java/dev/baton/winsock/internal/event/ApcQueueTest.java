package dev.baton.winsock.internal.event;

import static dev.baton.winsock.Constants.WSA_INFINITE;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static dev.baton.winsock.Constants.WSA_WAIT_IO_COMPLETION;
import static dev.baton.winsock.Constants.WSA_WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.InThread;
import dev.baton.winsock.spi.LPWSAUSERAPC;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApcQueueTest {
    private final List<Long> ran = new ArrayList<>();
    private final LPWSAUSERAPC note = ran::add;
    private final Event event = new Event();

    // Each test has a thread of its own().
    private static ApcQueue own() {
        return ApcQueue.current();
    }

    private int alertable(int milliseconds) {
        return Wait.await(List.of(event), false, milliseconds, own());
    }

    @Test
    void endsAnAlertableWaitThatOnlyLooks() {
        own().add(note, 1);
        assertThat(alertable(0)).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(ran).as("left to the caller").isEmpty();
        own().run();
        assertThat(alertable(0)).isEqualTo(WSA_WAIT_TIMEOUT);
    }

    @Test
    void letsASetEventGoFirst() {
        own().add(note, 1);
        event.set();
        assertThat(alertable(WSA_INFINITE)).isEqualTo(WSA_WAIT_EVENT_0);
        event.reset();
        assertThat(alertable(0)).as("not lost").isEqualTo(WSA_WAIT_IO_COMPLETION);
    }

    @Test
    void letsASetEventGoFirstAmongAll() {
        own().add(note, 1);
        event.set();
        List<Event> twice = List.of(event, event);
        assertThat(Wait.await(twice, true, WSA_INFINITE, own())).isEqualTo(WSA_WAIT_EVENT_0);
    }

    @Test
    void staysQueuedInAWaitThatIsNotAlertable() {
        own().add(note, 1);
        assertThat(Wait.await(List.of(event), false, 0, null)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(alertable(0)).isEqualTo(WSA_WAIT_IO_COMPLETION);
    }

    @Test
    void runsInOrderWithWhatIsAdded() {
        own().add(note, 1);
        own().add(
                        context -> {
                            ran.add(context);
                            own().add(note, 4);
                        },
                        2);
        own().add(note, 3);
        own().run();
        assertThat(ran).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void keepsTheRestWhenOneThrows() {
        own().add(note, 1);
        own().add(
                        context -> {
                            throw new IllegalStateException("thrown by a procedure call");
                        },
                        2);
        own().add(note, 3);
        assertThatThrownBy(own()::run).hasMessage("thrown by a procedure call");
        assertThat(ran).containsExactly(1L);
        assertThat(alertable(0)).isEqualTo(WSA_WAIT_IO_COMPLETION);
        own().run();
        assertThat(ran).containsExactly(1L, 3L);
    }

    @Test
    void endsTheWaitOfAnotherThread() {
        var queue = new CompletableFuture<ApcQueue>();
        InThread<Integer> thread =
                InThread.call(() -> {
                    queue.complete(ApcQueue.current());
                    return Wait.await(List.of(event), false, WSA_INFINITE, ApcQueue.current());
                });
        thread.awaitParked();
        assertThat(queue.join().add(note, 1)).isTrue();
        assertThat(thread.await()).isEqualTo(WSA_WAIT_IO_COMPLETION);
    }

    @Test
    void refusesAnEndedThread() {
        ApcQueue ended = InThread.call(ApcQueue::current).await();
        assertThat(ended.add(note, 1)).isFalse();
    }

    @Test
    void keepsNothingOfAnEndedThread() {
        var table = new ThreadTable();
        var queue =
                InThread.call(
                                () -> {
                                    long handle = table.openCurrent();
                                    ApcQueue.current().add(note, 1);
                                    assertThat(table.find(handle)).isSameAs(ApcQueue.current());
                                    return new WeakReference<>(ApcQueue.current());
                                })
                        .await();
        while (queue.get() != null || table.size() != 0) {
            System.gc();
        }
    }

    @Test
    void opensAThreadAnewEachTime() {
        var table = new ThreadTable();
        long first = table.openCurrent();
        long second = table.openCurrent();
        assertThat(table.find(first)).isSameAs(own());
        assertThat(table.close(first)).isTrue();
        assertThat(table.close(first)).isFalse();
        assertThat(table.find(first)).isNull();
        assertThat(table.find(second)).isSameAs(own());
    }
}
