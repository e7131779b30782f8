package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAECONNREFUSED;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.struct.SockAddr;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

/** FD_CONNECT (6.12), of streams and of datagram sockets. */
@ConformanceTests
final class ConnectEventsConformance {
    private static final int AGAIN = 5;

    @TempDir private Path folder;

    /** A port on which nobody listens, and nobody will: it is bound. */
    private static SockAddr refusing(int af) {
        return Sockets.bound(af, SOCK_STREAM).name();
    }

    @Flavour.OfStreams
    @DisplayName("A192 A195 nothing of a fresh socket; FD_CONNECT and FD_WRITE once connected")
    void tellsOfTheConnection(Flavour flavour, int af) {
        Holder listener = Families.listener(af, folder);
        Holder s = Sockets.socket(af, SOCK_STREAM);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        notices.expectNothing();
        Families.begin(s, listener.name());
        notices.expect(FD_CONNECT | FD_WRITE);
        notices.expectNothing();
        listener.accept().send("x").succeeds();
        notices.expect(FD_READ);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A195 connecting through any descriptor")
    void tellsOfAConnectionThroughTheOther(Flavour flavour, Through through, Peer peer) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        d.connect(listener.name()).failsWith(WSAEWOULDBLOCK);
        notices.expect(FD_CONNECT | FD_WRITE);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A194 A196 registered after the connect: FD_CONNECT by an event only")
    void tellsOfAnEarlierConnection(Flavour flavour, Through through, Peer peer) {
        Holder s = Families.client(Sockets.listener(AF_INET));
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(d.caller()).select(d, FD_ALL_EVENTS);
        notices.expect(flavour == Flavour.EVENT ? FD_CONNECT | FD_WRITE : FD_WRITE);
        for (int i = 0; i < AGAIN; i++) {
            notices.select(d, FD_ALL_EVENTS);
            if (flavour == Flavour.MESSAGE) {
                notices.expect(FD_WRITE);
            }
            notices.expectNothing();
        }
    }

    @Flavour.OfStreams
    @DisplayName("A194 A197 the accepted side gets FD_WRITE, and never FD_CONNECT")
    void tellsTheAcceptedSideNothing(Flavour flavour, int af) {
        Holder s = Sockets.streams(af).server();
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        notices.expect(FD_WRITE);
        for (int i = 0; i < AGAIN; i++) {
            notices.select(s, FD_ALL_EVENTS);
            if (flavour == Flavour.MESSAGE) {
                notices.expect(FD_WRITE);
            }
            notices.expectNothing();
        }
    }

    @Flavour.ThroughAll
    @DisplayName("A219 a refused connect: FD_CONNECT with WSAECONNREFUSED, once")
    void tellsOfARefusal(Flavour flavour, Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        d.connect(refusing(AF_INET)).failsWith(WSAEWOULDBLOCK);
        notices.expect(FD_CONNECT, WSAECONNREFUSED);
        notices.expectNothing();
        notices.select(s, FD_ALL_EVENTS);
        notices.expectNothing();

        d.connect(Sockets.listener(AF_INET).name()).failsWith(WSAEWOULDBLOCK);
        notices.expect(FD_CONNECT | FD_WRITE);
        notices.expectNothing();
    }

    @Flavour.OverIp
    @DisplayName("A219 refused before the registration: by an event only")
    void tellsOfAnEarlierRefusal(Flavour flavour, int af) {
        Holder s = Sockets.socket(af, SOCK_STREAM);
        s.connect(refusing(af)).failsWith(WSAECONNREFUSED);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_CONNECT, WSAECONNREFUSED);
        }
        notices.expectNothing();
    }

    @Flavour.OverIp
    @DisplayName("A196 connecting a datagram socket: FD_CONNECT, by an event, and FD_WRITE")
    void tellsOfAConnectedDatagramSocket(Flavour flavour, int af) {
        Holder receiver = Sockets.bound(af, SOCK_DGRAM);
        Holder s = Sockets.socket(af, SOCK_DGRAM);
        s.connect(receiver.name()).succeeds();
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        notices.expect(flavour == Flavour.EVENT ? FD_CONNECT | FD_WRITE : FD_WRITE);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A196 connecting a registered datagram socket: of messages FD_WRITE alone, again")
    void tellsOfAConnectingDatagramSocket(Flavour flavour, Through through, Peer peer) {
        Holder receiver = Sockets.bound(AF_INET, SOCK_DGRAM);
        Holder s = Sockets.socket(AF_INET, SOCK_DGRAM);
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        if (flavour == Flavour.MESSAGE) {
            notices.expect(FD_WRITE);
        }
        notices.expectNothing();
        d.connect(receiver.name()).succeeds();
        notices.expect(flavour == Flavour.EVENT ? FD_CONNECT | FD_WRITE : FD_WRITE);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A196 registered for FD_CONNECT after it: by an event only")
    void tellsOfAConnectionNotSelected(Flavour flavour, Through through, Peer peer) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_READ | FD_WRITE);
        d.connect(listener.name()).failsWith(WSAEWOULDBLOCK);
        notices.expect(FD_WRITE);
        notices.expectNothing();
        notices.select(s, FD_CONNECT | FD_READ | FD_WRITE);
        notices.expect(flavour == Flavour.EVENT ? FD_CONNECT : FD_WRITE);
        notices.expectNothing();
    }
}
