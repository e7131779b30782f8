package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.FROM_PROTOCOL_INFO;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.IPPROTO_UDP;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOA;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_KEEPALIVE;
import static dev.baton.winsock.Constants.SO_TYPE;
import static dev.baton.winsock.Constants.WSAEAFNOSUPPORT;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEPROTONOSUPPORT;
import static dev.baton.winsock.Constants.WSAESOCKTNOSUPPORT;
import static dev.baton.winsock.Constants.WSANOTINITIALISED;
import static dev.baton.winsock.Constants.WSA_FLAG_NO_HANDLE_INHERIT;
import static dev.baton.winsock.Constants.WSA_FLAG_OVERLAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.5: opening a duplicate with {@code WSASocket}. */
@ConformanceTests
final class ImportConformance {
    private static void opens(byte[] info, Sockets.Pair pair) {
        Holder opened = HERE.open(info);
        opened.send("opened").succeeds();
        assertThat(pair.client().text(6)).isEqualTo("opened");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, A067",
        "0, 0, 0, 1, A082",
        "2, 1, 0, 1, A068",
        "-1, -1, -1, 1, A069",
        "-1, -1, -1, 0, A070",
        "2, 1, 6, 1, A082",
        "0, -1, 6, 0, A082",
        "-1, 0, 0, 1, A082",
        "2, -1, -1, 0, A082",
        "0, 1, -1, 1, A082",
    })
    @DisplayName("A067 A068 A069 A070 A082 accepted arguments")
    void opensWithArguments(int af, int type, int protocol, int flags, String assertion) {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        Outcome opened = HERE.tryOpen(af, type, protocol, info, 0, flags).succeeds();
        HERE.holder(opened.result()).send(assertion).succeeds();
        assertThat(pair.client().text(4)).isEqualTo(assertion);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, WSA_FLAG_OVERLAPPED})
    @DisplayName(
            "A071 a duplicate of a non-overlapped socket opens with flags 0 and with OVERLAPPED")
    void opensADuplicateOfANonOverlappedSocket(int flags) {
        Holder s =
                HERE.holder(
                        HERE.tryOpen(AF_INET, SOCK_DGRAM, IPPROTO_UDP, new byte[0], 0, 0)
                                .succeeds()
                                .result());
        s.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        Outcome opened = HERE.tryOpen(0, 0, 0, s.duplicateFor(HERE), 0, flags).succeeds();
        assertThat(HERE.holder(opened.result()).name()).isEqualTo(s.name());
    }

    @ParameterizedTest
    @ValueSource(ints = {SOCK_STREAM, SOCK_DGRAM})
    @DisplayName("A072 SO_TYPE through D is the socket's type")
    void tellsTheTypeThroughTheDuplicate(int type) {
        assertThat(Sockets.socket(AF_INET, type).shareWith(HERE).option(SO_TYPE)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(ints = {AF_INET, AF_INET6})
    @DisplayName("A073 recvfrom through D gives the data and the sender's address")
    void receivesThroughTheDuplicateWithTheSender(int af) {
        Holder s = Sockets.bound(af, SOCK_DGRAM);
        Holder sender = Sockets.bound(af, SOCK_DGRAM);
        Holder duplicate = s.shareWith(HERE);
        sender.sendTo("data", s.name()).succeeds();
        duplicate.awaitReadable();
        Outcome received = duplicate.receiveFrom(100).succeeds();
        assertThat(received.result()).isEqualTo(4);
        assertThat(Holder.address(received.data())).isEqualTo(sender.name());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A074 memory shorter than the structure: WSAEFAULT, and the structure stays good")
    void refusesAShortStructure(boolean wide) {
        Sockets.Pair pair = Sockets.tcp();
        Outcome made =
                wide
                        ? pair.server().tryDuplicate(HERE.pid())
                        : pair.server().tryDuplicateA(HERE.pid());
        byte[] info = made.succeeds().data();
        for (int length : new int[] {0, 4, 116, info.length - 1}) {
            MemorySegment part = MemorySegment.ofArray(info).asSlice(0, length);
            Sockets.checkFails(
                    WSAEFAULT,
                    wide
                            ? Winsock.WSASocketW(-1, -1, -1, part, 0, 0)
                            : Winsock.WSASocketA(-1, -1, -1, part, 0, 0));
        }
        opens(info, pair);
    }

    @ParameterizedTest
    @ValueSource(ints = {SIZEOF_WSAPROTOCOL_INFOA, SIZEOF_WSAPROTOCOL_INFOW})
    @DisplayName("A075 a structure of zeros: WSAEINVAL")
    void refusesZeros(int size) {
        HERE.tryOpen(new byte[size]).failsWith(WSAEINVAL);
        HERE.tryOpen(0, 0, 0, new byte[size], 0, 0).failsWith(WSAEINVAL);
        HERE.tryOpen(AF_INET, SOCK_STREAM, IPPROTO_TCP, new byte[size], 0, 0).failsWith(WSAEINVAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A076 a structure opens once; the second time: WSAEINVAL")
    void opensOnce(boolean closeFirst) {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        Holder opened = HERE.open(info);
        if (closeFirst) {
            opened.close();
        }
        HERE.tryOpen(info).failsWith(WSAEINVAL);
        HERE.tryOpen(ProtocolInfo.ofBytes(info).toBytesA()).failsWith(WSAEINVAL);
        opens(pair.server().duplicateFor(HERE), pair);
        HERE.tryOpen(info).failsWith(WSAEINVAL);
    }

    @Test
    @DisplayName("A077 in another process: WSAEINVAL, and the rightful opening still works")
    void opensInItsTargetOnly(Peer peer, Peer stranger) {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(peer);
        HERE.tryOpen(info).failsWith(WSAEINVAL);
        stranger.tryOpen(info).failsWith(WSAEINVAL);
        peer.open(info).send("rightful").succeeds();
        assertThat(pair.client().text(8)).isEqualTo("rightful");
        peer.tryOpen(info).failsWith(WSAEINVAL);
    }

    @Test
    @DisplayName("A078 an altered handle or catalog id: WSAEINVAL, and nothing is used up")
    void refusesAlteredStructures() {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        ProtocolInfo truth = ProtocolInfo.ofBytes(info);
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            int altered = truth.dwProviderReserved() ^ 1 << bit;
            // A structure without a handle is no duplicate's: it makes a new socket.
            if (altered != 0) {
                HERE.tryOpen(truth.withProviderReserved(altered).toBytesW()).failsWith(WSAEINVAL);
            }
        }
        for (int id : new int[] {0, -1, 1, 999, Integer.MAX_VALUE}) {
            HERE.tryOpen(truth.withCatalogEntryId(id).toBytesW()).failsWith(WSAEINVAL);
        }
        opens(info, pair);
    }

    @Test
    @DisplayName("A079 who passes the structure on does not matter, only who it was made for")
    void opensForItsTargetWhoeverPassedItOn(Peer source, Peer target) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = source.socket(AF_INET, SOCK_STREAM);
        s.connect(listener.name()).succeeds();
        Holder client = listener.accept();
        byte[] info = s.duplicateFor(target);
        source.tryOpen(info).failsWith(WSAEINVAL);
        HERE.tryOpen(info).failsWith(WSAEINVAL);
        target.open(info).send("passed on").succeeds();
        assertThat(client.text(9)).isEqualTo("passed on");
    }

    @Test
    @DisplayName("A080 a structure never searches the catalog, though the arguments match an entry")
    void doesNotSearchTheCatalog() {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        byte[] unknown = ProtocolInfo.ofBytes(info).withCatalogEntryId(4711).toBytesW();
        HERE.tryOpen(AF_INET, SOCK_STREAM, IPPROTO_TCP, unknown, 0, 0).failsWith(WSAEINVAL);
        opens(info, pair);
    }

    @Test
    @DisplayName("A083 contradicting arguments fail, and the structure stays good (policy 2)")
    void refusesContradictingArguments() {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        HERE.tryOpen(AF_INET6, -1, -1, info, 0, 0).failsWith(WSAEAFNOSUPPORT);
        HERE.tryOpen(0xdead, 0, 0, info, 0, 0).failsWith(WSAEAFNOSUPPORT);
        HERE.tryOpen(AF_INET, SOCK_DGRAM, -1, info, 0, 0).failsWith(WSAESOCKTNOSUPPORT);
        HERE.tryOpen(0, 0xdead, 0, info, 0, 0).failsWith(WSAESOCKTNOSUPPORT);
        HERE.tryOpen(-1, -1, IPPROTO_UDP, info, 0, 0).failsWith(WSAEPROTONOSUPPORT);
        HERE.tryOpen(AF_INET, SOCK_STREAM, 0xdead, info, 0, 0).failsWith(WSAEPROTONOSUPPORT);
        opens(info, pair);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, -1, 4711})
    @DisplayName("A084 the group is ignored (policy 2)")
    void ignoresTheGroup(int g) {
        byte[] info = Sockets.socket(AF_INET, SOCK_STREAM).duplicateFor(HERE);
        HERE.tryOpen(-1, -1, -1, info, g, WSA_FLAG_OVERLAPPED).succeeds();
    }

    @Test
    @DisplayName("A085 WSA_FLAG_NO_HANDLE_INHERIT is accepted and changes nothing")
    void ignoresTheInheritFlag() {
        Sockets.Pair pair = Sockets.tcp();
        byte[] info = pair.server().duplicateFor(HERE);
        Outcome opened = HERE.tryOpen(-1, -1, -1, info, 0, WSA_FLAG_NO_HANDLE_INHERIT).succeeds();
        HERE.holder(opened.result()).send("x").succeeds();
        assertThat(pair.client().text(1)).isEqualTo("x");
    }

    @Test
    @DisplayName("A086 before WSAStartup: WSANOTINITIALISED, even with a good structure")
    void refusesBeforeStartup(Peer peer) {
        byte[] info = Sockets.socket(AF_INET, SOCK_STREAM).duplicateFor(peer);
        peer.cleanup().succeeds();
        peer.tryOpen(info).failsWith(WSANOTINITIALISED);
        peer.tryOpen(ProtocolInfo.ofBytes(info).toBytesA()).failsWith(WSANOTINITIALISED);
        peer.tryOpen(AF_INET, SOCK_STREAM, 0, new byte[0], 0, 0).failsWith(WSANOTINITIALISED);
    }

    @Test
    @DisplayName("A087 after a successful opening the last error is 0")
    void clearsTheLastError() {
        byte[] info = Sockets.socket(AF_INET, SOCK_STREAM).duplicateFor(HERE);
        Winsock.WSASetLastError(4711);
        MemorySegment structure = MemorySegment.ofArray(info);
        Sockets.check(
                Winsock.WSASocketW(
                        FROM_PROTOCOL_INFO,
                        FROM_PROTOCOL_INFO,
                        FROM_PROTOCOL_INFO,
                        structure,
                        0,
                        WSA_FLAG_OVERLAPPED));
        assertThat(Winsock.WSAGetLastError()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("A088 names and options are at once visible through D")
    void showsNamesAndOptionsAtOnce(boolean elsewhere, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        pair.server().setOption(SO_KEEPALIVE, 1);
        Holder duplicate = pair.server().shareWith(elsewhere ? peer : HERE);
        assertThat(duplicate.name()).isEqualTo(pair.server().name());
        assertThat(duplicate.peerName()).isEqualTo(pair.client().name());
        assertThat(duplicate.option(SO_KEEPALIVE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("A089 a socket bound after the opening is bound for D too (policy 3)")
    void sharesABindAfterTheOpening(boolean elsewhere, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_DGRAM);
        Holder duplicate = s.shareWith(elsewhere ? peer : HERE);
        s.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        Sockets.bound(AF_INET, SOCK_DGRAM).sendTo("late", s.name()).succeeds();
        duplicate.awaitReadable();
        assertThat(duplicate.receiveFrom(100).succeeds().result()).isEqualTo(4);
    }
}
