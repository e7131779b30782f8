package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.cli.demo.Samples;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

final class DemoCommandTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 1", "0, 1, 1", "3, 2, 1"})
    void endsWithOneIfAnythingWasLost(long gaps, long resets, int code) {
        assertThat(DemoCommand.exitCode(Samples.result(gaps, resets))).isEqualTo(code);
    }

    @Test
    void endsWithZeroAndOneLineOfJson() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = {"demo", "--connections", "100", "--json"};

        assertThat(Main.run(Ansi.OFF, new PrintWriter(out), new PrintWriter(err), args)).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString()).contains("\"ok\":true");
        assertThat(err.toString()).isEmpty();
    }
}
