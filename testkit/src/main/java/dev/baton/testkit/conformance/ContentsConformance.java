package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.IPPROTO_UDP;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_PROTOCOL_INFOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 6.3: what the structure says. */
@ConformanceTests
final class ContentsConformance {
    private static ProtocolInfo duplicate(Holder s) {
        byte[] info = s.duplicateFor(HERE);
        HERE.open(info);
        return ProtocolInfo.ofBytes(info);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 6", "2, 2, 17", "23, 1, 6", "23, 2, 17", "1, 1, 0"})
    @DisplayName("A039 A040 A041 family, type and resolved protocol")
    void namesFamilyTypeAndProtocol(int af, int type, int protocol) {
        ProtocolInfo info = duplicate(Sockets.socket(af, type));
        assertThat(info.iAddressFamily()).isEqualTo(af);
        assertThat(info.iSocketType()).isEqualTo(type);
        assertThat(info.iProtocol()).isEqualTo(protocol);
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 6", "2, 2, 17", "23, 1, 6", "23, 2, 17"})
    @DisplayName("A042 the catalog entry is the one of the socket's kind")
    void namesTheCatalogEntry(int af, int type, int protocol) {
        ProtocolInfo entry = Catalog.entry(af, type, protocol);
        ProtocolInfo info = duplicate(Sockets.socket(af, type));
        assertThat(Layers.withoutState(info).withProviderReserved(0))
                .isEqualTo(entry.withProviderReserved(0));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "23, 1", "23, 2", "1, 1"})
    @DisplayName("A043 it equals SO_PROTOCOL_INFO but for the provider's field")
    void equalsProtocolInfoOfTheSocket(int af, int type) {
        Holder s = Sockets.socket(af, type);
        byte[] option =
                s.getOption(SOL_SOCKET, SO_PROTOCOL_INFOW, SIZEOF_WSAPROTOCOL_INFOW)
                        .succeeds()
                        .data();
        assertThat(Layers.withoutState(duplicate(s)).withProviderReserved(0))
                .isEqualTo(ProtocolInfo.ofBytes(option).withProviderReserved(0));
    }

    @Test
    @DisplayName("A044 dwProviderReserved alone is enough to open the duplicate")
    void opensWithTheCatalogEntryAndTheReservedField(Peer peer) {
        Sockets.Pair pair = Sockets.streams(AF_INET6);
        byte[] info = pair.server().duplicateFor(peer);
        byte[] other =
                Catalog.entry(AF_INET6, SOCK_STREAM, IPPROTO_TCP)
                        .withProviderReserved(ProtocolInfo.ofBytes(info).dwProviderReserved())
                        .toBytesW();
        peer.open(other).send("moved").succeeds();
        assertThat(pair.client().text(5)).isEqualTo("moved");
    }

    @Test
    @DisplayName("A045 the structure is a plain value: copied as text it stays good")
    void staysGoodWhenCopied(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        String text = HexFormat.of().formatHex(pair.server().duplicateFor(peer));
        Holder there = peer.open(HexFormat.of().parseHex(text));
        pair.client().send("copied").succeeds();
        assertThat(there.text(6)).isEqualTo("copied");
    }

    @Test
    @DisplayName("A046 two duplications give two independent structures")
    void makesIndependentStructures() {
        Sockets.Pair pair = Sockets.tcp();
        byte[] one = pair.server().duplicateFor(HERE);
        byte[] other = pair.server().duplicateFor(HERE);
        assertThat(ProtocolInfo.ofBytes(one).dwProviderReserved())
                .isNotEqualTo(ProtocolInfo.ofBytes(other).dwProviderReserved());
        Holder second = HERE.open(other);
        second.close();
        Holder first = HERE.open(one);
        pair.client().send("x").succeeds();
        assertThat(first.text(1)).isEqualTo("x");
    }

    @Test
    @DisplayName("A047 either form opens with its function, also when converted")
    void opensInEitherForm() {
        Holder s = Sockets.bound(AF_INET, SOCK_DGRAM);
        byte[] ansi = s.tryDuplicateA(HERE.pid()).succeeds().data();
        byte[] ansiFromWide = ProtocolInfo.ofBytes(s.duplicateFor(HERE)).toBytesA();
        byte[] wideFromAnsi =
                ProtocolInfo.ofBytes(s.tryDuplicateA(HERE.pid()).succeeds().data()).toBytesW();
        for (byte[] info : new byte[][] {ansi, ansiFromWide, wideFromAnsi}) {
            Holder opened = HERE.open(info);
            assertThat(opened.name()).isEqualTo(s.name());
            assertThat(Catalog.of(opened).iProtocol()).isEqualTo(IPPROTO_UDP);
        }
    }

    @Test
    @DisplayName("A002 a larger buffer: 628 bytes are written, what follows is left alone")
    void writesNothingBehindTheStructure() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        byte[] buffer = new byte[SIZEOF_WSAPROTOCOL_INFOW + 64];
        Arrays.fill(buffer, (byte) 0x5a);
        MemorySegment memory = MemorySegment.ofArray(buffer);
        Sockets.check(Winsock.WSADuplicateSocketW(s.s(), (int) HERE.pid(), memory));
        HERE.open(Arrays.copyOf(buffer, SIZEOF_WSAPROTOCOL_INFOW));
        assertThat(Arrays.copyOfRange(buffer, SIZEOF_WSAPROTOCOL_INFOW, buffer.length))
                .containsOnly(0x5a);
    }
}
