package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 6.4 and 6.10 across processes: closing, ending and dying around an opening. */
@ConformanceTests
final class HolderDeathConformance {
    /** Neither data nor the end nor a reset has arrived. */
    private static void undisturbed(Holder client) {
        client.nonblocking(true);
        client.receive(1).failsWith(WSAEWOULDBLOCK);
        client.nonblocking(false);
    }

    private static void converse(Holder one, Holder other) {
        one.send("ping").succeeds();
        assertThat(other.text(4)).isEqualTo("ping");
        other.send("pong!").succeeds();
        assertThat(one.text(5)).isEqualTo("pong!");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 23})
    @DisplayName("A048 A049 A062 the source may close at once, the peer notices nothing")
    void survivesTheClosingSource(int af, Peer peer) {
        Sockets.Pair pair = Sockets.streams(af);
        byte[] info = pair.server().duplicateFor(peer);
        pair.server().close();
        undisturbed(pair.client());
        converse(pair.client(), peer.open(info));
    }

    @Test
    @DisplayName("A050 the source process may end before the opening")
    void survivesTheEndOfTheSource(Peer source, Peer target) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = source.socket(AF_INET, SOCK_STREAM);
        s.connect(listener.name()).succeeds();
        Holder client = listener.accept();
        byte[] info = s.duplicateFor(target);
        source.exit();
        undisturbed(client);
        converse(client, target.open(info));
    }

    @Test
    @DisplayName("A050 the source process may be killed before the opening")
    void survivesTheDeathOfTheSource(Peer source, Peer target) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = source.socket(AF_INET, SOCK_STREAM);
        s.connect(listener.name()).succeeds();
        Holder client = listener.accept();
        byte[] info = s.duplicateFor(target);
        source.jvm().kill();
        undisturbed(client);
        converse(client, target.open(info));
    }

    @Test
    @DisplayName("A051 a duplicate that nobody opened keeps the socket open")
    void keepsAnUnopenedSocketOpen(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(peer);
        pair.server().close();
        undisturbed(pair.client());
        pair.client().send("still taken").succeeds();
        undisturbed(pair.client());
        assertThat(peer.open(info).text(11)).isEqualTo("still taken");
    }

    @Test
    @DisplayName("A052 a target that ends without opening drops its reference")
    void endsWithATargetThatExits(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        pair.server().duplicateFor(peer);
        pair.server().close();
        undisturbed(pair.client());
        peer.exit();
        pair.client().receivesEnd();
    }

    @Test
    @DisplayName("A052 also one that is killed, and one that cleans up")
    void endsWithATargetThatIsKilledOrCleansUp(Peer killed, Peer cleaned) {
        Sockets.Pair one = Sockets.tcp();
        one.server().duplicateFor(killed);
        one.server().close();
        killed.jvm().kill();
        one.client().receivesEnd();

        Sockets.Pair other = Sockets.tcp();
        other.server().duplicateFor(cleaned);
        other.server().close();
        cleaned.cleanup().succeeds();
        other.client().receivesEnd();
    }

    @Test
    @DisplayName("A053 opening and closing an unclaimed structure releases it")
    void releasesAStructureThatIsOpenedAndClosed(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(peer);
        pair.server().close();
        peer.open(info).close();
        pair.client().receivesEnd();
    }

    @Test
    @DisplayName("A054 what arrives between duplication and opening is read through D")
    void losesNoByteBetweenDuplicationAndOpening(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().send("before,").succeeds();
        byte[] info = pair.server().duplicateFor(peer);
        pair.client().send("between,").succeeds();
        pair.server().close();
        pair.client().send("closed,").succeeds();
        Holder there = peer.open(info);
        pair.client().send("after").succeeds();
        assertThat(there.text(27)).isEqualTo("before,between,closed,after");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 23})
    @DisplayName("A061 a listener is handed over with the clients that wait")
    void handsOverAListener(int af, Peer peer) {
        Holder listener = Sockets.listener(af);
        Holder early = Sockets.socket(af, SOCK_STREAM);
        early.connect(listener.name()).succeeds();
        byte[] info = listener.duplicateFor(peer);
        Holder between = Sockets.socket(af, SOCK_STREAM);
        between.connect(listener.name()).succeeds();
        var name = listener.name();
        listener.close();
        Holder there = peer.open(info);
        Holder late = Sockets.socket(af, SOCK_STREAM);
        late.connect(name).succeeds();
        for (Holder client : new Holder[] {early, between, late}) {
            Holder accepted = there.accept();
            assertThat(accepted.peerName()).isEqualTo(client.name());
            converse(client, accepted);
        }
    }

    @Test
    @DisplayName("A153 the last descriptor closes the socket, in whichever process it is")
    void endsWithTheLastDescriptorInAnyProcess(Peer one, Peer other) {
        Sockets.Pair pair = Sockets.tcp();
        Holder first = pair.server().shareWith(one);
        Holder second = pair.server().shareWith(other);
        first.close();
        undisturbed(pair.client());
        pair.server().close();
        undisturbed(pair.client());
        converse(pair.client(), second);
        second.close();
        pair.client().receivesEnd();

        pair = Sockets.tcp();
        pair.server().shareWith(one).close();
        undisturbed(pair.client());
        pair.server().close();
        pair.client().receivesEnd();
    }

    @Test
    @DisplayName("A172 WSACleanup in the source leaves opened duplicates alone")
    void survivesCleanupOfTheSource(Peer source, Peer target) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = source.socket(AF_INET, SOCK_STREAM);
        s.connect(listener.name()).succeeds();
        Holder client = listener.accept();
        Holder there = s.shareWith(target);
        byte[] unopened = s.duplicateFor(target);
        source.cleanup().succeeds();
        undisturbed(client);
        converse(client, there);
        there.close();
        converse(client, target.open(unopened));
    }

    @Test
    @DisplayName("A175 the death of one holder removes its descriptors only")
    void survivesTheDeathOfAHolder(Peer one, Peer other) {
        Sockets.Pair pair = Sockets.tcp();
        Holder dying = pair.server().shareWith(one);
        Holder living = pair.server().shareWith(other);
        converse(pair.client(), dying);
        one.jvm().kill();
        undisturbed(pair.client());
        converse(pair.client(), living);
        converse(pair.client(), pair.server());
        other.jvm().kill();
        undisturbed(pair.client());
        converse(pair.client(), pair.server());
        pair.server().close();
        pair.client().receivesEnd();
    }
}
