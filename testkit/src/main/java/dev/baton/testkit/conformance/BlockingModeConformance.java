package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FIONBIO;
import static dev.baton.winsock.Constants.FIONREAD;
import static dev.baton.winsock.Constants.MSG_OOB;
import static dev.baton.winsock.Constants.SIOCATMARK;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_OOBINLINE;
import static dev.baton.winsock.Constants.SO_RCVTIMEO;
import static dev.baton.winsock.Constants.SO_SNDTIMEO;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEOPNOTSUPP;
import static dev.baton.winsock.Constants.WSAETIMEDOUT;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.Constants.WSA_FLAG_OVERLAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Eventually;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.8: the blocking mode is one for all descriptors. */
@ConformanceTests
final class BlockingModeConformance {
    @ParameterizedTest
    @ValueSource(ints = {2, 23, 1})
    @DisplayName("A128 new and accepted sockets are blocking")
    void isBlockingAtFirst(int af) {
        Sockets.Pair pair = Sockets.streams(af);
        assertThat(pair.client().isNonblocking()).isFalse();
        assertThat(pair.server().isNonblocking()).isFalse();
        assertThat(pair.server().shareWith(HERE).isNonblocking()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A129 FIONBIO through one descriptor changes them all")
    void sharesTheMode(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        s.nonblocking(true);
        assertThat(d.isNonblocking()).as("set through S").isTrue();
        assertThat(s.shareWith(HERE).isNonblocking()).as("opened afterwards").isTrue();
        d.nonblocking(false);
        assertThat(s.isNonblocking()).as("cleared through D").isFalse();
        d.nonblocking(true);
        assertThat(s.isNonblocking()).as("set through D").isTrue();
        assertThat(pair.client().isNonblocking()).as("the other end").isFalse();
    }

    @Test
    @DisplayName("A134 unusable memory: WSAEFAULT; three bytes are too few, five are enough")
    void checksTheArgumentOfFionbio() {
        Holder s = Sockets.tcp().server();
        Sockets.checkFails(WSAEFAULT, Winsock.ioctlsocket(s.s(), FIONBIO, MemorySegment.NULL));
        MemorySegment one = MemorySegment.ofArray(new byte[] {1, 0, 0, 0, 0});
        MemorySegment bytes = Sockets.number(0x5a5a5a5a);
        Sockets.checkFails(WSAEFAULT, fionbio(s, one, 3, bytes));
        Sockets.checkFails(WSAEFAULT, fionbio(s, MemorySegment.NULL, 4, bytes));
        Sockets.checkFails(WSAEFAULT, fionbio(s, one, 4, MemorySegment.NULL));
        assertThat(s.isNonblocking()).isFalse();
        Sockets.check(fionbio(s, one, 5, bytes));
        assertThat(Memory.int32(bytes, 0)).as("bytes of output").isZero();
        assertThat(s.isNonblocking()).isTrue();
    }

    private static int fionbio(Holder s, MemorySegment in, int size, MemorySegment bytes) {
        MemorySegment none = MemorySegment.NULL;
        return Winsock.WSAIoctl(s.s(), FIONBIO, in, size, none, 0, bytes, none, null);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A135 A227 a connection accepted from a non-blocking listener is non-blocking")
    void inheritsTheModeOfTheListener(Through through, Peer peer) {
        Holder s = Sockets.listener(AF_INET);
        s.nonblocking(true);
        Holder listener = through.of(s, peer);
        listener.tryAccept().failsWith(WSAEWOULDBLOCK);
        Sockets.socket(AF_INET, SOCK_STREAM).connect(s.name()).succeeds();
        assertThat(listener.accept().isNonblocking()).isTrue();
        s.nonblocking(false);
        Sockets.socket(AF_INET, SOCK_STREAM).connect(s.name()).succeeds();
        assertThat(listener.accept().isNonblocking()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    @DisplayName("A136 overlapped attribute and blocking mode are independent")
    void isIndependentOfTheOverlappedAttribute(int source, int opened) {
        int flags = source * WSA_FLAG_OVERLAPPED;
        Holder listener = Sockets.listener(AF_INET);
        Holder s =
                HERE.holder(
                        HERE.tryOpen(AF_INET, SOCK_STREAM, 0, new byte[0], 0, flags)
                                .succeeds()
                                .result());
        s.connect(listener.name()).succeeds();
        byte[] info = s.duplicateFor(HERE);
        Holder d =
                HERE.holder(
                        HERE.tryOpen(-1, -1, -1, info, 0, opened * WSA_FLAG_OVERLAPPED)
                                .succeeds()
                                .result());
        assertThat(d.isNonblocking()).isFalse();
        assertThat(SharedSockets.flags(d.s())).isEqualTo(SharedSockets.flags(s.s()));
        d.nonblocking(true);
        assertThat(s.isNonblocking()).isTrue();
        assertThat(SharedSockets.flags(s.s())).isEqualTo(flags);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A110 SO_RCVTIMEO set through one descriptor ends a receive through the other")
    void sharesTheReceiveTimeout(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        pair.server().setOption(SO_RCVTIMEO, 30);
        through.of(pair.server(), peer).receive(1).failsWith(WSAETIMEDOUT);
        pair.client().send("x").succeeds();
        pair.server().setOption(SO_RCVTIMEO, 0);
        assertThat(pair.server().text(1)).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A110 SO_SNDTIMEO set through one descriptor ends a send through the other")
    void sharesTheSendTimeout(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Sockets.fill(pair.server());
        pair.server().nonblocking(false);
        pair.server().setOption(SO_SNDTIMEO, 30);
        through.of(pair.server(), peer).send("does not fit").failsWith(WSAETIMEDOUT);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A117 FIONREAD through any descriptor tells the bytes in the common queue")
    void countsTheCommonQueue(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.of(pair.server(), peer);
        assertThat(d.ioctl(FIONREAD, 0).number()).isZero();
        pair.client().send("12345").succeeds();
        d.awaitReadable();
        assertThat(d.ioctl(FIONREAD, 0).number()).isEqualTo(5);
        assertThat(pair.server().text(2)).isEqualTo("12");
        assertThat(d.ioctl(FIONREAD, 0).number()).isEqualTo(3);
        assertThat(d.ioctl(SIOCATMARK, 0).number()).as("no urgent data").isNotZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("SIOCATMARK is false as long as urgent data is left, also behind other data")
    void tellsWhetherUrgentDataIsLeft(boolean inline) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        s.setOption(SO_OOBINLINE, inline ? 1 : 0);
        pair.client().send("ab").succeeds();
        pair.client().send("!", MSG_OOB).succeeds();
        Eventually.await(Duration.ofSeconds(10), () -> s.ioctl(SIOCATMARK, 0).number() == 0);
        assertThat(s.text(2)).isEqualTo("ab");
        assertThat(s.ioctl(SIOCATMARK, 0).number()).isZero();
        assertThat(s.receive(1, inline ? 0 : MSG_OOB).succeeds().text()).isEqualTo("!");
        assertThat(s.ioctl(SIOCATMARK, 0).number()).as("it is read").isNotZero();
    }

    @Test
    @DisplayName("A134 an unknown command: WSAEOPNOTSUPP")
    void refusesUnknownCommands() {
        Sockets.tcp().server().ioctl(0x12345678, 0).failsWith(WSAEOPNOTSUPP);
    }
}
