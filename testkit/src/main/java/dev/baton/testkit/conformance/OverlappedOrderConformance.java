package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.SO_RCVTIMEO;
import static dev.baton.winsock.Constants.WSAEINTR;
import static dev.baton.winsock.Constants.WSAETIMEDOUT;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Overlapped;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations pending on a shared socket keep the order in which they were started. */
@ConformanceTests
final class OverlappedOrderConformance {
    /** More than the kernel's buffers on both sides take. */
    private static final int MUCH = 8 << 20;

    private static String nth(int n) {
        return String.format(Locale.ROOT, "%04d", n);
    }

    private static List<Overlapped> receives(int count, Holder... turns) {
        List<Overlapped> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(Overlapped.receive(turns[i % turns.length], 4).isPending());
        }
        return all;
    }

    private static void completeInOrder(Holder sender, List<Overlapped> receives) {
        for (int i = 0; i < receives.size(); i++) {
            sender.send(nth(i)).succeeds();
        }
        for (int i = 0; i < receives.size(); i++) {
            assertThat(receives.get(i).await().text()).isEqualTo(nth(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("Receives through two descriptors, here or in two processes, alternate as started")
    void keepsTheOrderOfReceives(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = through.other(pair.server(), peer);
        completeInOrder(pair.client(), receives(6, pair.server(), other));
        completeInOrder(pair.client(), receives(6, other, other, pair.server()));
    }

    @Test
    @DisplayName("Three processes: each receive gets what its place is")
    void keepsTheOrderOfThree(Peer peer, Peer third) {
        Sockets.Pair pair = Sockets.tcp();
        Holder second = pair.server().shareWith(peer);
        Holder last = pair.server().shareWith(third);
        completeInOrder(pair.client(), receives(6, pair.server(), second, last));
    }

    @Test
    @DisplayName("More alternations than are told apart: each receive gets its own, none is lost")
    void losesNothingWhenItGetsConfused(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = pair.server().shareWith(peer);
        List<Overlapped> all = receives(20, pair.server(), other);
        for (int i = 0; i < 20; i++) {
            pair.client().send(nth(i)).succeeds();
        }
        List<String> got = new ArrayList<>();
        all.forEach(each -> got.add(each.await().text()));
        assertThat(got.subList(0, 5)).containsExactly("0000", "0001", "0002", "0003", "0004");
        assertThat(got).doesNotHaveDuplicates().hasSize(20);
        for (int first = 0; first < 2; first++) {
            List<String> own = new ArrayList<>();
            for (int i = first; i < 20; i += 2) {
                own.add(got.get(i));
            }
            assertThat(own).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("Sends through two descriptors arrive as started, also behind one that is pending")
    void keepsTheOrderOfSends(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = through.other(pair.client(), peer);
        pair.client().nonblocking(true);
        // A full buffer is not enough: the kernel makes room while it moves data on.
        Overlapped much = Overlapped.send(other, "x".repeat(MUCH)).isPending();
        List<Overlapped> sends = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Holder s = i % 2 == 0 ? other : pair.client();
            sends.add(Overlapped.send(s, nth(i)).isPending());
        }
        pair.client().send("never").failsWith(WSAEWOULDBLOCK);
        var tail = new StringBuilder();
        while (!tail.toString().endsWith("000000010002000300040005")) {
            pair.server().awaitReadable();
            tail.append(pair.server().receive(1 << 16).text());
            tail.delete(0, Math.max(0, tail.length() - 30));
        }
        assertThat(much.await().result()).isEqualTo(MUCH);
        for (Overlapped each : sends) {
            assertThat(each.await().succeeds().result()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("What is pending comes first: a non-blocking recv says WSAEWOULDBLOCK")
    void refusesToOvertake(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = through.other(pair.server(), peer);
        pair.server().nonblocking(true);
        Overlapped receive = Overlapped.receive(pair.server(), 4).isPending();
        other.receive(4).failsWith(WSAEWOULDBLOCK);
        pair.client().send("data").succeeds();
        assertThat(receive.await().text()).isEqualTo("data");
        other.receive(4).failsWith(WSAEWOULDBLOCK);
        pair.client().send("more").succeeds();
        assertThat(other.text(4)).isEqualTo("more");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "A blocking recv waits behind what is pending, wherever, and before what comes later")
    void waitsBehind(boolean elsewhere, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder first = elsewhere ? pair.server().shareWith(peer) : pair.server();
        Overlapped before = Overlapped.receive(first, 4).isPending();
        Background<Outcome> blocked =
                Background.call(() -> pair.server().receive(4)).awaitInside("recv");
        Overlapped after = Overlapped.receive(first, 4).isPending();
        completeInOrder(pair.client(), List.of(before));
        pair.client().send("mine").succeeds();
        assertThat(blocked.await().text()).isEqualTo("mine");
        pair.client().send("last").succeeds();
        assertThat(after.await().text()).isEqualTo("last");
    }

    @Test
    @DisplayName("A blocking recv behind what is pending ends at its time, or with its descriptor")
    void givesUpWaitingBehind() {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = pair.server().shareWith(Here.HERE);
        Overlapped receive = Overlapped.receive(pair.server(), 4).isPending();
        pair.server().setOption(SO_RCVTIMEO, 20);
        other.receive(4).failsWith(WSAETIMEDOUT);
        pair.server().setOption(SO_RCVTIMEO, 0);
        Background<Outcome> blocked = Background.call(() -> other.receive(4)).awaitInside("recv");
        Overlapped behind = Overlapped.receive(pair.server(), 4).isPending();
        other.close();
        blocked.await().failsWith(WSAEINTR);
        completeInOrder(pair.client(), List.of(receive, behind));
    }

    @Test
    @DisplayName("A process that closes its last descriptor, or ends, lets the next one in")
    void givesItsTurnAway(Peer peer, Peer third) {
        Sockets.Pair pair = Sockets.tcp();
        Holder closed = pair.server().shareWith(peer);
        Holder ended = pair.server().shareWith(third);
        receives(4, closed, ended);
        Overlapped own = Overlapped.receive(pair.server(), 4).isPending();
        closed.close();
        third.cleanup().succeeds();
        pair.client().send("data").succeeds();
        assertThat(own.await().text()).isEqualTo("data");
        third.startup().succeeds();
    }
}
