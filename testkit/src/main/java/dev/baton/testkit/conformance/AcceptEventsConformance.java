package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.CF_DEFER;
import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.FIONBIO;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.Constants.WSATRY_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FD_ACCEPT, and what accepted sockets inherit (6.11 to 6.13). */
@ConformanceTests
final class AcceptEventsConformance {
    @TempDir private Path folder;

    @Flavour.OfStreams
    @DisplayName("A192 A198 nothing of a fresh listener, FD_ACCEPT for a connection")
    void tellsOfAnArrival(Flavour flavour, int af) {
        Holder s = Families.listener(af, folder);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        notices.expectNothing();
        Families.client(s);
        notices.expect(FD_ACCEPT);
        notices.expectNothing();
    }

    @Flavour.OverIp
    @DisplayName("A199 FD_ACCEPT comes once for each arrival, of messages one before an accept")
    void tellsOfFurtherArrivals(Flavour flavour, int af) {
        Holder s = Families.listener(af, folder);
        Notices notices = flavour.in(HERE).select(s, FD_ACCEPT);
        Families.client(s);
        notices.expect(FD_ACCEPT);
        Families.client(s);
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_ACCEPT);
        }
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A198 A201 accept through any descriptor tells of those that wait still")
    void tellsOfThoseLeft(Flavour flavour, Through through, Peer peer) {
        Holder s = Sockets.listener(AF_INET);
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_ACCEPT);
        Families.client(s);
        notices.expect(FD_ACCEPT);
        Families.client(s);
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_ACCEPT);
        }
        d.accept();
        notices.expect(FD_ACCEPT);
        d.accept();
        notices.expectNothing();
        d.tryAccept().failsWith(WSAEWOULDBLOCK);
        notices.expectNothing();
        Families.client(s);
        notices.expect(FD_ACCEPT);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A200 what was accepted before is not told, what still waits is")
    void tellsNothingOfTheAccepted(Flavour flavour, Through through, Peer peer) {
        Holder s = Sockets.listener(AF_INET);
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_CLOSE);
        Families.client(s);
        d.accept();
        notices.select(s, FD_ACCEPT);
        notices.expectNothing();
        flavour.cancel(d).succeeds();
        Families.client(s);
        s.awaitReadable();
        notices.expectNothing();
        notices.select(s, FD_ACCEPT);
        notices.expect(FD_ACCEPT);
        notices.expectNothing();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A225 deferring a connection makes way for no FD_ACCEPT, accepting it does")
    void tellsNothingOfTheDeferred(Flavour flavour) {
        Holder s = Sockets.listener(AF_INET);
        Notices notices = flavour.in(HERE).select(s, FD_ACCEPT);
        Families.client(s);
        notices.expect(FD_ACCEPT);
        defer(s);
        notices.expectNothing();
        Families.client(s);
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_ACCEPT);
        }
        notices.expectNothing();
        defer(s);
        notices.expectNothing();
        s.accept();
        notices.expect(FD_ACCEPT);
        s.accept();
        notices.expectNothing();
    }

    private static void defer(Holder s) {
        LPCONDITIONPROC defer =
                (caller, callerData, sQos, gQos, callee, calleeData, g, context) -> CF_DEFER;
        MemorySegment none = MemorySegment.NULL;
        Sockets.checkFails(WSATRY_AGAIN, Winsock.WSAAccept(s.s(), none, none, defer, 0));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A191 registering again tells of a waiting connection in a message only")
    void tellsOfTheSameAgain(Flavour flavour) {
        Holder s = Sockets.listener(AF_INET);
        Notices notices = flavour.in(HERE).select(s, FD_ACCEPT);
        Families.client(s);
        notices.expect(FD_ACCEPT);
        for (int i = 0; i < 3; i++) {
            notices.select(s, 0);
            notices.select(s, FD_ACCEPT);
            if (flavour == Flavour.MESSAGE) {
                notices.expect(FD_ACCEPT);
            }
            notices.expectNothing();
        }
        s.accept();
        notices.expectNothing();
    }

    @Flavour.OfStreams
    @DisplayName("A189 A197 A227 an accepted socket has the listener's registration and mode")
    void inheritsTheRegistration(Flavour flavour, int af) {
        Holder s = Families.listener(af, folder);
        Notices notices = flavour.in(HERE).select(s, FD_ALL_EVENTS);
        Holder client = Families.client(s);
        notices.expect(FD_ACCEPT);
        Holder accepted = s.accept();
        notices.of(accepted).expect(FD_WRITE);
        notices.expectNothing();
        accepted.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        assertThat(accepted.isNonblocking()).isTrue();

        client.send("x").succeeds();
        notices.expect(FD_READ);
        assertThat(accepted.text(1)).isEqualTo("x");
        flavour.cancel(s).succeeds();
        client.close();
        notices.expect(FD_CLOSE);
        notices.expectNothing();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A189 it has the listener's mask, and may get one of its own")
    void inheritsTheMask(Flavour flavour) {
        Holder s = Sockets.listener(AF_INET);
        Notices notices = flavour.in(HERE).select(s, FD_ACCEPT | FD_READ);
        Holder client = Families.client(s);
        notices.expect(FD_ACCEPT);
        Holder accepted = s.accept();
        notices.of(accepted).expectNothing();
        Notices own = flavour.in(HERE).select(accepted, FD_WRITE);
        own.expect(FD_WRITE);
        client.send("x").succeeds();
        accepted.awaitReadable();
        own.expectNothing();
        notices.of(s).expectNothing();
        Families.client(s);
        notices.expect(FD_ACCEPT);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A189 nothing is inherited from a listener whose registration has ended")
    void inheritsNothingAfterTheEnd(Flavour flavour) {
        Holder s = Sockets.listener(AF_INET);
        flavour.in(HERE).select(s, FD_ALL_EVENTS);
        flavour.cancel(s).succeeds();
        Families.client(s);
        Holder nonblocking = s.accept();
        assertThat(nonblocking.isNonblocking()).as("as the listener is").isTrue();
        nonblocking.nonblocking(false);
        s.nonblocking(false);
        Families.client(s);
        assertThat(s.accept().isNonblocking()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A189 accepting in another process inherits mask and mode")
    void inheritsInAnotherProcess(Flavour flavour, Peer peer) {
        Holder s = Sockets.listener(AF_INET);
        Holder d = s.shareWith(peer);
        Notices here = flavour.in(HERE).select(s, FD_ACCEPT | FD_WRITE);
        Holder client = Families.client(s);
        here.expect(FD_ACCEPT);
        Holder accepted = d.accept();
        assertThat(accepted.isNonblocking()).isTrue();
        accepted.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        client.send("x").succeeds();
        accepted.awaitReadable();
        assertThat(Notice.all(accepted.enumerate(0)))
                .isEqualTo(Notice.all(flavour == Flavour.EVENT ? FD_WRITE : 0));
        Notices there = flavour.in(peer).select(accepted, FD_READ);
        there.expect(FD_READ);
        assertThat(accepted.text(1)).isEqualTo("x");
        there.expectNothing();
        flavour.cancel(accepted).succeeds();
        accepted.nonblocking(false);
        assertThat(accepted.isNonblocking()).isFalse();
    }
}
