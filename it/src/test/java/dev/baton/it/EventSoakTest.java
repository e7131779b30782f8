package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.NoLeaks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Eight sockets that two processes share, under load, while the registrations move to and fro
 * between them: whatever arrives is read by whoever is registered, because an event comes; and none
 * comes to the process that has lost the registration. The long run:
 *
 * <pre>
 * mvn -pl it -am verify -Dtest=EventSoakTest -Dsurefire.failIfNoSpecifiedTests=false
 *     -Dbaton.soak.events=10000000 -Dbaton.soak.seed=1
 * </pre>
 */
@ExtendWith(WinsockHere.class)
final class EventSoakTest {
    private static final long EVENTS = Long.getLong("baton.soak.events", 20_000);
    private static final long SEED = Long.getLong("baton.soak.seed", 8);
    private static final int SOCKETS = 8;

    /** An event that has not come after this time is lost. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Answers between two moves, on average. */
    private static final int BETWEEN_MOVES = 40;

    private final Random random = new Random(SEED);
    private final List<EchoedStream> streams = new ArrayList<>();
    private final int[] owners = new int[SOCKETS];
    private long moves;

    @Test
    @Timeout(value = 10, unit = TimeUnit.HOURS)
    void losesNoEventAndSignalsOnlyTheRegisteredProcess() throws IOException {
        try (EventWorker one = new EventWorker();
                EventWorker other = new EventWorker()) {
            List<EventWorker> workers = List.of(one, other);
            open(workers);
            List<DescriptorSnapshot> before =
                    workers.stream().map(EventWorker::descriptors).toList();
            for (long events = 0; events < EVENTS; events = events(workers)) {
                exchange(workers, 1000);
            }
            while (!streams.stream().allMatch(stream -> stream.outstanding() == 0)) {
                readAll();
            }
            events(workers);
            before.forEach(each -> each.awaitEqual(DEADLINE, NoLeaks.RELEVANT));
            assertThat(moves).isPositive();
        } finally {
            for (EchoedStream stream : streams) {
                stream.close();
            }
        }
    }

    private static long events(List<EventWorker> workers) {
        return workers.stream().mapToLong(EventWorker::events).sum();
    }

    private void open(List<EventWorker> workers) throws IOException {
        for (int i = 0; i < SOCKETS; i++) {
            EchoedStream stream = EchoedStream.open();
            streams.add(stream);
            for (EventWorker worker : workers) {
                worker.open(i, stream.socket());
            }
            stream.socket().close();
            workers.getLast().take(i);
            workers.getFirst().take(i);
            workers.getLast().silence(i);
        }
    }

    private void exchange(List<EventWorker> workers, int answers) throws IOException {
        for (int left = answers; left > 0; ) {
            for (EchoedStream stream : streams) {
                stream.send(random);
            }
            int read = readAll();
            left -= read;
            if (read > 0 && random.nextInt(BETWEEN_MOVES) < read) {
                move(workers, random.nextInt(SOCKETS));
            }
        }
    }

    private int readAll() throws IOException {
        int answers = 0;
        for (int i = 0; i < SOCKETS; i++) {
            EchoedStream stream = streams.get(i);
            answers += stream.read() ? 1 : 0;
            if (stream.nanosWaiting() > DEADLINE.toNanos()) {
                throw new AssertionError(
                        String.format(
                                Locale.ROOT,
                                "no event for %d bytes of socket %d, registered in process %d,"
                                        + " after %d moves; -Dbaton.soak.seed=%d",
                                stream.outstanding(),
                                i,
                                owners[i],
                                moves,
                                SEED));
            }
        }
        if (answers == 0) {
            Thread.onSpinWait();
        }
        return answers;
    }

    private void move(List<EventWorker> workers, int i) {
        EventWorker silenced = workers.get(owners[i]);
        owners[i] = 1 - owners[i];
        workers.get(owners[i]).take(i);
        silenced.silence(i);
        moves++;
    }
}
