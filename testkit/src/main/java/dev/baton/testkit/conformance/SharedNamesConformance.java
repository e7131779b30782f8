package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.MSG_PEEK;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_IN;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_ACCEPTCONN;
import static dev.baton.winsock.Constants.WSAEADDRINUSE;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEISCONN;
import static dev.baton.winsock.Constants.WSAENOTCONN;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.WSAEOPNOTSUPP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.7: names, connections and the queue are the socket's, whatever descriptor is used. */
@ConformanceTests
final class SharedNamesConformance {
    @ParameterizedTest
    @EnumSource
    @DisplayName("A112 bound through one descriptor, named through the other")
    void sharesTheLocalName(Through through, Peer peer) {
        for (int af : new int[] {AF_INET, AF_INET6}) {
            Holder s = Sockets.socket(af, SOCK_STREAM);
            Holder d = through.of(s, peer);
            d.bind(Sockets.loopback(af, 0)).succeeds();
            SockAddr name = s.name();
            assertThat(name.family()).isEqualTo(af);
            assertThat(name).isEqualTo(d.name()).isNotEqualTo(Sockets.loopback(af, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A113 connected through one descriptor, used through the other")
    void sharesTheConnection(Through through, Peer peer) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        s.connect(listener.name()).succeeds();
        Holder server = listener.accept();
        d.send("through D").succeeds();
        assertThat(server.text(9)).isEqualTo("through D");
        server.send("answer").succeeds();
        assertThat(d.text(6)).isEqualTo("answer");
        assertThat(d.peerName()).isEqualTo(listener.name());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A114 listening through one descriptor, accepting through the other")
    void sharesListening(Through through, Peer peer) {
        Holder s = Sockets.bound(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        s.listen().succeeds();
        assertThat(d.option(SO_ACCEPTCONN)).isEqualTo(1);
        Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
        client.connect(s.name()).succeeds();
        assertThat(d.accept().peerName()).isEqualTo(client.name());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A115 connecting a connected socket through another descriptor: WSAEISCONN")
    void refusesToConnectTwice(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder listener = Sockets.listener(AF_INET);
        through.of(pair.client(), peer).connect(listener.name()).failsWith(WSAEISCONN);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A116 binding a bound socket through another descriptor: WSAEINVAL")
    void refusesToBindTwice(Through through, Peer peer) {
        for (int type : new int[] {SOCK_STREAM, SOCK_DGRAM}) {
            Holder s = Sockets.bound(AF_INET, type);
            Holder d = through.of(s, peer);
            d.bind(Sockets.loopback(AF_INET, 0)).failsWith(WSAEINVAL);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A117 each byte is delivered once and in order, whoever reads")
    void deliversEachByteOnce(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        pair.client().send("abcdefghijklmnopqrstuvwxyz").succeeds();
        var received = new StringBuilder();
        for (int i = 0; i < 13; i++) {
            received.append(s.text(1)).append(d.text(1));
        }
        assertThat(received).hasToString("abcdefghijklmnopqrstuvwxyz");
        pair.client().close();
        s.receivesEnd();
        d.receivesEnd();
    }

    @Test
    @DisplayName("A118 concurrent small sends interleave, each stays in one piece")
    void keepsConcurrentSendsInOnePiece() {
        int rounds = 2000;
        Sockets.Pair pair = Sockets.tcp();
        Holder d = pair.server().shareWith(HERE);
        List<Background<Integer>> senders = new ArrayList<>();
        for (Holder sender : List.of(pair.server(), d)) {
            String text = sender.equals(d) ? "dddddddd" : "ssssssss";
            senders.add(
                    Background.call(() -> {
                        for (int i = 0; i < rounds; i++) {
                            sender.send(text).succeeds();
                        }
                        return rounds;
                    }));
        }
        int fromD = 0;
        for (int i = 0; i < 2 * rounds; i++) {
            String piece = pair.client().text(8);
            assertThat(piece).isIn("dddddddd", "ssssssss");
            fromD += piece.equals("dddddddd") ? 1 : 0;
        }
        assertThat(fromD).isEqualTo(rounds);
        senders.forEach(Background::await);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A119 MSG_PEEK sees what is next and takes nothing")
    void peeksWithoutTaking(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.of(pair.server(), peer);
        pair.client().send("next").succeeds();
        d.awaitReadable();
        assertThat(d.receive(4, MSG_PEEK).text()).isEqualTo("next");
        assertThat(d.receive(2, MSG_PEEK).text()).isEqualTo("ne");
        assertThat(pair.server().text(4)).isEqualTo("next");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A120 an unbound socket has no name: WSAEINVAL")
    void knowsNoNameOfAnUnboundSocket(Through through, Peer peer) {
        for (int type : new int[] {SOCK_STREAM, SOCK_DGRAM}) {
            Holder d = through.of(Sockets.socket(AF_INET, type), peer);
            d.tryName().failsWith(WSAEINVAL);
            d.tryPeerName().failsWith(WSAENOTCONN);
        }
    }

    @Test
    @DisplayName("A120 a failing getsockname leaves its output alone, a short buffer: WSAEFAULT")
    void leavesTheNameAloneOnFailure() {
        MemorySegment name = MemorySegment.ofArray(new byte[SIZEOF_SOCKADDR_IN]);
        name.fill((byte) 0x5a);
        MemorySegment untouched = MemorySegment.ofArray(name.toArray(ValueLayout.JAVA_BYTE));
        MemorySegment length = Sockets.number(SIZEOF_SOCKADDR_IN);
        long unbound = Sockets.socket(AF_INET, SOCK_STREAM).s();
        Sockets.checkFails(WSAEINVAL, Winsock.getsockname(unbound, name, length));
        assertThat(name.mismatch(untouched)).isEqualTo(-1);
        assertThat(Memory.int32(length, 0)).isEqualTo(SIZEOF_SOCKADDR_IN);

        long bound = Sockets.bound(AF_INET, SOCK_STREAM).s();
        Memory.int32(length, 0, SIZEOF_SOCKADDR_IN - 1);
        Sockets.checkFails(WSAEFAULT, Winsock.getsockname(bound, name, length));
        assertThat(name.mismatch(untouched)).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A126 listening: WSAEINVAL before bind, WSAEOPNOTSUPP on UDP, twice is fine")
    void checksListening(Through through, Peer peer) {
        Holder unbound = through.of(Sockets.socket(AF_INET, SOCK_STREAM), peer);
        unbound.listen().failsWith(WSAEINVAL);
        through.of(Sockets.bound(AF_INET, SOCK_DGRAM), peer).listen().failsWith(WSAEOPNOTSUPP);
        Holder bound = Sockets.bound(AF_INET, SOCK_STREAM);
        Holder d = through.of(bound, peer);
        d.listen().succeeds();
        d.listen().succeeds();
        bound.listen().succeeds();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xdeadbeefL, -1})
    @DisplayName("A126 listening on what is no socket: WSAENOTSOCK")
    void refusesToListenOnNoSocket(long s) {
        HERE.holder(s).listen().failsWith(WSAENOTSOCK);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A154 a port stays in use until the last descriptor is closed")
    void keepsThePortUntilTheLastClose(Through through, Peer peer) {
        for (int type : new int[] {SOCK_STREAM, SOCK_DGRAM}) {
            Holder s = Sockets.bound(AF_INET, type);
            SockAddr name = s.name();
            Holder d = through.other(s, peer);
            s.close();
            Holder rival = Sockets.socket(AF_INET, type);
            rival.bind(name).failsWith(WSAEADDRINUSE);
            d.close();
            rival.bind(name).succeeds();
        }
    }

    @Test
    @DisplayName("A154 after the last close a server listens again, over connections in TIME_WAIT")
    void listensAgainAfterARestart() {
        Holder listener = Sockets.listener(AF_INET);
        SockAddr name = listener.name();
        Sockets.Pair pair = Sockets.connect(listener);
        // Who closes first is the one left in TIME_WAIT.
        pair.server().close();
        pair.client().receivesEnd();
        pair.client().close();
        listener.close();
        Holder restarted = Sockets.socket(AF_INET, SOCK_STREAM);
        restarted.bind(name).succeeds();
        restarted.listen().succeeds();
        assertThat(Sockets.connect(restarted).server().name()).isEqualTo(name);
    }
}
