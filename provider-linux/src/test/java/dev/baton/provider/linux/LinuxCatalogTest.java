package dev.baton.provider.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolInfo;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinuxCatalogTest {
    private static ProtocolInfo entry(int family, int type) {
        return LinuxCatalog.find(family, type, 0).orElseThrow();
    }

    private static Stream<ProtocolInfo> family(int family) {
        return LinuxCatalog.ENTRIES.stream().filter(info -> info.iAddressFamily() == family);
    }

    @Test
    @DisplayName("A013 A014 service flags and versions of TCP and UDP")
    void describesStreamsAndDatagramsAsWindowsDoes() {
        for (int family : List.of(Constants.AF_INET, Constants.AF_INET6)) {
            ProtocolInfo tcp = entry(family, Constants.SOCK_STREAM);
            assertThat(tcp.dwServiceFlags1()).isEqualTo(0x20066);
            assertThat(tcp.iVersion()).isEqualTo(2);
            assertThat(tcp.iProtocol()).isEqualTo(Constants.IPPROTO_TCP);
            ProtocolInfo udp = entry(family, Constants.SOCK_DGRAM);
            assertThat(udp.dwServiceFlags1()).isEqualTo(0x20609);
            assertThat(udp.iVersion()).isEqualTo(2);
            assertThat(udp.iProtocol()).isEqualTo(Constants.IPPROTO_UDP);
        }
    }

    @Test
    @DisplayName("A015 the entry of RAW/IP")
    void describesRawSocketsAsWindowsDoes() {
        ProtocolInfo raw = entry(Constants.AF_INET, Constants.SOCK_RAW);
        assertThat(raw.iAddressFamily()).isEqualTo(2);
        assertThat(raw.iSocketType()).isEqualTo(3);
        assertThat(raw.iMaxSockAddr()).isEqualTo(16);
        assertThat(raw.iMinSockAddr()).isEqualTo(16);
        assertThat(raw.iProtocol()).isZero();
        assertThat(raw.iProtocolMaxOffset()).isEqualTo(255);
        assertThat(raw.dwProviderFlags()).isEqualTo(0xC);
        assertThat(raw.dwServiceFlags1()).isEqualTo(0x20609);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, MSAFD Tcpip [TCP/IP], E70F1AA0-AB8B-11CF-8CA3-00805F48A192, 0x20066, 0x8",
        "1002, MSAFD Tcpip [UDP/IP], E70F1AA0-AB8B-11CF-8CA3-00805F48A192, 0x20609, 0x8",
        "1003, MSAFD Tcpip [RAW/IP], E70F1AA0-AB8B-11CF-8CA3-00805F48A192, 0x20609, 0xC",
        "1004, MSAFD Tcpip [TCP/IPv6], F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4, 0x20066, 0x8",
        "1005, MSAFD Tcpip [UDP/IPv6], F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4, 0x20609, 0x8",
        "1006, MSAFD Tcpip [RAW/IPv6], F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4, 0x20609, 0xC"
    })
    @DisplayName("A018 names, identifiers and flags are those that Windows ships")
    void isCalledAsOnWindows(int id, String name, String guid, String flags1, String flags) {
        ProtocolInfo info =
                LinuxCatalog.ENTRIES.stream()
                        .filter(each -> each.dwCatalogEntryId() == id)
                        .findFirst()
                        .orElseThrow();
        assertThat(info.protocolName()).isEqualTo(name);
        assertThat(info.ProviderId()).isEqualTo(Guid.parse("{" + guid + "}"));
        assertThat(info.dwServiceFlags1()).isEqualTo(Integer.decode(flags1));
        assertThat(info.dwProviderFlags()).isEqualTo(Integer.decode(flags));
    }

    @Test
    @DisplayName("A016 sizes of addresses")
    void knowsTheSizesOfAddresses() {
        assertThat(family(Constants.AF_INET)).allMatch(info -> info.iMaxSockAddr() == 16);
        assertThat(family(Constants.AF_INET6)).allMatch(info -> info.iMaxSockAddr() == 28);
        assertThat(family(Constants.AF_UNIX))
                .isNotEmpty()
                .allMatch(info -> info.iMaxSockAddr() == 110);
    }

    @Test
    @DisplayName("A017 every entry is a base protocol")
    void hasBaseProtocolsOnly() {
        assertThat(LinuxCatalog.ENTRIES)
                .allMatch(info -> info.ProtocolChain().ChainLen() == Constants.BASE_PROTOCOL);
    }

    @Test
    @DisplayName("A018 one provider for IPv4, another for IPv6")
    void namesTheProvidersAsWindowsDoes() {
        assertThat(family(Constants.AF_INET).map(info -> info.ProviderId().toString()))
                .containsOnly("{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}")
                .hasSize(3);
        assertThat(family(Constants.AF_INET6).map(info -> info.ProviderId().toString()))
                .containsOnly("{F9EAB0C0-26D4-11D0-BBBF-00AA006C34E4}")
                .hasSize(3);
    }

    @Test
    @DisplayName("identifiers travel between processes: 1001 to 1007 for ever")
    void keepsItsIdentifiers() {
        assertThat(LinuxCatalog.ENTRIES.stream().map(ProtocolInfo::dwCatalogEntryId))
                .containsExactly(1001, 1002, 1003, 1004, 1005, 1006, 1007);
    }

    @Test
    @DisplayName("the structure of a raw socket says its own protocol")
    void writesTheSocketsOwnProtocol() {
        ProtocolInfo icmp =
                LinuxCatalog.find(Constants.AF_INET, Constants.SOCK_RAW, Constants.IPPROTO_ICMP)
                        .orElseThrow();
        byte[] structure =
                LinuxCatalog.structure(icmp).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        assertThat(ProtocolInfo.ofBytes(structure).iProtocol()).isEqualTo(Constants.IPPROTO_ICMP);
        assertThat(ProtocolInfo.ofBytes(structure).dwCatalogEntryId()).isEqualTo(1003);
    }
}
