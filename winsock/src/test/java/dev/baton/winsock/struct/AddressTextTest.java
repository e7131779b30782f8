package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_UNIX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Windows reads and writes; the forms that are no address are in {@link NoAddressTest}. */
class AddressTextTest {
    private static final int ADDRESSES = 100_000;
    private static final String NOISE = "0123456789abcdefxX:.%[] \u0661";

    @ParameterizedTest
    @CsvSource({
        "00000000, 0, 0.0.0.0",
        "ffffffff, 0, 255.255.255.255",
        "00000000, 65535, 0.0.0.0:65535",
        "ffffffff, 65535, 255.255.255.255:65535",
        "7f000001, 1, 127.0.0.1:1",
        "80c00a01, 0, 128.192.10.1",
    })
    void writesIpv4(String address, int port, String text) {
        SockAddrIn ipv4 = new SockAddrIn(port, Integer.parseUnsignedInt(address, 16));
        assertThat(AddressText.format(ipv4)).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, ::",
        "0, 1, ::1",
        "20010db800000000, 1, 2001:db8::1",
        "1000200030004, 5000600070008, 1:2:3:4:5:6:7:8",
        "ffffffffffffffff, ffffffffffffffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void writesIpv6(String high, String low, String text) {
        assertThat(AddressText.format(ipv6(high, low))).contains(text);
    }

    @ParameterizedTest
    @DisplayName("RFC 5952: the longest run of zeros, the first of equals, never a single one")
    @CsvSource({
        "1000000030004, 5000600070008, 1:0:3:4:5:6:7:8",
        "200030004, 5000600070008, 0:2:3:4:5:6:7:8",
        "30004, 5000600070008, ::3:4:5:6:7:8",
        "1000200030004, 5000600070000, 1:2:3:4:5:6:7:0",
        "1000200030004, 5000600000000, 1:2:3:4:5:6::",
        "1000000000004, 8, 1:0:0:4::8",
        "2001000000000001, 100010001, 2001::1:0:1:1:1",
        "20010db800000000, 000c00000000000a, 2001:db8::c:0:0:a",
    })
    void shortensZeros(String high, String low, String text) {
        assertThat(AddressText.format(ipv6(high, low))).contains(text);
    }

    @ParameterizedTest
    @DisplayName("compatible, mapped, translated and ISATAP addresses end like IPv4")
    @CsvSource({
        "0, c0a80102, ::192.168.1.2",
        "0, 00070000, ::0.7.0.0",
        "0, abcd, ::abcd",
        "0, ffffc0a80102, ::ffff:192.168.1.2",
        "0, ffff00070000, ::ffff:0.7.0.0",
        "0, ffff0000abcd, ::ffff:0:abcd",
        "0, ffff00000000, ::ffff:0:0",
        "0, fffdc0a80102, ::fffd:c0a8:102",
        "0, 7c0a80102, ::7:c0a8:102",
        "0, ffff0000c0a80102, ::ffff:0:192.168.1.2",
        "0, ffff000000000000, ::ffff:0:0:0",
        "0, ffffffffc0a80102, ::ffff:ffff:c0a8:102",
        "ffff, c0a80102, ::ffff:0:0:c0a8:102",
        "0, 5efe00000000, ::5efe:0.0.0.0",
        "fe80000000000000, 00005efec0a80102, fe80::5efe:192.168.1.2",
        "20010db800010002, 00005efec0a80102, 2001:db8:1:2:0:5efe:192.168.1.2",
        "fe80000000000000, 02005efec0a80102, fe80::200:5efe:192.168.1.2",
        "fe80000000000000, 03005efec0a80102, fe80::300:5efe:c0a8:102",
        "64ff9b00000000, c0a80102, 64:ff9b::c0a8:102",
    })
    void writesTailsAsIpv4(String high, String low, String text) {
        assertThat(AddressText.format(ipv6(high, low))).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 2001:db8::53",
        "443, 0, [2001:db8::53]:443",
        "443, 12, [2001:db8::53%12]:443",
        "0, 12, 2001:db8::53%12",
        "0, -1, 2001:db8::53%4294967295",
    })
    void writesPortAndScope(int port, int scope, String text) {
        SockAddrIn6 ipv6 = new SockAddrIn6(port, 0x12345, 0x20010db8L << 32, 0x53, scope);
        assertThat(AddressText.format(ipv6)).contains(text);
    }

    @Test
    void hasNoTextForLocalAddresses() {
        assertThat(AddressText.format(SockAddrUn.ofPath("/tmp/s"))).isEmpty();
        assertThat(AddressText.parse(AF_UNIX, "/tmp/s")).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("one to four parts, the last fills the rest; decimal, octal, hexadecimal")
    @CsvSource({
        "192.168.1.2, c0a80102, 0",
        "192.168.1.2:1, c0a80102, 1",
        "192.168.1.2:65535, c0a80102, 65535",
        "192.168.1.2:0x1F90, c0a80102, 8080",
        "192.168.1.2:0X1f90, c0a80102, 8080",
        "192.168.1.2:0120, c0a80102, 80",
        "0xC0.0xa8.0X1.2, c0a80102, 0",
        "0300.0250.1.02, c0a80102, 0",
        "10.0.00.000, 0a000000, 0",
        "7, 00000007, 0",
        "7:9, 00000007, 9",
        "10.258, 0a000102, 0",
        "10.258:9, 0a000102, 9",
        "10.1.258, 0a010102, 0",
        "10.1.258:9, 0a010102, 9",
        "10.1.65535, 0a01ffff, 0",
        "10.16777215, 0affffff, 0",
        "3232235778:443, c0a80102, 443",
        "4294967295, ffffffff, 0",
        "0xc0a80102:9, c0a80102, 9",
        "030052000402, c0a80102, 0",
        "00000000000000000000007, 00000007, 0",
    })
    void readsIpv4(String text, String address, int port) {
        SockAddrIn ipv4 = new SockAddrIn(port, Integer.parseUnsignedInt(address, 16));
        assertThat(AddressText.parse(AF_INET, text)).contains(ipv4);
    }

    @ParameterizedTest
    @DisplayName("an overflow is noticed, as on Windows, only if it makes the number smaller")
    @CsvSource({"0x2c0a80102, c0a80102", "0x1ffffffff, ffffffff", "9999999999, 540be3ff"})
    void cutsNumbersOff(String text, String address) {
        SockAddrIn ipv4 = new SockAddrIn(0, Integer.parseUnsignedInt(address, 16));
        assertThat(AddressText.parse(AF_INET, text)).contains(ipv4);
    }

    @ParameterizedTest
    @CsvSource({
        "::, 0, 0",
        "::1, 0, 1",
        "[::1], 0, 1",
        "0:0:0:0:0:0:0:1, 0, 1",
        "2001:0DB8:0000:0000:0000:0000:0000:0053, 20010db800000000, 53",
        "FE80::AbCd, fe80000000000000, abcd",
        "1:2:3:4:5:6:7:8, 1000200030004, 5000600070008",
        "1:2:3:4:5:6:7::, 1000200030004, 5000600070000",
        "::2:3:4:5:6:7:8, 200030004, 5000600070008",
        "1::3:4:5:6:7:8, 1000000030004, 5000600070008",
        "1:2:3:4:5:6::8, 1000200030004, 5000600000008",
        "::0:0, 0, 0",
        "::192.168.1.2, 0, c0a80102",
        "::FFFF:192.168.1.2, 0, ffffc0a80102",
        "1:2:3:4:5:6:192.168.1.2, 1000200030004, 50006c0a80102",
        "1:2:3:4:5::192.168.1.2, 1000200030004, 50000c0a80102",
        "1::3:4:5:6:192.168.1.2, 1000000030004, 50006c0a80102",
        "1::192.168.001.02, 1000000000000, c0a80102",
    })
    void readsIpv6(String text, String high, String low) {
        assertThat(AddressText.parse(AF_INET6, text)).contains(ipv6(high, low));
    }

    @ParameterizedTest
    @CsvSource({
        "::1%3, 0, 3",
        "::1%0, 0, 0",
        "::1%4294967295, 0, -1",
        "[::1%16], 0, 16",
        "[::1]:80, 80, 0",
        "[::1%0]:5, 5, 0",
        "[::1%16]:65535, 65535, 16",
        "[::1]:0x50, 80, 0",
        "[::1]:010, 8, 0",
        "::0.0.0.1%5, 0, 5",
    })
    void readsPortAndScope(String text, int port, int scope) {
        assertThat(AddressText.parse(AF_INET6, text))
                .contains(new SockAddrIn6(port, 0, 0, 1, scope));
    }

    @ParameterizedTest
    @ValueSource(ints = {AF_INET, AF_INET6})
    void readsWhatItWrote(int family) {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int i = 0; i < ADDRESSES; i++) {
            SockAddr address = any(random, family);
            String text = AddressText.format(address).orElseThrow();
            assertThat(AddressText.parse(family, text))
                    .as("%s of seed %d", text, seed)
                    .contains(address);
        }
    }

    @Test
    @DisplayName(
            "noise and damaged addresses are read or refused; what is read reads the same again")
    void survivesNoise() {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int i = 0; i < ADDRESSES; i++) {
            int family = random.nextBoolean() ? AF_INET : AF_INET6;
            String text = damaged(random, AddressText.format(any(random, family)).orElseThrow());
            AddressText.parse(family, text)
                    .ifPresent(read -> {
                        String again = AddressText.format(read).orElseThrow();
                        assertThat(AddressText.parse(family, again))
                                .as("%s of seed %d", text, seed)
                                .contains(read);
                    });
        }
    }

    private static String damaged(Random random, String text) {
        var damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0; i--) {
            char c = NOISE.charAt(random.nextInt(NOISE.length()));
            int at = random.nextInt(damaged.length() + 1);
            if (at == damaged.length() || random.nextBoolean()) {
                damaged.insert(at, c);
            } else {
                damaged.setCharAt(at, c);
            }
        }
        return damaged.toString();
    }

    private static SockAddr any(Random random, int family) {
        int port = random.nextBoolean() ? 0 : random.nextInt(0x10000);
        if (family == AF_INET) {
            return new SockAddrIn(port, random.nextInt());
        }
        int scope = random.nextBoolean() ? 0 : random.nextInt();
        return new SockAddrIn6(port, 0, groups(random), groups(random), scope);
    }

    /** Four groups, many of them zero or one that makes an IPv4 tail. */
    private static long groups(Random random) {
        long groups = 0;
        for (int i = 0; i < 4; i++) {
            int group =
                    switch (random.nextInt(6)) {
                        case 0, 1, 2 -> 0;
                        case 3 -> 0xffff;
                        case 4 -> 0x5efe;
                        default -> random.nextInt(0x10000);
                    };
            groups = groups << 16 | group;
        }
        return groups;
    }

    private static SockAddrIn6 ipv6(String high, String low) {
        return new SockAddrIn6(
                0, 0, Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16), 0);
    }
}
