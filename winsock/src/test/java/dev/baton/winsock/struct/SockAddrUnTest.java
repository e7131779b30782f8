package dev.baton.winsock.struct;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockAddrUnTest {
    @Test
    void endsPathWithNul() {
        SockAddrUn address = SockAddrUn.ofPath("/s");
        assertThat(address.toBytes()).containsExactly(1, 0, '/', 's', 0);
        assertThat(address.length()).isEqualTo(5);
        assertThat(address.path()).isEqualTo("/s");
    }

    @Test
    void readsPathWithNulWithoutNulAndWithWholeField() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(SockAddrUn.SIZEOF);
            Memory.bytes(name, 0, SockAddrUn.ofPath("/s").toBytes());
            for (int namelen : new int[] {4, 5, SockAddrUn.SIZEOF}) {
                assertThat(SockAddr.of(name, namelen)).isEqualTo(SockAddrUn.ofPath("/s"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 106, 107, 108})
    void carriesPathUpToTheWholeField(int length) {
        SockAddrUn address = SockAddrUn.ofPath("p".repeat(length));
        assertThat(address.length()).isEqualTo(Math.min(length + 3, 110));
        assertThat(SockAddr.of(address.toSegment(), address.length())).isEqualTo(address);
    }

    @Test
    void keepsAbstractNameByItsLength() {
        SockAddrUn address = SockAddrUn.ofAbstract("name".getBytes(US_ASCII));
        assertThat(address.toBytes()).containsExactly(1, 0, 0, 'n', 'a', 'm', 'e');
        assertThat(address.isAbstract()).isTrue();
        assertThat(SockAddr.of(address.toSegment(), 7)).isEqualTo(address);
        assertThat(SockAddr.of(address.toSegment(), 6)).isNotEqualTo(address);
    }

    @Test
    void keepsNulsInsideOfAbstractName() {
        SockAddrUn address = SockAddrUn.ofAbstract(new byte[] {'a', 0, 'b', 0});
        assertThat(SockAddr.of(address.toSegment(), address.length())).isEqualTo(address);
    }

    @Test
    void readsUnnamedAddress() {
        MemorySegment name = MemorySegment.ofArray(new byte[SockAddrUn.SIZEOF]);
        Memory.bytes(name, 0, SockAddrUn.UNNAMED.toBytes());
        assertThat(SockAddrUn.UNNAMED.toBytes()).containsExactly(1, 0);
        assertThat(SockAddr.of(name, 2)).isEqualTo(SockAddrUn.UNNAMED);
        assertThat(SockAddr.of(name, SockAddrUn.SIZEOF)).isEqualTo(SockAddrUn.UNNAMED);
        assertThat(SockAddrUn.UNNAMED.isUnnamed()).isTrue();
        assertThat(SockAddrUn.UNNAMED.isAbstract()).isFalse();
    }

    @Test
    void encodesPathInUtf8() {
        SockAddrUn address = SockAddrUn.ofPath("/tmp/stra\u00dfe");
        assertThat(address.pathBytes()).isEqualTo("/tmp/stra\u00dfe".getBytes(UTF_8));
        assertThat(address.path()).isEqualTo("/tmp/stra\u00dfe");
    }

    @Test
    void keepsBytesThatAreNoUtf8() {
        MemorySegment name = MemorySegment.ofArray(new byte[] {1, 0, '/', (byte) 0xff, 0});
        assertThat(SockAddr.of(name, 5).toBytes()).containsExactly(1, 0, '/', 0xff, 0);
    }

    @Test
    void refusesWhatTheFieldCannotHold() {
        assertThatThrownBy(() -> SockAddrUn.ofPath("p".repeat(109))).hasMessageContaining("109");
        assertThatThrownBy(() -> SockAddrUn.ofPath("a\0b")).hasMessageContaining("NUL");
        assertThatThrownBy(() -> SockAddrUn.ofAbstract(new byte[108])).hasMessageContaining("109");
        assertThatThrownBy(() -> new SockAddrUn("\u20ac")).hasMessageContaining("no bytes");
    }
}
