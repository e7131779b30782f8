package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidTest {
    private static final String TEXT = "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}";

    @Test
    @DisplayName("A006: Data1 to Data3 are little-endian, Data4 is in order")
    void encodesMixedEndian() {
        byte[] bytes = HexFormat.of().parseHex("a01a0fe78babcf118ca300805f48a192");
        assertThat(Guid.parse(TEXT).toBytes()).isEqualTo(bytes);
        assertThat(Guid.ofBytes(bytes)).isEqualTo(Guid.parse(TEXT));
    }

    @Test
    void splitsTextIntoFields() {
        assertThat(Guid.parse(TEXT))
                .isEqualTo(
                        new Guid(0xe70f1aa0, (short) 0xab8b, (short) 0x11cf, 0x8ca300805f48a192L));
    }

    @Test
    void printsBracesAndUpperCase() {
        assertThat(Guid.parse(TEXT)).hasToString(TEXT);
        assertThat(Guid.parse("e70f1aa0-ab8b-11cf-8ca3-00805f48a192")).hasToString(TEXT);
        assertThat(Guid.ZERO).hasToString("{00000000-0000-0000-0000-000000000000}");
    }

    @Test
    void agreesWithUuid() {
        for (int i = 0; i < 1000; i++) {
            UUID uuid = UUID.randomUUID();
            Guid guid = Guid.ofUuid(uuid);
            assertThat(guid.toUuid()).isEqualTo(uuid);
            assertThat(Guid.parse(guid.toString())).isEqualTo(guid);
            assertThat(Guid.ofBytes(guid.toBytes())).isEqualTo(guid);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{",
                "1-1-1-1-1",
                "{0E70F1AA0-AB8B-11CF-8CA3-00805F48A192}",
                "{E70F1AA0-AB8B-11CF-8CA3-00805F48A192",
                "E70F1AA0-AB8B-11CF-8CA3-00805F48A192}",
                "{E70F1AA0-AB8B-11CF-8CA3-00805F48A19}",
                "{E70F1AA-0AB8B-11CF-8CA3-00805F48A192}",
                "{G70F1AA0-AB8B-11CF-8CA3-00805F48A192}"
            })
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> Guid.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a GUID: \"" + text + "\"");
    }

    @Test
    void refusesOtherLengths() {
        assertThatThrownBy(() -> Guid.ofBytes(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("15 bytes");
    }
}
