package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The field {@code szProtocol}. */
class ProtocolNameTest {
    @Test
    @DisplayName("A007: bytes after the name's NUL survive, in both forms")
    void keepsBytesAfterNul() {
        byte[] w = Samples.tcp("TCP").toBytesW();
        byte[] a = Samples.tcp("TCP").toBytesA();
        Arrays.fill(w, 124, 628, (byte) 0xd8);
        Arrays.fill(a, 120, 372, (byte) 0x81);
        assertThat(ProtocolInfo.ofBytes(w).toBytesW()).isEqualTo(w);
        assertThat(ProtocolInfo.ofBytes(a).toBytesA()).isEqualTo(a);
        assertThat(ProtocolInfo.ofBytes(w).protocolName()).isEqualTo("TCP");
        assertThat(ProtocolInfo.ofBytes(a).protocolName()).isEqualTo("TCP");
    }

    @Test
    @DisplayName("A007: the reserved fields survive")
    void keepsReservedFields() {
        byte[] bytes = Samples.tcp("TCP").toBytesW();
        Arrays.fill(bytes, 4, 16, (byte) 0x77);
        Arrays.fill(bytes, 112, 116, (byte) 0x88);
        assertThat(ProtocolInfo.ofBytes(bytes).toBytesW()).isEqualTo(bytes);
    }

    @Test
    @DisplayName("A008: a name of 255 characters goes round and fits")
    void carries255Characters() {
        String name = "n".repeat(255);
        ProtocolInfo w = ProtocolInfo.ofBytes(Samples.tcp(name).toBytesW());
        ProtocolInfo a = ProtocolInfo.ofBytes(Samples.tcp(name).toBytesA());
        assertThat(w.protocolName()).isEqualTo(name);
        assertThat(a.protocolName()).isEqualTo(name);
        assertThat(w.nameFits()).isTrue();
    }

    @Test
    @DisplayName("A008: a name of 256 characters is decoded without loss, but does not fit")
    void refusesToFit256Characters() {
        String name = "n".repeat(256);
        byte[] bytes = Samples.tcp(name).toBytesW();
        ProtocolInfo info = ProtocolInfo.ofBytes(bytes);
        assertThat(info.protocolName()).isEqualTo(name);
        assertThat(info.nameFits()).isFalse();
        assertThat(info.toBytesW()).isEqualTo(bytes);
    }

    @Test
    void fitsWhateverFollowsTheNul() {
        assertThat(Samples.tcp("n\0" + "x".repeat(254)).nameFits()).isTrue();
    }

    @Test
    void refusesMoreCharactersThanTheFieldHas() {
        assertThatThrownBy(() -> Samples.tcp("n".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("257 characters");
    }

    @Test
    void takesTrailingNulsAsPadding() {
        assertThat(Samples.tcp("TCP" + "\0".repeat(400))).isEqualTo(Samples.tcp("TCP"));
    }

    @Test
    @DisplayName("A009: both forms agree up to 115 and have one name in two encodings")
    void saysTheSameInBothForms() {
        ProtocolInfo info = Samples.tcp("MSAFD Tcpip [TCP/IP] \u20ac\u0160\u00fc");
        byte[] a = info.toBytesA();
        byte[] w = info.toBytesW();
        assertThat(Arrays.copyOf(a, 116)).isEqualTo(Arrays.copyOf(w, 116));
        assertThat(ProtocolInfo.ofBytes(a)).isEqualTo(info).isEqualTo(ProtocolInfo.ofBytes(w));
        assertThat(Arrays.copyOfRange(a, 116 + 21, 116 + 25))
                .containsExactly((byte) 0x80, (byte) 0x8a, (byte) 0xfc, (byte) 0);
    }

    @Test
    @DisplayName("A009: the code page is Windows-1252")
    void convertsLikeTheCodePage() {
        Charset codePage = Charset.forName("windows-1252");
        int defined = 0;
        for (int code = 0; code < 256; code++) {
            String expected = new String(new byte[] {(byte) code}, codePage);
            assertThat(AnsiText.toByte(AnsiText.toChar((byte) code))).isEqualTo((byte) code);
            if (!expected.equals("\ufffd")) {
                assertThat(AnsiText.toChar((byte) code)).isEqualTo(expected.charAt(0));
                defined++;
            }
        }
        assertThat(defined).isEqualTo(251);
        assertThat(AnsiText.toByte('\u4e2d')).isEqualTo((byte) '?');
        assertThat(AnsiText.toByte('\u0080')).isEqualTo((byte) '?');
    }
}
