package dev.baton.cli.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlagNamesTest {
    @Test
    void namesTheSetBitsFromTheLowestOn() {
        assertThat(FlagNames.of("XP1_", 0x20066))
                .isEqualTo(
                        "XP1_GUARANTEED_DELIVERY | XP1_GUARANTEED_ORDER | XP1_GRACEFUL_CLOSE"
                                + " | XP1_EXPEDITED_DATA | XP1_IFS_HANDLES");
    }

    @Test
    void writesBitsWithoutNameAsNumbers() {
        assertThat(FlagNames.of("PFL_", 0x80000008))
                .isEqualTo("PFL_MATCHES_PROTOCOL_ZERO | 0x80000000");
        assertThat(FlagNames.of("PFL_", 0)).isEmpty();
    }
}
