package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockAddrTest {
    private static final SockAddrIn LOOPBACK = new SockAddrIn(0x1234, Constants.INADDR_LOOPBACK);

    @Test
    @DisplayName("A016: an IPv4 address has 16 bytes, port and address in network order")
    void encodesIpv4() {
        assertThat(LOOPBACK.toBytes())
                .isEqualTo(HexFormat.of().parseHex("020012347f0000010000000000000000"));
        assertThat(LOOPBACK.family()).isEqualTo(2);
    }

    @Test
    @DisplayName("A016: an IPv6 address has 28 bytes, family 23 and a little-endian scope")
    void encodesIpv6() {
        var address =
                new SockAddrIn6(0x1234, 0x000abcde, 0xfe80000000000000L, 0x0102030405060708L, 7);
        assertThat(address.toBytes())
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "17001234000abcde"
                                                + "fe800000000000000102030405060708"
                                                + "07000000"));
    }

    @Test
    void readsBackWhatItWrote() {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        try (var arena = Arena.ofConfined()) {
            MemorySegment odd = arena.allocate(64).asSlice(1);
            for (int i = 0; i < 10_000; i++) {
                SockAddr address = any(random);
                Memory.bytes(odd, 0, address.toBytes());
                assertThat(SockAddr.of(odd, address.length()))
                        .as("seed %d", seed)
                        .isEqualTo(address);
            }
        }
    }

    private static SockAddr any(Random random) {
        int port = random.nextInt(0x10000);
        return random.nextBoolean()
                ? new SockAddrIn(port, random.nextInt())
                : new SockAddrIn6(
                        port,
                        random.nextInt(),
                        random.nextLong(),
                        random.nextLong(),
                        random.nextInt());
    }

    @Test
    void ignoresWhatFollowsTheAddress() {
        MemorySegment storage = MemorySegment.ofArray(new byte[Constants.SIZEOF_SOCKADDR_STORAGE]);
        Memory.bytes(storage, 0, LOOPBACK.toBytes());
        Memory.int64(storage, 16, -1);
        assertThat(SockAddr.of(storage, 128)).isEqualTo(LOOPBACK);
    }

    @Test
    void convertsIpv4ToJavaAndBack() throws UnknownHostException {
        var java = new InetSocketAddress(InetAddress.getByName("203.0.113.254"), 65535);
        assertThat(SockAddr.of(java)).isEqualTo(new SockAddrIn(65535, 0xcb0071fe));
        assertThat(SockAddrIn.of(java).toInetSocketAddress()).isEqualTo(java);
    }

    @Test
    void convertsIpv6ToJavaAndBack() throws UnknownHostException {
        var java = new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 443);
        assertThat(SockAddr.of(java)).isEqualTo(new SockAddrIn6(443, 0, 0x20010db800000000L, 1, 0));
        assertThat(SockAddrIn6.of(java).toInetSocketAddress()).isEqualTo(java);
    }

    @Test
    void keepsScopeOfLinkLocalAddress() {
        var address = new SockAddrIn6(1, 0, 0xfe80000000000000L, 1, 3);
        InetAddress java = address.toInetSocketAddress().getAddress();
        assertThat(java).isInstanceOf(Inet6Address.class);
        assertThat(((Inet6Address) java).getScopeId()).isEqualTo(3);
        assertThat(SockAddr.of(address.toInetSocketAddress())).isEqualTo(address);
    }

    @Test
    void mapsIpv4IntoIpv6AndBack() {
        SockAddrIn6 mapped = SockAddrIn6.of(LOOPBACK.toInetSocketAddress());
        assertThat(mapped).isEqualTo(SockAddrIn6.mapped(LOOPBACK));
        assertThat(mapped.toBytes())
                .isEqualTo(
                        HexFormat.of()
                                .parseHex(
                                        "1700123400000000"
                                                + "00000000000000000000ffff7f000001"
                                                + "00000000"));
        assertThat(mapped.toInetSocketAddress()).isEqualTo(LOOPBACK.toInetSocketAddress());
    }

    @Test
    void namesTheFaultOfUnreadableOrShortMemory() {
        MemorySegment ipv4 = LOOPBACK.toSegment();
        assertThat(SockAddr.fault(ipv4, 16)).isZero();
        assertThat(SockAddr.fault(ipv4, 15)).isEqualTo(Constants.WSAEFAULT);
        assertThat(SockAddr.fault(ipv4, 17)).isEqualTo(Constants.WSAEFAULT);
        assertThat(SockAddr.fault(ipv4, -1)).isEqualTo(Constants.WSAEFAULT);
        assertThat(SockAddr.fault(null, 16)).isEqualTo(Constants.WSAEFAULT);
        assertThat(SockAddr.fault(MemorySegment.NULL, 16)).isEqualTo(Constants.WSAEFAULT);
        MemorySegment ipv6 = SockAddrIn6.mapped(LOOPBACK).toSegment();
        assertThat(SockAddr.fault(ipv6, 28)).isZero();
        assertThat(SockAddr.fault(ipv6, 27)).isEqualTo(Constants.WSAEFAULT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 22, 0xffff})
    @DisplayName("families are Windows' numbers: Linux' 10 is unknown")
    void namesTheFaultOfUnknownFamily(int family) {
        MemorySegment name = MemorySegment.ofArray(new byte[28]);
        Memory.int16(name, 0, (short) family);
        assertThat(SockAddr.fault(name, 28)).isEqualTo(Constants.WSAEAFNOSUPPORT);
        assertThatThrownBy(() -> SockAddr.of(name, 28))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WSAEAFNOSUPPORT (10047)");
    }

    @Test
    void refusesWhatIsNoAddress() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("example.invalid", 1);
        assertThatThrownBy(() -> SockAddr.of(unresolved)).hasMessageContaining("unresolved");
        assertThatThrownBy(() -> SockAddrIn.of(unresolved)).hasMessageContaining("no resolved");
        assertThatThrownBy(() -> new SockAddrIn(65536, 0)).hasMessageContaining("65536");
        assertThatThrownBy(() -> new SockAddrIn6(-1, 0, 0, 0, 0)).hasMessageContaining("-1");
    }
}
