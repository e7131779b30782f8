package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import org.junit.jupiter.api.DisplayName;

/** FD_WRITE (6.12): once, and again only after a send that did not fit. */
@ConformanceTests
final class WriteEventsConformance {
    private static final int AGAIN = 5;

    @Flavour.OverIp
    @DisplayName("A193 a bound datagram socket: FD_WRITE once over five registrations")
    void tellsOfABoundSocketOnce(Flavour flavour, int af) {
        Holder s = Sockets.bound(af, SOCK_DGRAM);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        notices.expect(FD_WRITE);
        notices.expectNothing();
        for (int i = 0; i < AGAIN; i++) {
            notices.select(s, FD_ALL_EVENTS);
            if (flavour == Flavour.MESSAGE) {
                notices.expect(FD_WRITE);
            }
            notices.expectNothing();
        }
    }

    @Flavour.ThroughAll
    @DisplayName("A193 an unbound one: a message at once, an event when it is bound")
    void tellsOfBinding(Flavour flavour, Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_DGRAM);
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        if (flavour == Flavour.MESSAGE) {
            notices.expect(FD_WRITE);
        }
        notices.expectNothing();
        d.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_WRITE);
        }
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A209 a send that succeeds neither takes FD_WRITE back nor repeats it")
    void isLeftAloneBySuccess(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        d.send("x").succeeds();
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        d.send("y").succeeds();
        notices.expect(FD_WRITE);
        d.send("z").succeeds();
        notices.expectNothing();
        assertThat(pair.client().text(3)).isEqualTo("xyz");
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A210 room after a send through any descriptor did not fit: FD_WRITE, once")
    void tellsOfRoom(Flavour flavour, Through through, Peer peer) {
        roomIsTold(flavour, Sockets.tcp(), through, peer);
    }

    @Flavour.ThroughAll
    @DisplayName("A210 the same with AF_UNIX")
    void tellsOfRoomOfUnixSockets(Flavour flavour, Through through, Peer peer) {
        roomIsTold(flavour, Sockets.streams(AF_UNIX), through, peer);
    }

    private static void roomIsTold(Flavour flavour, Sockets.Pair pair, Through through, Peer peer) {
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_READ | FD_WRITE);
        notices.expect(FD_WRITE);
        for (int i = 0; i < 2; i++) {
            long sent = Families.fill(d);
            notices.expectNothing();
            Families.drain(pair.client(), sent);
            notices.expect(FD_WRITE);
            notices.expectNothing();
        }
    }

    @Flavour.ThroughAll
    @DisplayName("A210 what did not fit before the registration is told when there is room")
    void tellsOfRoomLater(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        s.nonblocking(true);
        long sent = Families.fill(d);
        Notices notices = flavour.in(HERE).select(s, FD_WRITE);
        notices.expectNothing();
        Families.drain(pair.client(), sent);
        notices.expect(FD_WRITE);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A210 room that nobody asked for is no event")
    void tellsNothingOfRoomNobodyLacked(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_WRITE);
        notices.expect(FD_WRITE);
        String much = "x".repeat(1 << 14);
        for (int i = 0; i < 4; i++) {
            assertThat(d.send(much).succeeds().result()).isEqualTo(much.length());
            Families.drain(pair.client(), much.length());
        }
        notices.expectNothing();
    }
}
