package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.FIONBIO;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.EventObject;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a registration lasts: section 6.11, and what closing and dying do to it (6.10). */
@ConformanceTests
final class RegistrationEndConformance {
    private static final int EVENTS = FD_READ | FD_WRITE | FD_CLOSE;

    @ParameterizedTest
    @EnumSource
    @DisplayName("A174 A187 closing one of a process's descriptors leaves the registration")
    void outlivesItsDescriptor(Flavour flavour) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = s.shareWith(HERE);
        Notices notices = flavour.in(HERE).select(s, FD_READ | FD_CLOSE).through(d);
        s.close();
        notices.expectNothing();
        d.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        pair.client().send("x").succeeds();
        notices.expect(FD_READ);
        assertThat(d.text(1)).isEqualTo("x");
        pair.client().close();
        notices.expect(FD_CLOSE);
        d.close();
        notices.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A174 A187 closing the process's last descriptor ends it, and is no FD_CLOSE")
    void endsWithTheLastDescriptorOfTheProcess(Flavour flavour, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder one = s.shareWith(peer);
        Holder other = s.shareWith(peer);
        Notices there = flavour.in(peer).select(one, EVENTS);
        there.expect(FD_WRITE);
        other.close();
        s.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        one.close();
        there.expectSilence();
        s.nonblocking(false);
        pair.client().send("x").succeeds();
        assertThat(s.text(1)).isEqualTo("x");
        there.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A175 A187 the death of the process ends it; the survivor gets what is due")
    void endsWithItsProcess(Flavour flavour, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = s.shareWith(peer);
        flavour.in(peer).select(d, EVENTS).expect(FD_WRITE);
        pair.client().send("x").succeeds();
        s.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        peer.jvm().kill();
        s.nonblocking(false);
        Notices notices = flavour.in(HERE).select(s, EVENTS);
        notices.expect(flavour == Flavour.EVENT ? FD_READ : FD_READ | FD_WRITE);
        assertThat(s.text(1)).isEqualTo("x");
        notices.expectNothing();
        pair.client().close();
        notices.expect(FD_CLOSE);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A171 A187 WSACleanup ends it, there and here")
    void endsWithCleanup(Flavour flavour, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = s.shareWith(peer);
        flavour.in(peer).select(d, EVENTS).expect(FD_WRITE);
        peer.cleanup().succeeds();
        s.nonblocking(false);
        pair.client().send("x").succeeds();
        assertThat(s.text(1)).isEqualTo("x");

        peer.startup().succeeds();
        d = s.shareWith(peer);
        Holder client = pair.client().shareWith(peer);
        Notices here = flavour.in(HERE).select(s, FD_READ);
        Sockets.cleanupAll();
        Sockets.startup();
        d.nonblocking(false);
        client.send("y").succeeds();
        assertThat(d.text(1)).isEqualTo("y");
        here.expectSilence();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A171 sockets and listeners may be closed registered, in the middle of everything")
    void leavesNothingBehind(Flavour flavour) {
        Notices notices = flavour.in(HERE);
        Holder listener = Sockets.listener(AF_INET);
        notices.select(listener, FD_ALL_EVENTS);
        for (int i = 0; i < 3; i++) {
            Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
            notices.select(client, FD_ALL_EVENTS);
            client.connect(listener.name());
            if (i > 0) {
                client.close();
            }
        }
        notices.select(listener.accept(), FD_ALL_EVENTS);
        listener.close();
    }

    @Flavour.ThroughAll
    @DisplayName("Nothing comes to a closed event or window; the socket works and can register")
    void outlivesItsEventOrWindow(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices closed = flavour.in(HERE).select(s, EVENTS);
        closed.expect(FD_WRITE);
        closed.close();
        pair.client().send("xy").succeeds();
        s.awaitReadable();
        s.ioctl(FIONBIO, 0).failsWith(WSAEINVAL);
        assertThat(d.receive(1).text()).isEqualTo("x");
        Notices notices = flavour.in(d.caller()).select(d, FD_READ);
        notices.expect(FD_READ);
        notices.expectNothing();
        assertThat(s.text(1)).isEqualTo("y");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("An event or window may be closed with something in it that nobody has read")
    void forgetsWhatNobodyHasRead(Flavour flavour) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Notices unread = flavour.in(HERE).select(s, EVENTS);
        pair.client().send("x").succeeds();
        new Sentinel(HERE).pass();
        unread.close();
        flavour.in(HERE).select(s, EVENTS).expect(FD_READ | FD_WRITE);
        flavour.cancel(s).succeeds();
        s.nonblocking(false);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A176 an event may serve several sockets, of which one ends")
    void sharesAnEvent(Through through, Peer peer) {
        EventObject event = HERE.event();
        Sockets.Pair[] pairs = {Sockets.tcp(), Sockets.tcp(), Sockets.tcp()};
        for (Sockets.Pair each : pairs) {
            each.server().eventSelect(event.handle(), FD_READ).succeeds();
        }
        Holder first = pairs[0].server();
        through.of(first, peer).eventSelect(0, 0).succeeds();
        pairs[1].server().close();
        for (int i = 0; i < pairs.length; i += 2) {
            pairs[i].client().send("x").succeeds();
            pairs[i].server().awaitReadable();
        }
        assertThat(event.await(Notices.PATIENCE)).isTrue();
        assertThat(Notice.all(first.enumerate(0))).isEmpty();
        Holder last = pairs[2].server();
        assertThat(Notice.all(last.enumerate(event.handle()))).isEqualTo(Notice.all(FD_READ));
        new Sentinel(HERE).pass();
        assertThat(event.isSet()).isFalse();
    }
}
