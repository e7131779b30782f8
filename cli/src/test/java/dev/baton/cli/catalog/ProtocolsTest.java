package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.sockets.SampleEntry;
import dev.baton.winsock.struct.ProtocolInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProtocolsTest {
    @ParameterizedTest
    @CsvSource({
        "2, 1, 6, tcp/ipv4",
        "23, 2, 17, udp/ipv6",
        "2, 3, 0, raw/ipv4",
        "2, 3, 1, raw-1/ipv4",
        "1, 1, 0, unix",
        "1, 2, 0, datagram-0/unix",
        "2, 1, 132, stream-132/ipv4",
        "6, 5, 1, type-5-1/af-6"
    })
    void namesAProtocol(int family, int type, int protocol, String name) {
        assertThat(Protocols.of(entry(family, type, protocol))).isEqualTo(name);
    }

    @Test
    void understandsWholeWordsOnly() {
        ProtocolInfo tcp = entry(2, 1, 6);
        assertThat(Protocols.means("tcp", tcp)).isTrue();
        assertThat(Protocols.means("tcp/ipv4", tcp)).isTrue();
        assertThat(Protocols.means("tcp/ipv6", tcp)).isFalse();
        assertThat(Protocols.means("tcp/ip", tcp)).isFalse();
        assertThat(Protocols.means("t", tcp)).isFalse();
        assertThat(Protocols.means("unix", entry(1, 1, 0))).isTrue();
    }

    private static ProtocolInfo entry(int family, int type, int protocol) {
        return SampleEntry.TCP.withAddressing(family, type, protocol);
    }
}
