package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FIONBIO;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.POLLRDNORM;
import static dev.baton.winsock.Constants.SD_SEND;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_ERROR;
import static dev.baton.winsock.Constants.SO_KEEPALIVE;
import static dev.baton.winsock.Constants.WSAECONNRESET;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.Constants.WSANOTINITIALISED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.struct.Linger;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.10: closing one descriptor, closing the last one, lingering. */
@ConformanceTests
final class CloseConformance {
    private static void undisturbed(Holder client) {
        client.nonblocking(true);
        client.receive(1).failsWith(WSAEWOULDBLOCK);
        client.nonblocking(false);
    }

    @Test
    @DisplayName("A151 every call on a closed descriptor: WSAENOTSOCK, the duplicate works on")
    void endsOneDescriptorOnly() {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = s.shareWith(HERE);
        s.close();
        List<Function<Holder, Outcome>> calls =
                List.of(
                        each -> each.bind(Sockets.loopback(AF_INET, 0)),
                        Holder::listen,
                        each -> each.connect(pair.client().name()),
                        Holder::tryAccept,
                        each -> each.send("x"),
                        each -> each.receive(1),
                        each -> each.sendTo("x", pair.client().name()),
                        each -> each.receiveFrom(1),
                        each -> each.shutdown(SD_SEND),
                        Holder::tryName,
                        Holder::tryPeerName,
                        each -> each.getOption(SOL_SOCKET, SO_KEEPALIVE, 4),
                        each -> each.setOption(SOL_SOCKET, SO_KEEPALIVE, 1),
                        each -> each.ioctl(FIONBIO, 1),
                        each -> each.tryDuplicate(HERE.pid()),
                        each -> each.tryDuplicateA(HERE.pid()),
                        each -> each.poll(POLLRDNORM, 0),
                        Holder::tryClose);
        calls.forEach(call -> call.apply(s).failsWith(WSAENOTSOCK));
        pair.client().send("alive").succeeds();
        assertThat(d.text(5)).isEqualTo("alive");
        assertThat(d.option(SO_KEEPALIVE)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A152 the peer reads the end after the last close, in whatever order")
    void endsWithTheLastDescriptor(boolean sourceFirst) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = pair.server().shareWith(HERE);
        Holder first = sourceFirst ? pair.server() : d;
        Holder last = sourceFirst ? d : pair.server();
        first.close();
        undisturbed(pair.client());
        last.send("last words").succeeds();
        last.close();
        assertThat(pair.client().text(10)).isEqualTo("last words");
        pair.client().receivesEnd();
    }

    @Test
    @DisplayName("A155 a second closesocket: WSAENOTSOCK, as for INVALID_SOCKET")
    void closesOnce() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        s.tryClose().succeeds();
        s.tryClose().failsWith(WSAENOTSOCK);
        HERE.holder(INVALID_SOCKET).tryClose().failsWith(WSAENOTSOCK);
        HERE.holder(0).tryClose().failsWith(WSAENOTSOCK);
    }

    @Test
    @DisplayName("A156 closesocket before WSAStartup: WSANOTINITIALISED")
    void refusesBeforeStartup() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Sockets.cleanupAll();
        s.tryClose().failsWith(WSANOTINITIALISED);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A123 A157 linger {1, 0}: only the last close resets, whoever set it")
    void resetsAtTheLastClose(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.other(pair.server(), peer);
        pair.server().setLinger(new Linger(1, 0));
        pair.server().close();
        undisturbed(pair.client());
        d.send("x").succeeds();
        assertThat(pair.client().text(1)).isEqualTo("x");
        d.close();
        pair.client().awaitReadable();
        pair.client().receive(1).failsWith(WSAECONNRESET);
    }

    @Test
    @DisplayName("A158 without linger the last close returns at once, queued data is delivered")
    void deliversQueuedData() {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = pair.server().shareWith(HERE);
        long sent = Sockets.fill(pair.server());
        pair.server().nonblocking(false);
        pair.server().close();
        d.close();
        assertThat(Sockets.drain(pair.client())).isEqualTo(sent);
    }

    @Test
    @DisplayName("A159 lingering, non-blocking, unsent data: WSAEWOULDBLOCK, the descriptor stays")
    void refusesToBlockInClose() {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        long sent = Sockets.fill(s);
        s.setLinger(new Linger(1, 30));
        s.tryClose().failsWith(WSAEWOULDBLOCK);
        s.send("x").failsWith(WSAEWOULDBLOCK);
        s.setLinger(new Linger(0, 0));
        s.close();
        assertThat(Sockets.drain(pair.client())).isEqualTo(sent);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A159 a close that is not the last does not linger")
    void lingersAtTheLastCloseOnly(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.other(pair.server(), peer);
        long sent = Sockets.fill(pair.server());
        pair.server().setLinger(new Linger(1, 30));
        pair.server().close();
        d.setLinger(new Linger(0, 0));
        d.close();
        assertThat(Sockets.drain(pair.client())).isEqualTo(sent);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A217 a reset is told again and again, through every descriptor")
    void keepsTellingOfAReset(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        pair.client().reset();
        s.awaitReadable();
        s.receive(1).failsWith(WSAECONNRESET);
        d.receive(1).failsWith(WSAECONNRESET);
        d.send("x").failsWith(WSAECONNRESET);
        s.send("x").failsWith(WSAECONNRESET);
        s.receive(1).failsWith(WSAECONNRESET);
        assertThat(d.option(SO_ERROR)).isZero();
        d.receive(1).failsWith(WSAECONNRESET);
    }
}
