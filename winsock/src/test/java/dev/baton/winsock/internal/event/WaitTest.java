package dev.baton.winsock.internal.event;

import static dev.baton.winsock.Constants.WSA_INFINITE;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static dev.baton.winsock.Constants.WSA_WAIT_FAILED;
import static dev.baton.winsock.Constants.WSA_WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.InThread;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitTest {
    private static final int ROUNDS = 20_000;

    private final List<Event> events = events(64);

    private static List<Event> events(int count) {
        return Stream.generate(Event::new).limit(count).toList();
    }

    private static int look(List<Event> events, boolean all) {
        return Wait.await(events, all, 0, null);
    }

    /** A thread that waits already. */
    private static InThread<Integer> waiting(List<Event> events, boolean all, int milliseconds) {
        InThread<Integer> thread = InThread.call(() -> Wait.await(events, all, milliseconds, null));
        thread.awaitParked();
        return thread;
    }

    @Test
    void looksAtOneEvent() {
        Event event = new Event();
        assertThat(look(List.of(event), false)).isEqualTo(WSA_WAIT_TIMEOUT);
        event.set();
        event.set();
        assertThat(look(List.of(event), false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(look(List.of(event), true)).as("still set").isEqualTo(WSA_WAIT_EVENT_0);
        event.reset();
        assertThat(event.isSet()).isFalse();
        assertThat(look(List.of(event), true)).isEqualTo(WSA_WAIT_TIMEOUT);
    }

    @Test
    void namesTheFirstSetEvent() {
        events.get(63).set();
        assertThat(look(events, false)).isEqualTo(63);
        events.get(5).set();
        assertThat(look(events, false)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 62, 63})
    void wakesByAnyEvent(int index) {
        InThread<Integer> thread = waiting(events, false, WSA_INFINITE);
        events.get(index).set();
        assertThat(thread.await()).isEqualTo(WSA_WAIT_EVENT_0 + index);
    }

    @Test
    void wakesByAnEventThatIsResetAtOnce() {
        InThread<Integer> thread = waiting(events, false, WSA_INFINITE);
        events.get(7).set();
        events.get(7).reset();
        assertThat(thread.await()).isEqualTo(7);
        assertThat(events.get(7).isSet()).isFalse();
    }

    @Test
    void wakesEveryThread() {
        List<InThread<Integer>> threads =
                Stream.generate(() -> waiting(events, false, WSA_INFINITE)).limit(8).toList();
        events.get(3).set();
        assertThat(threads).extracting(InThread::await).containsOnly(3);
    }

    @Test
    void wakesByTheLastOfAll() {
        InThread<Integer> thread = waiting(events, true, WSA_INFINITE);
        events.reversed().forEach(Event::set);
        assertThat(thread.await()).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(look(events, true)).isEqualTo(WSA_WAIT_EVENT_0);
    }

    @Test
    void waitsUntilAllAreSetAtOneMoment() {
        List<Event> some = events(3);
        InThread<Integer> early = waiting(some, true, WSA_INFINITE);
        some.get(0).set();
        some.get(1).set();
        some.get(0).reset();
        some.get(2).set();
        // A wait ends once: had it ended already, this would change nothing.
        some.get(2).close();
        assertThat(early.await()).isEqualTo(WSA_WAIT_FAILED);
    }

    @Test
    void countsAnEventThatIsThereTwice() {
        Event event = new Event();
        InThread<Integer> thread = waiting(List.of(event, event), true, WSA_INFINITE);
        event.set();
        assertThat(thread.await()).isEqualTo(WSA_WAIT_EVENT_0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsAtItsTime(boolean all) {
        long start = System.nanoTime();
        assertThat(Wait.await(events, all, 3, null)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(3_000_000);
    }

    @Test
    void takesTheTimeAsUnsigned() {
        InThread<Integer> thread = waiting(events, false, 0xffff_fffe);
        events.get(1).set();
        assertThat(thread.await()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failsWhenAnEventIsClosed(boolean all) {
        InThread<Integer> thread = waiting(events, all, WSA_INFINITE);
        events.get(40).close();
        assertThat(thread.await()).isEqualTo(WSA_WAIT_FAILED);
        assertThat(Wait.await(events, all, WSA_INFINITE, null)).isEqualTo(WSA_WAIT_FAILED);
    }

    @Test
    void goesOnWhenInterrupted() {
        InThread<Boolean> thread =
                InThread.call(() ->
                        Wait.await(events, false, WSA_INFINITE, null) == 2
                                && Thread.currentThread().isInterrupted());
        thread.awaitParked();
        thread.interrupt();
        events.get(2).set();
        assertThat(thread.await()).as("event 2, and the mark is kept").isTrue();
    }

    @Test
    void forgetsWaitsThatHaveEnded() {
        InThread<Integer> thread = InThread.call(() -> Wait.await(events, false, 100_000, null));
        var wait = new WeakReference<>(thread.awaitParked());
        assertThat(wait.get()).isInstanceOf(Wait.class);
        events.get(9).set();
        assertThat(thread.await()).isEqualTo(9);
        while (wait.get() != null) {
            System.gc();
        }
        assertThat(events.get(9).isSet()).as("the event is there still").isTrue();
    }

    /** Two events that somebody changes whenever one of them is about to be looked at. */
    private static List<Event> changing(BiConsumer<Event, Event> change) {
        List<Event> two = events(2);
        return new AbstractList<>() {
            @Override
            public Event get(int index) {
                change.accept(two.get(index), two.get(1 - index));
                return two.get(index);
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    @Test
    void neverSeesAllOfEventsThatAreNeverSetTogether() {
        List<Event> alternating =
                changing((seen, other) -> {
                    other.reset();
                    seen.set();
                });
        assertThat(look(alternating, true)).isEqualTo(WSA_WAIT_TIMEOUT);
    }

    @Test
    void alwaysSeesAnyOfEventsThatAreSetInTurn() {
        List<Event> alternating =
                changing((seen, other) -> {
                    other.set();
                    seen.reset();
                });
        assertThat(look(alternating, false)).isBetween(0, 1);
    }

    @Test
    void missesNoSignalOfAPingPong() {
        List<Event> ping = events(1);
        List<Event> pong = events(1);
        InThread<Integer> other =
                InThread.call(() -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        Wait.await(ping, false, WSA_INFINITE, null);
                        ping.getFirst().reset();
                        pong.getFirst().set();
                    }
                    return ROUNDS;
                });
        for (int i = 0; i < ROUNDS; i++) {
            ping.getFirst().set();
            Wait.await(pong, true, WSA_INFINITE, null);
            pong.getFirst().reset();
        }
        assertThat(other.await()).isEqualTo(ROUNDS);
    }
}
