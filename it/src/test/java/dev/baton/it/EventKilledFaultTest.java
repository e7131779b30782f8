package dev.baton.it;

import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.FIONBIO;
import static dev.baton.winsock.Constants.FIONREAD;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Eventually;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 of a process that shares a socket, at any instant of its work: the survivor gets the
 * events that are due, and no others. {@code -Dbaton.kill.rounds} and {@code -Dbaton.kill.seed} for
 * longer runs.
 */
@ExtendWith(WinsockHere.class)
final class EventKilledFaultTest {
    private static final int ROUNDS = Integer.getInteger("baton.kill.rounds", 6);
    private static final long SEED = Long.getLong("baton.kill.seed", 9);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int ROOM = 1 << 16;

    private long event;

    private static Iterable<Arguments> seeds() {
        return new Random(SEED).longs(ROUNDS).mapToObj(Arguments::of).toList();
    }

    @BeforeEach
    void createEvent() {
        event = Winsock.WSACreateEvent();
    }

    @AfterEach
    void closeEvent() {
        Winsock.WSACloseEvent(event);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesTheEventsOfTheRegisteredProcess(long seed) throws IOException {
        var random = new Random(seed);
        try (EventWorker worker = new EventWorker();
                EchoedStream stream = EchoedStream.open()) {
            Holder survivor = stream.socket();
            worker.open(0, survivor);
            worker.take(0);
            load(stream, random);
            worker.kill();
            // What is registered ends with its process.
            Eventually.await(LIMIT, () -> !survivor.ioctl(FIONBIO, 0).failed());
            Sockets.check(Winsock.WSAEventSelect(survivor.s(), event, FD_ALL_EVENTS));
            getsWhatIsDue(survivor, stream, random);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesTheEventsOfWhatTheReceivingProcessHasNotReceived(long seed) throws IOException {
        var random = new Random(seed);
        try (EventWorker worker = new EventWorker();
                EchoedStream stream = EchoedStream.open()) {
            Holder survivor = stream.socket();
            Sockets.check(Winsock.WSAEventSelect(survivor.s(), event, FD_ALL_EVENTS));
            worker.open(0, survivor);
            worker.receive(0);
            load(stream, random);
            worker.kill();
            getsWhatIsDue(survivor, stream, random);
        }
    }

    /** Nobody has enumerated FD_WRITE, so it is due besides. */
    private void getsWhatIsDue(Holder survivor, EchoedStream stream, Random random)
            throws IOException {
        int unread = survivor.ioctl(FIONREAD, 0).number();
        gets(survivor, unread > 0 ? FD_WRITE | FD_READ : FD_WRITE);
        if (unread > 0) {
            MemorySegment buffer = MemorySegment.ofArray(new byte[ROOM]);
            assertThat(Winsock.recv(survivor.s(), buffer, ROOM, 0)).isEqualTo(unread);
        }
        stream.sendMore(random);
        gets(survivor, FD_READ);
        stream.end();
        gets(survivor, FD_CLOSE);
        survivor.close();
    }

    private void gets(Holder s, int expected) {
        MemorySegment one = MemorySegment.ofArray(new long[] {event});
        int result = Winsock.WSAWaitForMultipleEvents(1, one, 1, (int) LIMIT.toMillis(), 0);
        assertThat(result).as("the event object is set").isEqualTo(WSA_WAIT_EVENT_0);
        MemorySegment events = MemorySegment.ofArray(new byte[WsaNetworkEvents.SIZEOF]);
        Sockets.check(Winsock.WSAEnumNetworkEvents(s.s(), event, events));
        assertThat(WsaNetworkEvents.lNetworkEvents(events)).isEqualTo(expected);
    }

    /** Ends in the middle of the other process's work. */
    private static void load(EchoedStream stream, Random random) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        for (int left = random.nextInt(50, 500); left > 0; ) {
            stream.send(random);
            left -= stream.read() ? 1 : 0;
            assertThat(System.nanoTime()).as("a deadline").isLessThan(end);
        }
        long instant = System.nanoTime() + random.nextLong(200_000);
        while (System.nanoTime() < instant) {
            stream.send(random);
            stream.read();
        }
    }
}
