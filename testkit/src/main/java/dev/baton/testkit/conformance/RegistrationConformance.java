package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.EventObject;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 6.11: a socket has one registration, whichever descriptor it was made through. */
@ConformanceTests
final class RegistrationConformance {
    private static final int ROUNDS = 40;

    @Flavour.Replacements
    @DisplayName("A176 A177 A179 a registration through any descriptor replaces the one there was")
    void replacesTheRegistration(Flavour first, Flavour second, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices old = first.in(HERE).select(s, FD_READ);
        Notices now = second.in(d.caller()).select(d, FD_READ);
        pair.client().send("x").succeeds();
        now.expect(FD_READ);
        old.expectSilence();
        assertThat(d.text(1)).isEqualTo("x");

        old.select(s, FD_READ);
        pair.client().send("y").succeeds();
        old.expect(FD_READ);
        now.expectSilence();
    }

    @Test
    @DisplayName("A177 nothing is signaled after the other process's call, in full traffic")
    void silencesTheOtherProcessAtOnce(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = s.shareWith(peer);
        EventObject here = HERE.event();
        EventObject there = peer.event();
        Sentinel sentinel = new Sentinel(HERE);
        s.nonblocking(true);
        AtomicBoolean done = new AtomicBoolean();
        Background<Boolean> traffic =
                Background.call(() -> {
                    while (!done.get()) {
                        pair.client().send("xy").succeeds();
                        // What is left is for whoever is registered to hear of.
                        s.receive(1);
                        s.receive(100);
                    }
                    return true;
                });
        for (int round = 0; round < ROUNDS; round++) {
            s.eventSelect(here.handle(), FD_READ).succeeds();
            assertThat(here.await(Notices.PATIENCE)).as("round %d", round).isTrue();
            d.eventSelect(there.handle(), FD_READ).succeeds();
            here.reset();
            sentinel.pass();
            assertThat(here.isSet()).as("signaled in round %d", round).isFalse();
            there.reset();
            assertThat(traffic.isDone()).as("round %d", round).isFalse();
            assertThat(there.await(Notices.PATIENCE)).as("there, round %d", round).isTrue();
        }
        done.set(true);
        assertThat(traffic.await()).isTrue();
    }

    @Flavour.ThroughAll
    @DisplayName("A178 FD_READ to one holder and FD_WRITE to another one is impossible")
    void keepsOneMaskForAll(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices reading = flavour.in(HERE).select(s, FD_READ);
        Notices writing = flavour.in(d.caller()).select(d, FD_WRITE);
        writing.expect(FD_WRITE);
        pair.client().send("x").succeeds();
        d.awaitReadable();
        reading.expectSilence();
        writing.expectNothing();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A180 a second mask replaces the first; both events need one call")
    void replacesTheMask(Flavour flavour) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, FD_READ).select(s, FD_WRITE);
        notices.expect(FD_WRITE);
        pair.client().send("x").succeeds();
        s.awaitReadable();
        notices.expectNothing();
        notices.select(s, FD_READ | FD_WRITE);
        notices.expect(flavour == Flavour.EVENT ? FD_READ : FD_READ | FD_WRITE);
        notices.expectNothing();
    }

    @Flavour.Replacements
    @DisplayName("A181 A183 mask 0 through any descriptor ends it; what happened is told later")
    void endsTheRegistration(Flavour flavour, Flavour end, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_READ | FD_CLOSE);
        end.cancel(d).succeeds();
        pair.client().send("x").succeeds();
        pair.client().close();
        s.awaitReadable();
        notices.expectNothing();
        assertThat(Notice.all(d.enumerate(0))).isEmpty();
        notices.select(s, FD_READ | FD_CLOSE);
        notices.expect(FD_READ | FD_CLOSE);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A188 what was read through one descriptor is not read through another one")
    void readsTheRecordOnce(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        EventObject event = HERE.event();
        s.eventSelect(event.handle(), FD_READ).succeeds();
        pair.client().send("x").succeeds();
        assertThat(event.await(Notices.PATIENCE)).isTrue();
        assertThat(Notice.all(d.enumerate(0))).isEqualTo(Notice.all(FD_READ));
        assertThat(Notice.all(s.enumerate(0))).isEmpty();
        assertThat(event.isSet()).as("nobody has reset the event").isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A190 what nobody has read yet signals the new event at once")
    void keepsTheRecord(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        EventObject first = HERE.event();
        EventObject second = d.caller().event();
        s.eventSelect(first.handle(), FD_READ).succeeds();
        pair.client().send("x").succeeds();
        assertThat(first.await(Notices.PATIENCE)).isTrue();
        d.eventSelect(second.handle(), FD_CLOSE).succeeds();
        assertThat(second.isSet()).as("it is not for FD_READ").isFalse();
        assertThat(Notice.all(d.enumerate(second.handle()))).isEmpty();
        d.eventSelect(second.handle(), FD_READ).succeeds();
        assertThat(second.isSet()).as("at once").isTrue();
        assertThat(first.isSet()).as("still").isTrue();
        d.eventSelect(second.handle(), FD_CLOSE).succeeds();
        assertThat(second.isSet()).as("still").isTrue();
        s.eventSelect(first.handle(), FD_READ).succeeds();
        assertThat(Notice.all(d.enumerate(0))).isEqualTo(Notice.all(FD_READ));
    }

    @Flavour.ThroughAll
    @DisplayName("A191 registering again tells a message again, but signals nothing twice")
    void tellsAgain(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        pair.client().send("x").succeeds();
        flavour.in(HERE).select(s, FD_READ).expect(FD_READ);
        Notices notices = flavour.in(d.caller());
        for (int i = 0; i < 3; i++) {
            notices.select(d, FD_READ);
            if (flavour == Flavour.MESSAGE) {
                notices.expect(FD_READ);
            }
            notices.expectNothing();
            flavour.cancel(s).succeeds();
        }
    }
}
