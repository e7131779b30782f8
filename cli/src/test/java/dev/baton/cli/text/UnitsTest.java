package dev.baton.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnitsTest {
    @Test
    void separatesThousandsAndCountsInTheSingular() {
        assertThat(Units.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Units.count(1, "socket")).isEqualTo("1 socket");
        assertThat(Units.count(0, "gap")).isEqualTo("0 gaps");
    }

    @Test
    void roundsDurationsToWhatIsWorthReading() {
        assertThat(Units.millis(418_000)).isEqualTo("0.42 ms");
        assertThat(Units.millis(4_180_000)).isEqualTo("4.2 ms");
        assertThat(Units.millis(127_400_000)).isEqualTo("127 ms");
        assertThat(Units.seconds(3_240_000_000L)).isEqualTo("3.2 s");
    }

    @Test
    void tellsNoRateOfNoTime() {
        assertThat(Units.rate(1000, 20_000_000)).isEqualTo(50_000);
        assertThat(Units.rate(1000, 0)).isZero();
    }

    @Test
    void writesHandlesAsCProgramsDo() {
        assertThat(Units.hex(0x114)).isEqualTo("0x114");
        assertThat(Units.dword(0x20066)).isEqualTo("0x00020066");
        assertThat(Units.dword(-1)).isEqualTo("0xffffffff");
    }
}
