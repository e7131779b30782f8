package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.IPPROTO_IP;
import static dev.baton.winsock.Constants.IPPROTO_IPV6;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.IPV6_UNICAST_HOPS;
import static dev.baton.winsock.Constants.IPV6_V6ONLY;
import static dev.baton.winsock.Constants.IP_TTL;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_ACCEPTCONN;
import static dev.baton.winsock.Constants.SO_BROADCAST;
import static dev.baton.winsock.Constants.SO_CONDITIONAL_ACCEPT;
import static dev.baton.winsock.Constants.SO_DONTLINGER;
import static dev.baton.winsock.Constants.SO_DONTROUTE;
import static dev.baton.winsock.Constants.SO_ERROR;
import static dev.baton.winsock.Constants.SO_EXCLUSIVEADDRUSE;
import static dev.baton.winsock.Constants.SO_KEEPALIVE;
import static dev.baton.winsock.Constants.SO_LINGER;
import static dev.baton.winsock.Constants.SO_MAX_MSG_SIZE;
import static dev.baton.winsock.Constants.SO_OOBINLINE;
import static dev.baton.winsock.Constants.SO_RCVBUF;
import static dev.baton.winsock.Constants.SO_RCVTIMEO;
import static dev.baton.winsock.Constants.SO_REUSEADDR;
import static dev.baton.winsock.Constants.SO_SNDBUF;
import static dev.baton.winsock.Constants.SO_SNDTIMEO;
import static dev.baton.winsock.Constants.TCP_NODELAY;
import static dev.baton.winsock.Constants.WSAENOPROTOOPT;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Linger;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.7: one value of each option for all descriptors. */
@ConformanceTests
final class SharedOptionsConformance {
    /** An option and two values that are not what a new socket has, one after the other. */
    record Option(int af, int type, int level, int name, int first, int second) {}

    static Stream<Arguments> options() {
        return Stream.of(
                flag("SO_KEEPALIVE", SOCK_STREAM, SOL_SOCKET, SO_KEEPALIVE),
                flag("SO_REUSEADDR", SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR),
                flag("SO_EXCLUSIVEADDRUSE", SOCK_STREAM, SOL_SOCKET, SO_EXCLUSIVEADDRUSE),
                flag("SO_OOBINLINE", SOCK_STREAM, SOL_SOCKET, SO_OOBINLINE),
                flag("SO_DONTROUTE", SOCK_STREAM, SOL_SOCKET, SO_DONTROUTE),
                flag("SO_CONDITIONAL_ACCEPT", SOCK_STREAM, SOL_SOCKET, SO_CONDITIONAL_ACCEPT),
                flag("SO_BROADCAST", SOCK_DGRAM, SOL_SOCKET, SO_BROADCAST),
                flag("TCP_NODELAY", SOCK_STREAM, IPPROTO_TCP, TCP_NODELAY),
                value("SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, 0x4321, 0x8765),
                value("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, 0x4321, 0x8765),
                value("SO_SNDTIMEO", SOL_SOCKET, SO_SNDTIMEO, 1234, 5678),
                value("SO_RCVTIMEO", SOL_SOCKET, SO_RCVTIMEO, 1234, 5678),
                value("IP_TTL", IPPROTO_IP, IP_TTL, 17, 42),
                argumentSet(
                        "SO_DONTLINGER",
                        new Option(AF_INET, SOCK_STREAM, SOL_SOCKET, SO_DONTLINGER, 0, 1)),
                argumentSet(
                        "IPV6_UNICAST_HOPS",
                        new Option(AF_INET6, SOCK_DGRAM, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 17, 42)),
                argumentSet(
                        "IPV6_V6ONLY",
                        new Option(AF_INET6, SOCK_STREAM, IPPROTO_IPV6, IPV6_V6ONLY, 0, 1)));
    }

    private static Arguments flag(String text, int type, int level, int name) {
        return argumentSet(text, new Option(AF_INET, type, level, name, 1, 0));
    }

    private static Arguments value(String text, int level, int name, int first, int second) {
        return argumentSet(text, new Option(AF_INET, SOCK_STREAM, level, name, first, second));
    }

    private static void assertShared(Option option, Holder s, Holder d) {
        assertThat(d.option(option.level, option.name))
                .as("before it is set")
                .isEqualTo(s.option(option.level, option.name));
        s.setOption(option.level, option.name, option.first).succeeds();
        assertThat(d.option(option.level, option.name))
                .as("set through S, read through D")
                .isEqualTo(option.first);
        d.setOption(option.level, option.name, option.second).succeeds();
        assertThat(s.option(option.level, option.name))
                .as("set through D, read through S")
                .isEqualTo(option.second);
        assertThat(s.shareWith(HERE).option(option.level, option.name))
                .as("read through a descriptor opened afterwards")
                .isEqualTo(option.second);
    }

    @ParameterizedTest
    @MethodSource("options")
    @DisplayName("A110 an option set through one descriptor is read through the other")
    void sharesOptions(Option option) {
        Holder s = Sockets.socket(option.af, option.type);
        assertShared(option, s, s.shareWith(HERE));
    }

    @ParameterizedTest
    @MethodSource("options")
    @DisplayName("A111 the same in two processes")
    void sharesOptionsAcrossProcesses(Option option, Peer peer) {
        Holder s = Sockets.socket(option.af, option.type);
        assertShared(option, s, s.shareWith(peer));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A110 SO_LINGER is shared, SO_DONTLINGER is its other face")
    void sharesLinger(Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        s.setLinger(new Linger(1, 7));
        assertThat(d.linger()).isEqualTo(new Linger(1, 7));
        d.setLinger(new Linger(0, 9));
        assertThat(s.linger().l_onoff()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A160 SO_DONTLINGER toggles l_onoff and keeps l_linger")
    void togglesLingeringAndKeepsItsTime(Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        s.setLinger(new Linger(1, 7));
        assertThat(d.option(SO_DONTLINGER)).isZero();
        d.setOption(SO_DONTLINGER, 1);
        assertThat(s.option(SO_DONTLINGER)).isNotZero();
        assertThat(s.linger()).isEqualTo(new Linger(0, 7));
        d.setOption(SO_DONTLINGER, 0);
        assertThat(s.linger()).isEqualTo(new Linger(1, 7));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A121 SO_ERROR can be set, and is one for all descriptors")
    void setsTheError(Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        assertThat(d.option(SO_ERROR)).isZero();
        s.setOption(SO_ERROR, 1234);
        assertThat(d.option(SO_ERROR)).isEqualTo(1234);
        d.setOption(SO_ERROR, 0);
        assertThat(s.option(SO_ERROR)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A122 buffer sizes read back as they were set")
    void readsBufferSizesAsSet(Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        for (int name : new int[] {SO_RCVBUF, SO_SNDBUF}) {
            s.setOption(name, 0x123);
            assertThat(d.option(name)).isEqualTo(0x123);
            d.setOption(name, 0x4567);
            assertThat(s.option(name)).isEqualTo(0x4567);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "A124 SO_LINGER of a datagram socket: WSAENOPROTOOPT; its longest message is known")
    void knowsNoLingerOfDatagrams(Through through, Peer peer) {
        Holder s = through.of(Sockets.socket(AF_INET, SOCK_DGRAM), peer);
        s.getOption(SOL_SOCKET, SO_LINGER, Linger.SIZEOF).failsWith(WSAENOPROTOOPT);
        int taken = Layers.bytesOfDatagrams();
        assertThat(s.option(SO_MAX_MSG_SIZE)).isIn(65507 - taken, 65527 - taken);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A125 SO_ACCEPTCONN can't be set, and tells of listening through any descriptor")
    void tellsOfListening(Through through, Peer peer) {
        Holder s = Sockets.bound(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        d.setOption(SOL_SOCKET, SO_ACCEPTCONN, 1).failsWith(WSAENOPROTOOPT);
        assertThat(d.option(SO_ACCEPTCONN)).isZero();
        s.listen().succeeds();
        assertThat(d.option(SO_ACCEPTCONN)).isEqualTo(1);
        d.setOption(SOL_SOCKET, SO_ACCEPTCONN, 0).failsWith(WSAENOPROTOOPT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A127 options of a closed descriptor: WSAENOTSOCK, the output is left alone")
    void refusesOptionsOfAClosedDescriptor(boolean shared) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        if (shared) {
            s.shareWith(HERE);
        }
        s.close();
        MemorySegment value = Sockets.number(0x5a5a5a5a);
        MemorySegment length = Sockets.number(4);
        Sockets.checkFails(
                WSAENOTSOCK, Winsock.getsockopt(s.s(), SOL_SOCKET, SO_KEEPALIVE, value, length));
        assertThat(Memory.int32(value, 0)).isEqualTo(0x5a5a5a5a);
        assertThat(Memory.int32(length, 0)).isEqualTo(4);
        Sockets.checkFails(
                WSAENOTSOCK, Winsock.setsockopt(s.s(), SOL_SOCKET, SO_KEEPALIVE, value, 4));
    }

    @Test
    @DisplayName("A110 an unknown option: WSAENOPROTOOPT, read or set")
    void refusesUnknownOptions() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        s.getOption(SOL_SOCKET, 0x6fff, 4).failsWith(WSAENOPROTOOPT);
        s.setOption(SOL_SOCKET, 0x6fff, 1).failsWith(WSAENOPROTOOPT);
    }
}
