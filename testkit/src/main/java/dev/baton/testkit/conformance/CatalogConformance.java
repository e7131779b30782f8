package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.IPPROTO_UDP;
import static dev.baton.winsock.Constants.PFL_HIDDEN;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOA;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_PROTOCOL_INFOA;
import static dev.baton.winsock.Constants.SO_PROTOCOL_INFOW;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAENOBUFS;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.XP1_QOS_SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections 6.1 and 6.6: {@code WSAEnumProtocols} and {@code SO_PROTOCOL_INFO}. */
@ConformanceTests
final class CatalogConformance {
    private static int enumerate(
            boolean wide, MemorySegment protocols, MemorySegment buffer, MemorySegment length) {
        return wide
                ? Winsock.WSAEnumProtocolsW(protocols, buffer, length)
                : Winsock.WSAEnumProtocolsA(protocols, buffer, length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A104 no buffer or a short one: WSAENOBUFS and the length needed")
    void tellsTheLengthNeeded(boolean wide) {
        int size = wide ? SIZEOF_WSAPROTOCOL_INFOW : SIZEOF_WSAPROTOCOL_INFOA;
        int needed = size * Catalog.entries().size();
        assertThat(needed).isPositive();

        MemorySegment length = Sockets.number(0);
        Sockets.checkFails(
                WSAENOBUFS, enumerate(wide, MemorySegment.NULL, MemorySegment.NULL, length));
        assertThat(Memory.int32(length, 0)).isEqualTo(needed);

        MemorySegment buffer = MemorySegment.ofArray(new byte[needed]);
        MemorySegment shorter = Sockets.number(needed - 1);
        Sockets.checkFails(WSAENOBUFS, enumerate(wide, MemorySegment.NULL, buffer, shorter));
        assertThat(Memory.int32(shorter, 0)).isEqualTo(needed);

        Sockets.check(enumerate(wide, MemorySegment.NULL, buffer, length));
    }

    @Test
    @DisplayName("A105 a list of protocols selects exactly those it knows")
    void selectsTheProtocolsOfTheList() {
        MemorySegment list = MemorySegment.ofArray(new byte[16]);
        Memory.int32(list, 0, IPPROTO_UDP);
        Memory.int32(list, 4, 0xdead);
        Memory.int32(list, 8, IPPROTO_TCP);
        List<ProtocolInfo> known =
                Catalog.entries().stream()
                        .filter(each ->
                                each.iProtocol() == IPPROTO_TCP || each.iProtocol() == IPPROTO_UDP)
                        .toList();
        assertThat(Catalog.entries(list)).isEqualTo(known).hasSizeGreaterThanOrEqualTo(4);

        MemorySegment unknown = MemorySegment.ofArray(new byte[8]);
        Memory.int32(unknown, 0, 0xdead);
        assertThat(Catalog.entries(unknown)).isEmpty();
    }

    @Test
    @DisplayName("A106 A107 no hidden and no layered entries, and every entry has a name")
    void listsWhatApplicationsMaySee() {
        assertThat(Catalog.entries())
                .isNotEmpty()
                .allSatisfy(each -> {
                    assertThat(each.dwProviderFlags() & PFL_HIDDEN).isZero();
                    assertThat(each.ProtocolChain().ChainLen()).isPositive();
                    assertThat(each.protocolName()).isNotBlank();
                });
        assertThat(Catalog.entries())
                .extracting(ProtocolInfo::dwCatalogEntryId)
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A013 A014 A016 flags, version and address lengths of the TCP and UDP entries")
    void describesTcpAndUdpAsWindowsDoes() {
        for (int af : new int[] {AF_INET, AF_INET6}) {
            for (int type : new int[] {1, 2}) {
                ProtocolInfo entry = Catalog.base(af, type, type == 1 ? IPPROTO_TCP : IPPROTO_UDP);
                assertThat(entry.dwServiceFlags1() & ~XP1_QOS_SUPPORTED)
                        .isEqualTo(type == 1 ? 0x20066 : 0x20609);
                assertThat(entry.iVersion()).isEqualTo(2);
                assertThat(entry.iMaxSockAddr()).isEqualTo(af == AF_INET ? 16 : 28);
            }
        }
    }

    @Test
    @DisplayName("A009 the A and W entries agree in bytes 0 to 115 and in their names")
    void listsTheSameEntriesInBothForms() {
        List<ProtocolInfo> wide = Catalog.entries();
        int length = wide.size() * SIZEOF_WSAPROTOCOL_INFOA;
        MemorySegment buffer = MemorySegment.ofArray(new byte[length]);
        int count = Winsock.WSAEnumProtocolsA(MemorySegment.NULL, buffer, Sockets.number(length));
        assertThat(Sockets.check(count)).isEqualTo(wide.size());
        for (int i = 0; i < count; i++) {
            byte[] ansi =
                    Memory.bytes(
                            buffer, (long) i * SIZEOF_WSAPROTOCOL_INFOA, SIZEOF_WSAPROTOCOL_INFOA);
            assertThat(ProtocolInfo.ofBytes(ansi)).isEqualTo(wide.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SO_PROTOCOL_INFOA, SO_PROTOCOL_INFOW})
    @DisplayName("A108 SO_PROTOCOL_INFO: descriptor before pointers, full size told when short")
    void checksTheArgumentsOfProtocolInfo(int option) {
        int size =
                option == SO_PROTOCOL_INFOW ? SIZEOF_WSAPROTOCOL_INFOW : SIZEOF_WSAPROTOCOL_INFOA;
        long s = Sockets.socket(AF_INET, SOCK_STREAM).s();
        MemorySegment value = MemorySegment.ofArray(new byte[size + 1]);
        MemorySegment length = Sockets.number(size);
        MemorySegment none = MemorySegment.NULL;

        Sockets.checkFails(
                WSAENOTSOCK, Winsock.getsockopt(INVALID_SOCKET, SOL_SOCKET, option, none, none));
        Sockets.checkFails(WSAEFAULT, Winsock.getsockopt(s, SOL_SOCKET, option, none, length));
        assertThat(Memory.int32(length, 0)).isEqualTo(size);
        Sockets.checkFails(WSAEFAULT, Winsock.getsockopt(s, SOL_SOCKET, option, value, none));

        Memory.int32(length, 0, size - 1);
        Sockets.checkFails(WSAEFAULT, Winsock.getsockopt(s, SOL_SOCKET, option, value, length));
        assertThat(Memory.int32(length, 0)).isEqualTo(size);

        Sockets.check(Winsock.getsockopt(s, SOL_SOCKET, option, value, length));
        assertThat(ProtocolInfo.ofBytes(Memory.bytes(value, 0, size)).iProtocol())
                .isEqualTo(IPPROTO_TCP);

        Memory.int32(length, 0, size + 1);
        Sockets.check(Winsock.getsockopt(s, SOL_SOCKET, option, value, length));
        assertThat(Memory.int32(length, 0)).isEqualTo(size + 1);
    }
}
