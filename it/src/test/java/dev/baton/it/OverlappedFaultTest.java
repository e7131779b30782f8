package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Call;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Overlapped;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations of processes that die, and very many operations. */
@ExtendWith(WinsockHere.class)
final class OverlappedFaultTest {
    private static final int MESSAGES = 1_000;

    private static Overlapped pending(Holder s) {
        return Overlapped.receive(s, 4).isPending();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void passesOverAProcessThatWasKilled(boolean dataFirst) {
        try (Peer dying = Peer.start();
                Peer next = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            Holder first = pair.server().shareWith(dying);
            pending(first);
            Overlapped second = pending(pair.server().shareWith(next));
            pending(first);
            Overlapped own = pending(pair.server());
            if (dataFirst) {
                // Nobody but the dying process may have the data, and it does not take it.
                dying.jvm().stop();
                pair.client().send("datamore").succeeds();
                second.isPending();
                own.isPending();
            }
            dying.jvm().kill();
            if (!dataFirst) {
                pair.client().send("datamore").succeeds();
            }
            assertThat(second.await().text()).isEqualTo("data");
            assertThat(own.await().text()).isEqualTo("more");
        }
    }

    @Test
    void passesOverASendOfAProcessThatWasKilled() {
        try (Peer dying = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            String much = "x".repeat(16 << 20);
            Overlapped.send(pair.server().shareWith(dying), much).isPending();
            Overlapped own = Overlapped.send(pair.server(), "kept").isPending();
            dying.jvm().kill();
            pair.server().shutdown(Constants.SD_SEND).succeeds();
            assertThat(Sockets.drain(pair.client())).isPositive();
            assertThat(own.await().succeeds().result()).isEqualTo(4);
        }
    }

    @Test
    void letsABlockedCallPass() {
        try (Peer dying = Peer.start();
                Peer next = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            pending(pair.server().shareWith(dying));
            Holder there = pair.server().shareWith(next);
            Peer.Pending blocked = next.begin(Call.of(Call.Operation.RECEIVE, there.s(), 4, 0));
            dying.jvm().kill();
            pair.client().send("data").succeeds();
            assertThat(blocked.await(Worker.LIMIT).text()).isEqualTo("data");
            pair.server().nonblocking(true);
            pair.server().receive(4).failsWith(Constants.WSAEWOULDBLOCK);
            pair.client().send("more").succeeds();
            assertThat(pair.server().text(4)).isEqualTo("more");
        }
    }

    @Test
    void tellsWhoeverIsRegisteredOfWhatIsLeft() {
        long event = Winsock.WSACreateEvent();
        try (Peer dying = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            pending(pair.server().shareWith(dying));
            Sockets.check(Winsock.WSAEventSelect(pair.server().s(), event, Constants.FD_READ));
            dying.jvm().stop();
            pair.client().send("data").succeeds();
            dying.jvm().kill();
            int signaled =
                    Winsock.WSAWaitForMultipleEvents(
                            1,
                            MemorySegment.ofArray(new long[] {event}),
                            1,
                            (int) Worker.LIMIT.toMillis(),
                            0);
            assertThat(signaled).isEqualTo(Constants.WSA_WAIT_EVENT_0);
            assertThat(pair.server().text(4)).isEqualTo("data");
        } finally {
            Winsock.WSACloseEvent(event);
        }
    }

    @Test
    void losesNothingWhereTwoProcessesReceive() {
        try (Peer other = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            Holder there = pair.server().shareWith(other);
            var left = new AtomicInteger(MESSAGES);
            // Whoever starts late finds one that is for him.
            Overlapped first = pending(pair.server());
            Overlapped second = pending(there);
            Background<List<String>> own =
                    Background.call(() -> receive(pair.server(), first, left));
            Background<List<String>> others = Background.call(() -> receive(there, second, left));
            for (int i = 0; i < MESSAGES; i++) {
                pair.client().send(String.format(Locale.ROOT, "%04d", i)).succeeds();
            }
            List<String> all = new ArrayList<>();
            for (Background<List<String>> each : List.of(own, others)) {
                List<String> got = each.await();
                assertThat(got).isSorted().isNotEmpty();
                all.addAll(got);
            }
            assertThat(all).hasSize(MESSAGES).doesNotHaveDuplicates();
        }
    }

    /** Keeps several receives pending until all messages are there. */
    private static List<String> receive(Holder s, Overlapped begun, AtomicInteger left) {
        List<String> got = new ArrayList<>();
        Queue<Overlapped> pending = new ArrayDeque<>(List.of(begun));
        while (left.get() > 0) {
            if (pending.size() < 4) {
                pending.add(Overlapped.receive(s, 4));
            }
            Outcome first = pending.element().result(s);
            if (first.failed()) {
                first.failsWith(Constants.WSA_IO_INCOMPLETE);
            } else {
                pending.remove();
                got.add(first.text());
                left.decrementAndGet();
            }
        }
        return got;
    }

    @Test
    void completesAThousandInOrder() {
        Sockets.Pair pair = Sockets.tcp();
        // The first one brings the descriptors that stay: those of the pump.
        pair.client().send("0000").succeeds();
        assertThat(pending(pair.client())).isNotNull();
        pair.server().send("back").succeeds();
        pair.server().text(4);
        DescriptorSnapshot before = DescriptorSnapshot.ofSelf();
        List<Overlapped> all = new ArrayList<>();
        var text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            all.add(pending(pair.server()));
            text.append(String.format(Locale.ROOT, "%04d", i));
        }
        before.awaitEqual(Worker.LIMIT, NoLeaks.RELEVANT);
        pair.client().send(text.toString()).succeeds();
        for (int i = 0; i < 1_000; i++) {
            assertThat(all.get(i).await().text()).isEqualTo(String.format(Locale.ROOT, "%04d", i));
        }
        before.awaitEqual(Worker.LIMIT, NoLeaks.RELEVANT);
    }
}
