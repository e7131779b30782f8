package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.SD_BOTH;
import static dev.baton.winsock.Constants.SD_RECEIVE;
import static dev.baton.winsock.Constants.SD_SEND;
import static dev.baton.winsock.Constants.WSAECONNABORTED;
import static dev.baton.winsock.Constants.WSAECONNRESET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** FD_CLOSE (6.12): once for each connection. */
@ConformanceTests
final class CloseEventsConformance {
    private static final int EVENTS = FD_READ | FD_CLOSE;

    @Flavour.OfStreams
    @DisplayName("A211 the peer closes: FD_CLOSE without an error, once, and no FD_READ")
    void tellsOfTheEnd(Flavour flavour, int af) {
        Sockets.Pair pair = Sockets.streams(af);
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        pair.client().close();
        notices.expect(FD_CLOSE);
        notices.expectNothing();
        s.receivesEnd();
        s.receivesEnd();
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A191 A211 registered again: another message, no event")
    void tellsAgain(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        flavour.in(HERE).select(s, EVENTS);
        pair.client().close();
        d.awaitReadable();
        Notices notices = flavour.in(d.caller()).select(d, EVENTS);
        notices.expect(FD_CLOSE);
        for (int i = 0; i < 3; i++) {
            notices.select(d, EVENTS);
            if (flavour == Flavour.MESSAGE) {
                notices.expect(FD_CLOSE);
            }
            notices.expectNothing();
            d.receivesEnd();
        }
    }

    @Flavour.OfStreams
    @DisplayName("A212 the peer ends sending: FD_CLOSE; its close is nothing more")
    void tellsOfTheEndOfSending(Flavour flavour, int af) {
        Sockets.Pair pair = Sockets.streams(af);
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        pair.client().shutdown(SD_SEND).succeeds();
        notices.expect(FD_CLOSE);
        notices.expectNothing();
        s.send("x").succeeds();
        assertThat(pair.client().text(1)).isEqualTo("x");
        pair.client().close();
        notices.expectNothing();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A212 neither is its reset after that")
    void tellsOfTheEndOnly(Flavour flavour) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        pair.client().shutdown(SD_SEND).succeeds();
        notices.expect(FD_CLOSE);
        pair.client().reset();
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A213 own SD_BOTH and the peer's SD_RECEIVE are nothing, its SD_SEND is FD_CLOSE")
    void tellsNothingOfOwnShutdown(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        notices.expect(FD_WRITE);
        pair.client().shutdown(SD_RECEIVE).succeeds();
        notices.expectNothing();
        d.shutdown(SD_BOTH).succeeds();
        notices.expectNothing();
        pair.client().shutdown(SD_SEND).succeeds();
        notices.expect(FD_CLOSE);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A214 with unread data FD_CLOSE comes at once, and FD_READ for the rest")
    void tellsOfTheEndBeforeTheData(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        pair.client().send("xy").succeeds();
        notices.expect(FD_READ);
        pair.client().close();
        notices.expect(FD_CLOSE);
        notices.expectNothing();
        assertThat(d.receive(1).text()).isEqualTo("x");
        notices.expect(FD_READ);
        notices.expectNothing();
        assertThat(d.receive(1).text()).isEqualTo("y");
        notices.expectNothing();
        d.receivesEnd();
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A215 an end before the registration, or before FD_CLOSE is registered, is told")
    void tellsOfAnEarlierEnd(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        pair.client().close();
        d.awaitReadable();
        d.receivesEnd();
        Notices notices = flavour.in(HERE).select(s, FD_READ);
        notices.expectNothing();
        notices.select(s, EVENTS);
        notices.expect(FD_CLOSE);
        notices.expectNothing();

        pair = Sockets.tcp();
        notices.select(pair.server(), FD_READ);
        pair.client().close();
        pair.server().awaitReadable();
        notices.expectNothing();
        notices.select(pair.server(), EVENTS);
        notices.expect(FD_CLOSE);
        notices.expectNothing();
    }

    @ParameterizedTest
    @CsvSource({"EVENT, 2", "EVENT, 23", "MESSAGE, 2", "MESSAGE, 23"})
    @DisplayName("A216 a reset: FD_CLOSE with WSAECONNABORTED, once")
    void tellsOfAReset(Flavour flavour, int af) {
        Sockets.Pair pair = Sockets.streams(af);
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        pair.client().reset();
        notices.expect(FD_CLOSE, WSAECONNABORTED);
        notices.expectNothing();
        s.receive(1).failsWith(WSAECONNRESET);
        notices.expectNothing();
        notices.select(s, EVENTS);
        if (flavour == Flavour.MESSAGE) {
            notices.expect(FD_CLOSE, WSAECONNABORTED);
        }
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A215 A216 a reset that another descriptor has met before is told just so")
    void tellsOfAnEarlierReset(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        pair.client().reset();
        d.awaitReadable();
        d.receive(1).failsWith(WSAECONNRESET);
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        notices.expect(FD_CLOSE, WSAECONNABORTED);
        notices.expectNothing();
        s.receive(1).failsWith(WSAECONNRESET);
    }

    @Flavour.ThroughAll
    @DisplayName("A174 own closing is never FD_CLOSE")
    void tellsNothingOfOwnClosing(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder other = through.other(s, peer);
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        other.close();
        notices.expectNothing();
        s.close();
        notices.expectSilence();
        Holder listener = Sockets.listener(AF_INET);
        notices.select(listener, FD_ALL_EVENTS);
        listener.close();
        notices.expectSilence();
    }
}
