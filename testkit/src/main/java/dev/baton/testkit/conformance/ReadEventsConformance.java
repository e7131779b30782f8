package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.POLLRDNORM;
import static dev.baton.winsock.Constants.SD_RECEIVE;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAESHUTDOWN;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;

/** FD_READ (6.12). */
@ConformanceTests
final class ReadEventsConformance {
    private static final int ROOM = 100;

    private static void arrivals(Flavour flavour, Sockets.Pair pair) {
        Notices notices = flavour.in(HERE).select(pair.server(), FD_READ | FD_CLOSE);
        notices.expectNothing();
        pair.client().send("one").succeeds();
        notices.expect(FD_READ);
        notices.expectNothing();
        pair.client().send("two").succeeds();
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_READ);
        }
        notices.expectNothing();
    }

    @Flavour.OfStreams
    @DisplayName("A202 A203 FD_READ comes once for each arrival, of messages one before a recv")
    void tellsOfArrivals(Flavour flavour, int af) {
        arrivals(flavour, Sockets.streams(af));
    }

    @Flavour.OverIp
    @DisplayName("A202 A203 so with datagrams, and each recv tells of those left")
    void tellsOfDatagrams(Flavour flavour, int af) {
        Sockets.Pair pair = Sockets.datagrams(af);
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        pair.client().send("one").succeeds();
        notices.expect(FD_READ);
        pair.client().send("two").succeeds();
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_READ);
        }
        notices.expectNothing();
        s.receiveFrom(ROOM).succeeds();
        notices.expect(FD_READ);
        s.receiveFrom(ROOM).succeeds();
        notices.expectNothing();
        s.receiveFrom(ROOM).failsWith(WSAEWOULDBLOCK);
        notices.expectNothing();
        pair.client().send("three").succeeds();
        notices.expect(FD_READ);
    }

    @Flavour.ThroughAll
    @DisplayName("A202 A203 datagrams that are received through any descriptor")
    void tellsOfDatagramsLeft(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.datagrams(AF_INET6);
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        pair.client().send("one").succeeds();
        pair.client().send("two").succeeds();
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        notices.expect(FD_READ);
        d.receiveFrom(ROOM).succeeds();
        notices.expect(FD_READ);
        notices.expectNothing();
        d.receiveFrom(ROOM).succeeds();
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A202 a recv through any descriptor tells of what is left, and not of nothing")
    void tellsOfTheRest(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        pair.client().send("12345").succeeds();
        notices.expect(FD_READ);
        assertThat(d.receive(2).text()).isEqualTo("12");
        notices.expect(FD_READ);
        notices.expectNothing();
        assertThat(d.receive(1).text()).isEqualTo("3");
        notices.expect(FD_READ);
        assertThat(d.receive(ROOM).text()).isEqualTo("45");
        notices.expectNothing();
        d.receive(ROOM).failsWith(WSAEWOULDBLOCK);
        notices.expectNothing();
        pair.client().send("6").succeeds();
        notices.expect(FD_READ);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A202 data that was received before anybody looked is recorded no more")
    void forgetsWhatWasReceived(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        s.eventSelect(HERE.event().handle(), FD_READ).succeeds();
        pair.client().send("x").succeeds();
        assertThat(d.text(1)).isEqualTo("x");
        assertThat(Notice.all(s.enumerate(0))).isEmpty();
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        notices.expectNothing();
        pair.client().send("y").succeeds();
        notices.expect(FD_READ);
    }

    @Flavour.ThroughAll
    @DisplayName("A204 a recv that fails with WSAEFAULT tells a message again, and no event")
    void tellsAfterAFailure(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        // Memory belongs to this process.
        Holder d = through == Through.SOURCE ? s : s.shareWith(HERE);
        Holder registered = through.of(s, peer);
        Notices notices = flavour.in(registered.caller()).select(registered, FD_READ);
        pair.client().send("x").succeeds();
        notices.expect(FD_READ);
        Sockets.checkFails(WSAEFAULT, Winsock.recv(d.s(), MemorySegment.NULL, 1, 0));
        if (flavour == Flavour.MESSAGE) {
            notices.expect(FD_READ);
        }
        notices.expectNothing();
        assertThat(d.text(1)).isEqualTo("x");
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A205 what arrived before is told upon registration, unless it was received")
    void tellsOfWhatArrivedBefore(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE);
        pair.client().send("x").succeeds();
        d.awaitReadable();
        notices.select(s, FD_READ).expect(FD_READ);
        assertThat(d.text(1)).isEqualTo("x");

        flavour.cancel(s).succeeds();
        pair.client().send("y").succeeds();
        assertThat(d.text(1)).isEqualTo("y");
        notices.select(s, FD_READ);
        notices.expectNothing();
        notices.select(s, FD_CLOSE);
        pair.client().send("z").succeeds();
        d.awaitReadable();
        notices.expectNothing();
        notices.select(s, FD_READ);
        notices.expect(FD_READ);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A206 looking does not clear what is recorded and not selected")
    void keepsWhatIsNotSelected(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_WRITE);
        pair.client().send("x").succeeds();
        d.awaitReadable();
        notices.expect(FD_WRITE);
        assertThat(Notice.all(d.enumerate(0))).isEmpty();
        notices.select(s, FD_READ | FD_CLOSE);
        notices.expect(FD_READ);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A218 asking whether the socket is ready tells nothing again")
    void isNotToldAgainByPolling(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        pair.client().send("x").succeeds();
        notices.expect(FD_READ);
        assertThat(d.poll(POLLRDNORM, 0).succeeds().result()).isEqualTo(POLLRDNORM);
        assertThat(s.poll(POLLRDNORM, 0).succeeds().result()).isEqualTo(POLLRDNORM);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A213 no FD_READ after SD_RECEIVE")
    void tellsNothingAfterTheEndOfReceiving(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        d.shutdown(SD_RECEIVE).succeeds();
        notices.expectNothing();
        pair.client().send("x").succeeds();
        notices.expectNothing();
        s.receive(1).failsWith(WSAESHUTDOWN);
        notices.expectNothing();
    }
}
