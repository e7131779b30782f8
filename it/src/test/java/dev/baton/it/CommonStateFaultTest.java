package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Winsock keeps of a socket and Linux does not is one for all processes, alive or dead. */
@ExtendWith(WinsockHere.class)
final class CommonStateFaultTest {

    @Test
    void isSeenByEveryHolderAndOutlivesThem() {
        try (Peer second = Peer.start();
                Peer third = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            Holder first = pair.server();
            first.setOption(Constants.SO_RCVTIMEO, 1234);
            Holder there = first.shareWith(second);
            assertThat(there.option(Constants.SO_RCVTIMEO)).isEqualTo(1234);

            there.setOption(Constants.SO_SNDTIMEO, 4321);
            assertThat(first.option(Constants.SO_SNDTIMEO)).isEqualTo(4321);
            there.nonblocking(true);
            assertThat(first.isNonblocking()).isTrue();
            there.setOption(Constants.SO_SNDTIMEO, 4322);
            first.setOption(Constants.SO_RCVTIMEO, 1235);
            second.jvm().kill();

            Holder late = first.shareWith(third);
            first.close();
            assertThat(late.option(Constants.SO_SNDTIMEO)).isEqualTo(4322);
            assertThat(late.option(Constants.SO_RCVTIMEO)).isEqualTo(1235);
            assertThat(late.isNonblocking()).isTrue();
            late.send("still").succeeds();
            assertThat(pair.client().text(5)).isEqualTo("still");
            late.close();
            pair.client().receivesEnd();
        }
    }

    @Test
    void endsSendingForAll() {
        try (Peer second = Peer.start();
                Peer third = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            Holder first = pair.server();
            Holder there = first.shareWith(second);
            there.shutdown(Constants.SD_SEND).succeeds();
            first.send("x").failsWith(Constants.WSAESHUTDOWN);
            second.jvm().kill();
            first.send("x").failsWith(Constants.WSAESHUTDOWN);
            first.shareWith(third).send("x").failsWith(Constants.WSAESHUTDOWN);
            pair.client().receivesEnd();
            pair.client().send("back").succeeds();
            assertThat(first.text(4)).isEqualTo("back");
        }
    }

    @Test
    void endsReceivingForAll() {
        try (Peer second = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            Holder there = pair.server().shareWith(second);
            pair.server().shutdown(Constants.SD_RECEIVE).succeeds();
            there.receive(1).failsWith(Constants.WSAESHUTDOWN);
        }
    }

    @Test
    void tellsAnErrorThatAnotherHolderHasSet() {
        try (Peer second = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            Holder there = pair.server().shareWith(second);
            pair.server().setOption(Constants.SO_ERROR, Constants.WSAECONNRESET);
            assertThat(there.option(Constants.SO_ERROR)).isEqualTo(Constants.WSAECONNRESET);
        }
    }

    @Test
    void tellsEveryHolderThatThePeerHasReset() {
        try (Peer second = Peer.start();
                Peer third = Peer.start()) {
            Sockets.Pair pair = Sockets.tcp();
            Holder first = pair.server();
            Holder there = first.shareWith(second);
            pair.client().reset();
            there.receive(1).failsWith(Constants.WSAECONNRESET);
            there.receive(1).failsWith(Constants.WSAECONNRESET);
            first.receive(1).failsWith(Constants.WSAECONNRESET);
            second.jvm().kill();
            first.receive(1).failsWith(Constants.WSAECONNRESET);
            first.shareWith(third).receive(1).failsWith(Constants.WSAECONNRESET);
        }
    }
}
