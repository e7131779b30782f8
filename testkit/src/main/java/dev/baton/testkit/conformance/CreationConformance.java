package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_UNSPEC;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.IPPROTO_ICMP;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.IPPROTO_UDP;
import static dev.baton.winsock.Constants.PFL_MATCHES_PROTOCOL_ZERO;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_RAW;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_TYPE;
import static dev.baton.winsock.Constants.WSAEACCES;
import static dev.baton.winsock.Constants.WSAEAFNOSUPPORT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAENOPROTOOPT;
import static dev.baton.winsock.Constants.WSAEPROTONOSUPPORT;
import static dev.baton.winsock.Constants.WSAESOCKTNOSUPPORT;
import static dev.baton.winsock.Constants.WSA_FLAG_OVERLAPPED;
import static dev.baton.winsock.spi.VendorOption.SO_WSA_FLAGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.6: which entry of the catalog makes a socket, and why none does. */
@ConformanceTests
final class CreationConformance {
    private static final byte[] NO_INFO = {};

    /** What all three functions must answer. */
    private static void fails(int code, int af, int type, int protocol) {
        Sockets.checkFails(code, Winsock.socket(af, type, protocol));
        MemorySegment none = MemorySegment.NULL;
        Sockets.checkFails(code, Winsock.WSASocketW(af, type, protocol, none, 0, 0));
        Sockets.checkFails(code, Winsock.WSASocketA(af, type, protocol, none, 0, 0));
    }

    private static ProtocolInfo created(int af, int type, int protocol) {
        return Catalog.of(HERE.holder(Sockets.check(Winsock.socket(af, type, protocol))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, WSA_FLAG_OVERLAPPED})
    @DisplayName("A102 WSASocket keeps the overlapped attribute, common to all descriptors")
    void keepsTheOverlappedAttribute(int flags, Peer peer) {
        Holder s =
                HERE.holder(
                        HERE.tryOpen(AF_INET, SOCK_STREAM, 0, NO_INFO, 0, flags)
                                .succeeds()
                                .result());
        assertThat(SharedSockets.flags(s.s())).isEqualTo(flags);
        assertThat(s.shareWith(HERE).option(SO_WSA_FLAGS)).isEqualTo(flags);
        assertThat(s.shareWith(peer).option(SO_WSA_FLAGS)).isEqualTo(flags);
    }

    @Test
    @DisplayName("A102 A227 socket() makes an overlapped socket, accept inherits the attribute")
    void inheritsTheOverlappedAttribute() {
        Holder listener = Sockets.listener(AF_INET);
        assertThat(SharedSockets.flags(listener.s())).isEqualTo(WSA_FLAG_OVERLAPPED);
        Sockets.socket(AF_INET, SOCK_STREAM).connect(listener.name()).succeeds();
        assertThat(SharedSockets.flags(listener.accept().s())).isEqualTo(WSA_FLAG_OVERLAPPED);
    }

    private static Outcome withEntry(ProtocolInfo entry, int af, int type, int protocol) {
        return HERE.tryOpen(af, type, protocol, entry.toBytesW(), 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "57005, 1, 6",
        "-1, 1, 6",
        "57005, 1, 57005",
        "57005, 1, 17",
    })
    @DisplayName("A090 unknown families: WSAEAFNOSUPPORT")
    void refusesUnknownFamilies(int af, int type, int protocol) {
        fails(WSAEAFNOSUPPORT, af, type, protocol);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 57005, 6",
        "2, -1, 6",
        "57005, 57005, 6",
        "2, 57005, 57005",
        "2, 57005, 0",
        "0, 57005, 17",
    })
    @DisplayName("A090 A091 unknown types, diagnosed before the family: WSAESOCKTNOSUPPORT")
    void refusesUnknownTypes(int af, int type, int protocol) {
        fails(WSAESOCKTNOSUPPORT, af, type, protocol);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 57005",
        "2, 1, -1",
        "2, 0, 57005",
        "2, 1, 17",
        "2, 2, 6",
        "0, 1, 57005",
        "0, 0, 57005",
    })
    @DisplayName("A090 protocols that do not fit: WSAEPROTONOSUPPORT")
    void refusesProtocolsThatDoNotFit(int af, int type, int protocol) {
        fails(WSAEPROTONOSUPPORT, af, type, protocol);
    }

    @ParameterizedTest
    @ValueSource(ints = {SOCK_STREAM, SOCK_DGRAM, 0, 57005})
    @DisplayName("A092 neither family nor protocol: WSAEINVAL whatever the type")
    void refusesNeitherFamilyNorProtocol(int type) {
        fails(WSAEINVAL, AF_UNSPEC, type, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 0, 1, 6",
        "2, 2, 0, 2, 17",
        "2, 0, 6, 1, 6",
        "2, 0, 17, 2, 17",
        "2, 0, 0, 1, 6",
        "23, 1, 0, 1, 6",
        "23, 2, 0, 2, 17",
        "23, 0, 17, 2, 17",
    })
    @DisplayName("A090 A095 zeros are filled in from the catalog")
    void resolvesZeros(int af, int type, int protocol, int itsType, int itsProtocol) {
        ProtocolInfo info = created(af, type, protocol);
        assertThat(info.iAddressFamily()).isEqualTo(af);
        assertThat(info.iSocketType()).isEqualTo(itsType);
        assertThat(info.iProtocol()).isEqualTo(itsProtocol);
    }

    @Test
    @DisplayName("A090 a raw socket without privilege: WSAEACCES at creation")
    void refusesRawSocketsToTheUnprivileged() {
        long s = Winsock.socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
        if (s == INVALID_SOCKET) {
            Sockets.checkFails(WSAEACCES, s);
        } else {
            assertThat(Catalog.of(HERE.holder(s)).iSocketType()).isEqualTo(SOCK_RAW);
        }
    }

    @Test
    @DisplayName("A093 (AF_INET, 0, 0) takes the first entry that matches protocol 0")
    void takesTheFirstEntryThatMatchesProtocolZero() {
        assertTakesFirst(
                created(AF_INET, 0, 0),
                each ->
                        each.iAddressFamily() == AF_INET
                                && (each.dwProviderFlags() & PFL_MATCHES_PROTOCOL_ZERO) != 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {IPPROTO_TCP, IPPROTO_UDP})
    @DisplayName("A094 (0, 0, P) takes the first entry of protocol P")
    void takesTheFirstEntryOfTheProtocol(int protocol) {
        assertTakesFirst(created(0, 0, protocol), each -> each.iProtocol() == protocol);
    }

    private static void assertTakesFirst(ProtocolInfo made, Predicate<ProtocolInfo> wanted) {
        ProtocolInfo first = Catalog.entries().stream().filter(wanted).findFirst().orElseThrow();
        assertThat(made.dwCatalogEntryId()).isEqualTo(first.dwCatalogEntryId());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 132, 255})
    @DisplayName("A096 the raw entry matches every protocol up to 255, if only privilege allows")
    void matchesTheProtocolsOfTheRawEntry(int protocol) {
        long s = Winsock.socket(AF_INET, SOCK_RAW, protocol);
        if (s == INVALID_SOCKET) {
            Sockets.checkFails(WSAEACCES, s);
        }
        fails(WSAEPROTONOSUPPORT, AF_INET, SOCK_RAW, 256);
    }

    @Test
    @DisplayName("A097 every enumerated entry makes its socket with FROM_PROTOCOL_INFO three times")
    void makesASocketOfEachEntry() {
        for (ProtocolInfo entry : Catalog.entries()) {
            Outcome made = withEntry(entry, -1, -1, -1);
            Holder s = HERE.holder(made.succeeds().result());
            assertThat(Catalog.of(s)).isEqualTo(entry);
        }
    }

    @Test
    @DisplayName("A097 the ANSI structure makes the same socket")
    void makesASocketOfAnAnsiEntry() {
        ProtocolInfo entry = Catalog.entry(AF_INET6, SOCK_DGRAM, IPPROTO_UDP);
        Outcome made = HERE.tryOpen(-1, -1, -1, entry.toBytesA(), 0, 0);
        assertThat(Catalog.of(HERE.holder(made.succeeds().result()))).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0})
    @DisplayName("A098 A099 an entry whose triple says nothing, and no arguments: WSAEAFNOSUPPORT")
    void refusesAnEntryThatSaysNothing(int nothing) {
        ProtocolInfo entry = Catalog.entry(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        ProtocolInfo empty = entry.withAddressing(nothing, nothing, nothing);
        withEntry(empty, 0, 0, IPPROTO_UDP).failsWith(WSAEAFNOSUPPORT);
    }

    @Test
    @DisplayName("A100 zeros are filled in from the entry")
    void fillsInFromTheEntry() {
        ProtocolInfo udp = Catalog.entry(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        Holder s = HERE.holder(withEntry(udp, 0, 0, 0).succeeds().result());
        assertThat(s.option(SO_TYPE)).isEqualTo(SOCK_DGRAM);
    }

    @Test
    @DisplayName("A101 explicit arguments win over the entry")
    void prefersExplicitArguments() {
        ProtocolInfo udp = Catalog.entry(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
        Outcome made = withEntry(udp, AF_INET, SOCK_STREAM, IPPROTO_TCP).succeeds();
        Holder s = HERE.holder(made.result());
        assertThat(s.option(SO_TYPE)).isEqualTo(SOCK_STREAM);
        assertThat(Catalog.of(s).iProtocol()).isEqualTo(IPPROTO_TCP);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 6", "2, 24", "2, 2", "2, 4", "2, 8", "2, 16", "2, 14", "2, 30", "1, 10", "1, 20",
    })
    @DisplayName("A103 multipoint flags that do not fit: WSAEINVAL")
    void refusesMultipointFlagsThatDoNotFit(int type, int flags) {
        HERE.tryOpen(AF_INET, type, 0, NO_INFO, 0, flags).failsWith(WSAEINVAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {2 | 8, 2 | 16, 4 | 8, 4 | 16})
    @DisplayName("A103 one flag of each plane on a multipoint protocol is accepted")
    void acceptsMultipointFlags(int flags) {
        HERE.tryOpen(AF_INET, SOCK_DGRAM, 0, NO_INFO, 0, flags).succeeds();
    }

    @Test
    @DisplayName("A109 SO_TYPE can't be set: WSAEINVAL on datagrams, WSAENOPROTOOPT on streams")
    void refusesToSetTheType() {
        Sockets.socket(AF_INET, SOCK_DGRAM)
                .setOption(SOL_SOCKET, SO_TYPE, SOCK_STREAM)
                .failsWith(WSAEINVAL);
        Sockets.socket(AF_INET, SOCK_STREAM)
                .setOption(SOL_SOCKET, SO_TYPE, SOCK_STREAM)
                .failsWith(WSAENOPROTOOPT);
    }
}
