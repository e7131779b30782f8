package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.MSG_OOB;
import static dev.baton.winsock.Constants.SO_OOBINLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Eventually;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FD_OOB (6.12). */
@ConformanceTests
final class UrgentEventsConformance {
    private static void urgent(Sockets.Pair pair, String text) {
        pair.client().send(text, MSG_OOB).succeeds();
    }

    private static void awaitUrgent(Holder s) {
        Eventually.await(Notices.PATIENCE, () -> s.ioctl(Constants.SIOCATMARK, 0).number() == 0);
    }

    @Flavour.OverIp
    @DisplayName("A208 urgent data is FD_OOB, and not FD_READ")
    void tellsOfUrgentData(Flavour flavour, int af) {
        Sockets.Pair pair = Sockets.streams(af);
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, FD_OOB | FD_READ | FD_CLOSE);
        urgent(pair, "!");
        notices.expect(FD_OOB);
        notices.expectNothing();
        assertThat(s.receive(1, MSG_OOB).text()).isEqualTo("!");
        notices.expectNothing();
        pair.client().send("x").succeeds();
        notices.expect(FD_READ);
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A208 a recv of urgent data through any descriptor makes way for the next FD_OOB")
    void tellsOfTheNext(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE).select(s, FD_OOB);
        for (String text : new String[] {"!", "?", "."}) {
            urgent(pair, text);
            notices.expect(FD_OOB);
            notices.expectNothing();
            assertThat(d.receive(1, MSG_OOB).text()).isEqualTo(text);
            notices.expectNothing();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A208 a second urgent byte before the recv: by an event only")
    void tellsOfASecondByte(Flavour flavour) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, FD_OOB);
        // Otherwise Linux would put the second in the first one's place, and nothing shows it.
        pair.client().send("ab").succeeds();
        urgent(pair, "!");
        notices.expect(FD_OOB);
        urgent(pair, "?");
        if (flavour == Flavour.EVENT) {
            notices.expect(FD_OOB);
        }
        notices.expectNothing();
        assertThat(s.receive(1, MSG_OOB).text()).isEqualTo("?");
        notices.expectNothing();
    }

    @Flavour.ThroughAll
    @DisplayName("A205 A208 urgent data from before is told upon registration, unless received")
    void tellsOfWhatArrivedBefore(Flavour flavour, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Notices notices = flavour.in(HERE);
        urgent(pair, "!");
        awaitUrgent(d);
        notices.select(s, FD_OOB | FD_READ).expect(FD_OOB);
        notices.select(s, FD_OOB | FD_READ);
        if (flavour == Flavour.MESSAGE) {
            notices.expect(FD_OOB);
        }
        notices.expectNothing();
        flavour.cancel(d).succeeds();
        assertThat(d.receive(1, MSG_OOB).text()).isEqualTo("!");
        urgent(pair, "?");
        awaitUrgent(d);
        assertThat(d.receive(1, MSG_OOB).text()).isEqualTo("?");
        notices.select(s, FD_OOB | FD_READ);
        notices.expectNothing();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A208 urgent data between other data: FD_OOB, and FD_READ for the others")
    void tellsOfBoth(Flavour flavour) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Notices notices = flavour.in(HERE).select(s, FD_OOB | FD_READ);
        pair.client().send("ab").succeeds();
        notices.expect(FD_READ);
        urgent(pair, "!");
        notices.expect(FD_OOB);
        notices.expectNothing();
        assertThat(s.receive(1, MSG_OOB).text()).isEqualTo("!");
        notices.expectNothing();
        assertThat(s.receive(1).text()).isEqualTo("a");
        notices.expect(FD_READ);
        assertThat(s.receive(1).text()).isEqualTo("b");
        notices.expectNothing();
    }

    @Flavour.OverIp
    @DisplayName("A208 with SO_OOBINLINE urgent data is data like any other: FD_READ")
    void tellsOfUrgentDataInline(Flavour flavour, int af) {
        Sockets.Pair pair = Sockets.streams(af);
        Holder s = pair.server();
        s.setOption(SO_OOBINLINE, 1);
        Notices notices = flavour.in(HERE).select(s, FD_OOB | FD_READ);
        urgent(pair, "!");
        notices.expect(FD_READ);
        notices.expectNothing();
        assertThat(s.receive(1).text()).isEqualTo("!");
        notices.expectNothing();
    }
}
