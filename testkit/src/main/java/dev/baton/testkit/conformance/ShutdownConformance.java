package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SD_BOTH;
import static dev.baton.winsock.Constants.SD_RECEIVE;
import static dev.baton.winsock.Constants.SD_SEND;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAECONNABORTED;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEISCONN;
import static dev.baton.winsock.Constants.WSAENOTCONN;
import static dev.baton.winsock.Constants.WSAESHUTDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.SockAddr;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.9: shutdown acts on the socket, hence on all its descriptors. */
@ConformanceTests
final class ShutdownConformance {
    @ParameterizedTest
    @EnumSource
    @DisplayName("A137 an unconnected TCP socket: WSAENOTCONN")
    void refusesUnconnectedStreams(Through through, Peer peer) {
        Holder fresh = through.of(Sockets.socket(AF_INET, SOCK_STREAM), peer);
        Holder bound = through.of(Sockets.bound(AF_INET, SOCK_STREAM), peer);
        for (int how : new int[] {SD_SEND, SD_RECEIVE, SD_BOTH}) {
            fresh.shutdown(how).failsWith(WSAENOTCONN);
            bound.shutdown(how).failsWith(WSAENOTCONN);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A138 a listening socket: WSAENOTCONN, and it keeps listening")
    void leavesListenersAlone(Through through, Peer peer) {
        Holder s = Sockets.listener(AF_INET);
        Holder d = through.of(s, peer);
        for (int how : new int[] {SD_SEND, SD_RECEIVE, SD_BOTH}) {
            d.shutdown(how).failsWith(WSAENOTCONN);
        }
        Sockets.Pair pair = Sockets.connect(s);
        pair.client().send("listening").succeeds();
        assertThat(pair.server().text(9)).isEqualTo("listening");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, -1, 0xdeadbeef})
    @DisplayName("A139 another direction: WSAEINVAL")
    void refusesUnknownDirections(int how) {
        Sockets.tcp().client().shutdown(how).failsWith(WSAEINVAL);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A140 SD_SEND may be repeated; sending: WSAESHUTDOWN; the peer reads the end")
    void endsSending(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        s.shutdown(SD_SEND).succeeds();
        d.shutdown(SD_SEND).succeeds();
        s.send("x").failsWith(WSAESHUTDOWN);
        d.send("x").failsWith(WSAESHUTDOWN);
        pair.client().receivesEnd();
        pair.client().receivesEnd();
        pair.client().send("still open").succeeds();
        assertThat(d.text(10)).isEqualTo("still open");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A141 A145 SD_RECEIVE: WSAESHUTDOWN again and again, with data or an end pending")
    void endsReceivingWithDataPending(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        pair.client().send("pending").succeeds();
        s.awaitReadable();
        s.shutdown(SD_RECEIVE).succeeds();
        s.receive(7).failsWith(WSAESHUTDOWN);
        d.receive(7).failsWith(WSAESHUTDOWN);
        d.receive(7).failsWith(WSAESHUTDOWN);
        pair.client().shutdown(SD_SEND).succeeds();
        s.receive(7).failsWith(WSAESHUTDOWN);
        d.receive(7).failsWith(WSAESHUTDOWN);
        s.shutdown(SD_RECEIVE).succeeds();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A142 after SD_RECEIVE the peer still sends, and so does this end")
    void goesOnSendingAfterReceivingEnded(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.of(pair.server(), peer);
        d.shutdown(SD_RECEIVE).succeeds();
        pair.client().send("taken").succeeds();
        pair.server().send("one,").succeeds();
        d.send("two").succeeds();
        assertThat(pair.client().text(7)).isEqualTo("one,two");
        pair.client().send("taken again").succeeds();
        d.receive(1).failsWith(WSAESHUTDOWN);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A143 A144 after both directions ended: names are known, connecting is WSAEISCONN")
    void keepsNamesAndConnection(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.client();
        Holder d = through.of(s, peer);
        SockAddr name = s.name();
        SockAddr peerName = s.peerName();
        s.shutdown(SD_SEND).succeeds();
        s.shutdown(SD_RECEIVE).succeeds();
        assertThat(d.name()).isEqualTo(name);
        assertThat(d.peerName()).isEqualTo(peerName);
        Holder listener = Sockets.listener(AF_INET);
        d.connect(listener.name()).failsWith(WSAEISCONN);
    }

    @Test
    @DisplayName("A143 the peer's name is known after both sides have ended sending")
    void keepsThePeersNameToTheEnd() {
        Sockets.Pair pair = Sockets.tcp();
        SockAddr name = pair.client().name();
        pair.server().shutdown(SD_SEND).succeeds();
        pair.client().shutdown(SD_SEND).succeeds();
        pair.server().receivesEnd();
        pair.client().receivesEnd();
        assertThat(pair.server().peerName()).isEqualTo(name);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A145 SD_BOTH through D ends both directions for S")
    void endsBothDirectionsForAll(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.of(pair.server(), peer);
        d.shutdown(SD_BOTH).succeeds();
        pair.server().send("x").failsWith(WSAESHUTDOWN);
        pair.server().receive(1).failsWith(WSAESHUTDOWN);
        d.send("x").failsWith(WSAESHUTDOWN);
        d.receive(1).failsWith(WSAESHUTDOWN);
    }

    @Test
    @DisplayName("A146 a process that opens its duplicate after the shutdown meets it too")
    void tellsLaterHoldersOfTheShutdown(Peer before, Peer after) {
        Sockets.Pair pair = Sockets.tcp();
        Holder early = pair.server().shareWith(before);
        byte[] unopened = pair.server().duplicateFor(after);
        pair.client().send("pending").succeeds();
        early.awaitReadable();
        early.shutdown(SD_RECEIVE).succeeds();
        pair.server().shutdown(SD_SEND).succeeds();
        Holder openedLater = after.open(unopened);
        Holder duplicatedLater = early.shareWith(after);
        for (Holder each : new Holder[] {pair.server(), early, openedLater, duplicatedLater}) {
            each.receive(7).failsWith(WSAESHUTDOWN);
            each.send("x").failsWith(WSAESHUTDOWN);
        }
    }

    @Test
    @DisplayName("A146 also when the shutdown happened before the socket was ever shared")
    void carriesAnEarlierShutdown(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().send("pending").succeeds();
        pair.server().awaitReadable();
        pair.server().shutdown(SD_RECEIVE).succeeds();
        Holder there = pair.server().shareWith(peer);
        pair.server().close();
        there.receive(7).failsWith(WSAESHUTDOWN);
        there.send("answer").succeeds();
        assertThat(pair.client().text(6)).isEqualTo("answer");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A147 unconnected UDP can be shut down, then: WSAESHUTDOWN")
    void endsDatagrams(Through through, Peer peer) {
        Holder s = Sockets.bound(AF_INET, SOCK_DGRAM);
        Holder d = through.of(s, peer);
        SockAddr name = Sockets.bound(AF_INET, SOCK_DGRAM).name();
        s.shutdown(SD_RECEIVE).succeeds();
        d.receiveFrom(10).failsWith(WSAESHUTDOWN);
        d.sendTo("x", name).succeeds();
        d.shutdown(SD_SEND).succeeds();
        s.shutdown(SD_SEND).succeeds();
        s.sendTo("x", name).failsWith(WSAESHUTDOWN);
        d.sendTo("x", name).failsWith(WSAESHUTDOWN);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "A150 after the peer closed fully one send succeeds, then receiving: WSAECONNABORTED")
    void tellsOfTheAbortAfterSendingToAClosedPeer(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.of(pair.server(), peer);
        pair.client().shutdown(SD_SEND).succeeds();
        pair.client().close();
        d.receivesEnd();
        d.send("into the void").succeeds();
        d.receive(1).failsWith(WSAECONNABORTED);
    }

    @Test
    @DisplayName("A145 WSASendDisconnect and WSARecvDisconnect do the same")
    void disconnects() {
        Sockets.Pair pair = Sockets.tcp();
        Sockets.check(Winsock.WSASendDisconnect(pair.server().s(), MemorySegment.NULL));
        pair.server().send("x").failsWith(WSAESHUTDOWN);
        pair.client().receivesEnd();
        Sockets.check(Winsock.WSARecvDisconnect(pair.server().s(), MemorySegment.NULL));
        pair.server().receive(1).failsWith(WSAESHUTDOWN);
    }
}
