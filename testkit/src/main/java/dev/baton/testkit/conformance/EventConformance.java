package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSANOTINITIALISED;
import static dev.baton.winsock.Constants.WSA_INFINITE;
import static dev.baton.winsock.Constants.WSA_INVALID_EVENT;
import static dev.baton.winsock.Constants.WSA_INVALID_HANDLE;
import static dev.baton.winsock.Constants.WSA_INVALID_PARAMETER;
import static dev.baton.winsock.Constants.WSA_MAXIMUM_WAIT_EVENTS;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static dev.baton.winsock.Constants.WSA_WAIT_FAILED;
import static dev.baton.winsock.Constants.WSA_WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Event objects by themselves (6.12), and waiting for them. */
@ConformanceTests
final class EventConformance {
    private final List<Long> made = new ArrayList<>();

    /** A wait that failed: its code, and its result, lest one is taken for the other. */
    private record Failure(int result, int error) {}

    @AfterEach
    void closeEvents() {
        made.forEach(Winsock::WSACloseEvent);
    }

    private long event() {
        long event = Winsock.WSACreateEvent();
        assertThat(event).isNotEqualTo(WSA_INVALID_EVENT);
        made.add(event);
        return event;
    }

    private long[] events(int count) {
        var events = new long[count];
        for (int i = 0; i < count; i++) {
            events[i] = event();
        }
        return events;
    }

    private static void set(long event) {
        assertThat(Winsock.WSASetEvent(event)).isEqualTo(1);
    }

    private static void reset(long event) {
        assertThat(Winsock.WSAResetEvent(event)).isEqualTo(1);
    }

    private static int await(boolean all, int milliseconds, long... events) {
        return Winsock.WSAWaitForMultipleEvents(
                events.length, MemorySegment.ofArray(events), all ? 1 : 0, milliseconds, 0);
    }

    private static Background<Integer> waiting(boolean all, long... events) {
        return Background.call(() -> await(all, WSA_INFINITE, events)).awaitParked();
    }

    private static void assertRefused(int result, int error) {
        assertThat(result).isZero();
        assertThat(Winsock.WSAGetLastError()).isEqualTo(error);
    }

    @Test
    @DisplayName("A223 WSACreateEvent makes an event that is not signaled and is reset by hand")
    void makesAnEventThatIsResetByHand() {
        long event = event();
        assertThat(await(false, 0, event)).isEqualTo(WSA_WAIT_TIMEOUT);
        set(event);
        set(event);
        assertThat(await(false, WSA_INFINITE, event)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(await(true, WSA_INFINITE, event)).as("signaled still").isEqualTo(0);
        reset(event);
        reset(event);
        assertThat(await(true, 0, event)).isEqualTo(WSA_WAIT_TIMEOUT);
    }

    @Test
    @DisplayName("A019 the functions on events before WSAStartup: WSANOTINITIALISED")
    void refusesBeforeStartup() {
        long event = event();
        Sockets.cleanupAll();
        assertThat(Winsock.WSACreateEvent()).isEqualTo(WSA_INVALID_EVENT);
        assertThat(Winsock.WSAGetLastError()).isEqualTo(WSANOTINITIALISED);
        Winsock.WSASetLastError(0);
        assertRefused(Winsock.WSASetEvent(event), WSANOTINITIALISED);
        Winsock.WSASetLastError(0);
        assertRefused(Winsock.WSAResetEvent(event), WSANOTINITIALISED);
        Winsock.WSASetLastError(0);
        assertRefused(Winsock.WSACloseEvent(event), WSANOTINITIALISED);
        Sockets.checkFails(
                WSANOTINITIALISED,
                Winsock.WSAWaitForMultipleEvents(0, MemorySegment.NULL, 0, 0, 0));
        Sockets.startup();
        set(event);
    }

    @Test
    @DisplayName("What is no event, or no more, or a socket: WSA_INVALID_HANDLE")
    void refusesWhatIsNoEvent() {
        long closed = event();
        assertThat(Winsock.WSACloseEvent(closed)).isEqualTo(1);
        long socket = Sockets.socket(AF_INET, SOCK_STREAM).s();
        for (long each : new long[] {closed, socket, WSA_INVALID_EVENT, -1}) {
            assertRefused(Winsock.WSASetEvent(each), WSA_INVALID_HANDLE);
            assertRefused(Winsock.WSAResetEvent(each), WSA_INVALID_HANDLE);
            assertRefused(Winsock.WSACloseEvent(each), WSA_INVALID_HANDLE);
            Sockets.checkFails(WSA_INVALID_HANDLE, await(false, WSA_INFINITE, event(), each));
        }
    }

    @Test
    @DisplayName("No event, or more than 64: WSA_INVALID_PARAMETER")
    void refusesOtherNumbersOfEvents() {
        long[] many = events(WSA_MAXIMUM_WAIT_EVENTS + 1);
        for (int count : new int[] {0, -1, Integer.MIN_VALUE, many.length}) {
            Sockets.checkFails(
                    WSA_INVALID_PARAMETER,
                    Winsock.WSAWaitForMultipleEvents(count, MemorySegment.ofArray(many), 0, 0, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 63})
    @DisplayName("A wait for any of 64 events names the one that was signaled")
    void wakesByAnyOf64(int index) {
        long[] events = events(WSA_MAXIMUM_WAIT_EVENTS);
        Background<Integer> waiting = waiting(false, events);
        set(events[index]);
        assertThat(waiting.await()).isEqualTo(WSA_WAIT_EVENT_0 + index);
    }

    @Test
    @DisplayName("Of several signaled events a wait names the first")
    void namesTheFirstSignaledEvent() {
        long[] events = events(3);
        set(events[2]);
        set(events[1]);
        assertThat(await(false, WSA_INFINITE, events)).isEqualTo(WSA_WAIT_EVENT_0 + 1);
    }

    @Test
    @DisplayName("A signal that is taken back at once wakes every thread that waits")
    void wakesEveryThread() {
        long event = event();
        List<Background<Integer>> threads =
                List.of(waiting(false, event), waiting(true, event), waiting(true, event, event()));
        set(event);
        reset(event);
        assertThat(threads.get(0).await()).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(threads.get(1).await()).isEqualTo(WSA_WAIT_EVENT_0);
        set(event);
        set(made.getLast());
        assertThat(threads.get(2).await()).isEqualTo(WSA_WAIT_EVENT_0);
    }

    @Test
    @DisplayName("A wait for all ends when all are signaled at one moment, not one after the other")
    void waitsForAll() {
        long[] events = events(WSA_MAXIMUM_WAIT_EVENTS);
        Background<Integer> waiting = waiting(true, events);
        for (long each : events) {
            set(each);
            reset(each);
        }
        // The wait goes on: only that can end it differently now.
        assertThat(Winsock.WSACloseEvent(events[0])).isEqualTo(1);
        assertThat(waiting.await()).isEqualTo(WSA_WAIT_FAILED);

        events[0] = event();
        Background<Integer> again = waiting(true, events);
        for (long each : events) {
            set(each);
        }
        assertThat(again.await()).isEqualTo(WSA_WAIT_EVENT_0);
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 2", "true, 0", "true, 2"})
    @DisplayName("A wait ends at its time: WSA_WAIT_TIMEOUT")
    void endsAtItsTime(boolean all, int milliseconds) {
        long[] events = events(2);
        if (all) {
            set(events[0]);
        }
        long start = System.nanoTime();
        assertThat(await(all, milliseconds, events)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(milliseconds * 1_000_000L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("Closing an event ends the waits for it: WSA_INVALID_HANDLE")
    void endsWaitsForAClosedEvent(boolean all) {
        long[] events = events(3);
        Background<Failure> waiting =
                Background.call(() ->
                                new Failure(
                                        await(all, WSA_INFINITE, events),
                                        Winsock.WSAGetLastError()))
                        .awaitParked();
        assertThat(Winsock.WSACloseEvent(events[1])).isEqualTo(1);
        assertThat(waiting.await()).isEqualTo(new Failure(WSA_WAIT_FAILED, WSA_INVALID_HANDLE));
    }

    @Test
    @DisplayName("WSACleanup leaves events and waits as they are")
    void survivesCleanup() {
        long event = event();
        Background<Integer> waiting = waiting(false, event);
        Sockets.cleanupAll();
        Sockets.startup();
        set(event);
        assertThat(waiting.await()).isEqualTo(WSA_WAIT_EVENT_0);
    }
}
