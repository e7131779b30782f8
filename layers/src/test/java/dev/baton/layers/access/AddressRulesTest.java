package dev.baton.layers.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.layers.LayerProperty;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import dev.baton.winsock.struct.SockAddrUn;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final LayerProperty PROPERTY = new LayerProperty("the.property");

    @TempDir Path folder;

    private static AddressRules rules(String text) {
        return new AddressRules(PROPERTY, text);
    }

    private static SockAddr ip(String address, int port) {
        return SockAddr.of(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    private static boolean allows(String rules, SockAddr address) {
        return rules(rules).allows(address);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "10.1.2.3/31, 10.1.2.2, true",
        "10.1.2.3/31, 10.1.2.1, false",
        "0.0.0.0/0, 192.168.1.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "*, 192.168.1.1, true",
        "*, 2001:db8::1, true",
        "*:80, 2001:db8::1, true",
        "*:81, 192.168.1.1, false",
        "10.1.2.3:80, 10.1.2.3, true",
        "10.1.2.3:79, 10.1.2.3, false",
        "10.1.2.3:79-81, 10.1.2.3, true",
        "10.1.2.3:81-90, 10.1.2.3, false",
        "10.0.0.0/8:80, 10.1.2.3, true",
        "[2001:db8::]/32, 2001:db8:1::1, true",
        "[2001:db8::]/32, 2001:db9::1, false",
        "[2001:db8::1], 2001:db8::1, true",
        "[2001:db8::1]:80, 2001:db8::1, true",
        "[2001:db8::1]:81-82, 2001:db8::1, false",
        "[::]/0, 2001:db8::1, true",
        "[::]/0, 10.1.2.3, false",
        "[::ffff:10.0.0.0]/104, 10.1.2.3, true",
        "[::ffff:10.0.0.0]/104, 11.1.2.3, false",
        "[::ffff:10.1.2.3], 10.1.2.3, true",
        "[::ffff:10.1.2.3], 10.1.2.4, false",
    })
    void matches(String rule, String address, boolean matches) {
        assertThat(allows("allow " + rule, ip(address, 80))).isEqualTo(matches);
        assertThat(allows("deny " + rule, ip(address, 80))).isEqualTo(!matches);
    }

    @Test
    void takesAMappedAddressAsIpv4() {
        SockAddr mapped = SockAddrIn6.mapped(new SockAddrIn(80, 0x0a010203));
        assertThat(allows("deny 10.0.0.0/8", mapped)).isFalse();
        assertThat(allows("allow 10.0.0.0/8:80", mapped)).isTrue();
        assertThat(allows("allow [::]/0", mapped)).isFalse();
    }

    @Test
    void takesNoNoticeOfTheScope() {
        SockAddrIn6 scoped = new SockAddrIn6(80, 0, 0xfe80L << 48, 1, 7);
        assertThat(allows("allow [fe80::]/10", scoped)).isTrue();
    }

    @Test
    void letsTheFirstRuleDecide() {
        String list = "allow 10.0.0.1, deny 10.0.0.0/24 ,allow 10.0.0.0/8:80,deny 127.0.0.1";
        assertThat(allows(list, ip("10.0.0.1", 1))).isTrue();
        assertThat(allows(list, ip("10.0.0.2", 80))).isFalse();
        assertThat(allows(list, ip("10.0.1.2", 80))).isTrue();
        assertThat(allows(list, ip("10.0.1.2", 81))).isFalse();
        assertThat(allows(list, ip("192.168.0.1", 80))).isFalse();
    }

    @Test
    void allowsTheRestWhereNothingIsAllowed() {
        assertThat(allows("", ip("10.0.0.1", 1))).isTrue();
        assertThat(rules("").isEmpty()).isTrue();
        assertThat(allows("deny 10.0.0.1", ip("10.0.0.2", 1))).isTrue();
    }

    @Test
    void allowsNoMemoryWithoutAnAddress() {
        MemorySegment noise = MemorySegment.ofArray(new byte[] {2, 0, 1});
        assertThat(rules("deny 10.0.0.1").allows(noise, 3)).isFalse();
        assertThat(rules("").allows(noise, 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "permit 10.0.0.1",
                "allow",
                "allow ",
                "allow 10.0.0",
                "allow 10.0.0.256",
                "allow 10.0.0.1/33",
                "allow 10.0.0.1:65536",
                "allow 10.0.0.1:9-8",
                "allow 10.0.0.1:",
                "allow localhost",
                "allow ::1",
                "allow [::1",
                "allow [::1]/129",
                "allow [10.0.0.1]",
                "allow [::ffff:10.0.0.0]/95",
                "allow [fe80::1%lo]",
                "allow */8",
                "deny 10.0.0.1,",
                "allow 10.0.0.1 10.0.0.2",
                "ALLOW *",
                "deny /a\0b"
            })
    void refusesBadRules(String list) {
        assertThatThrownBy(() -> rules("deny 127.0.0.1," + list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the.property")
                .hasMessageContaining("A.B.C.D/PREFIX:PORT");
    }

    // Local sockets

    private SockAddr path(String relative) {
        return SockAddrUn.ofPath(folder + relative);
    }

    @Test
    void matchesPathsByTheirParts() {
        String list = "allow " + folder + "/a";
        assertThat(allows(list, path("/a"))).isTrue();
        assertThat(allows(list, path("/a/b"))).isTrue();
        assertThat(allows(list, path("/ab"))).isFalse();
        assertThat(allows(list, ip("10.0.0.1", 1))).isFalse();
    }

    @Test
    void seesThroughDetoursAndLinks() throws IOException {
        Files.createDirectory(folder.resolve("secret"));
        Files.createDirectory(folder.resolve("open"));
        Files.createSymbolicLink(folder.resolve("open/link"), folder.resolve("secret"));
        Files.createFile(folder.resolve("secret/there"));
        Files.createSymbolicLink(folder.resolve("open/file"), folder.resolve("secret/there"));
        String list = "deny " + folder + "/secret";
        assertThat(allows(list, path("/open/s"))).isTrue();
        assertThat(allows(list, path("/secret/s"))).isFalse();
        assertThat(allows(list, path("//secret/./s"))).isFalse();
        assertThat(allows(list, path("/open/../secret/s"))).isFalse();
        assertThat(allows(list, path("/open/link/s"))).isFalse();
        assertThat(allows(list, path("/open/link/there"))).isFalse();
        assertThat(allows(list, path("/open/file"))).isFalse();
        String throughLink = "deny " + folder + "/open/link";
        assertThat(allows(throughLink, path("/secret/s"))).isFalse();
    }

    @Test
    void allowsNoPathThatJavaCannotName() {
        SockAddr broken = new SockAddrUn("/tmp/\u00ff");
        assertThat(allows("deny /var", broken)).isFalse();
        assertThat(allows("allow /tmp", broken)).isFalse();
    }

    @Test
    void matchesAbstractNamesByTheirBeginning() {
        SockAddr name = SockAddrUn.ofAbstract("app-1".getBytes(StandardCharsets.UTF_8));
        assertThat(allows("allow @app-", name)).isTrue();
        assertThat(allows("allow @app-1", name)).isTrue();
        assertThat(allows("allow @app-12", name)).isFalse();
        assertThat(allows("allow @", name)).isTrue();
        assertThat(allows("allow @", SockAddrUn.UNNAMED)).isTrue();
        assertThat(allows("allow @a", SockAddrUn.UNNAMED)).isFalse();
        assertThat(allows("allow @", SockAddrUn.ofPath("/tmp/x"))).isFalse();
        assertThat(allows("allow @", ip("10.0.0.1", 1))).isFalse();
        assertThat(allows("allow /", name)).isFalse();
        assertThat(allows("deny *", name)).isFalse();
    }
}
