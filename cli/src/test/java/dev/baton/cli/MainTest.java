package dev.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "frob",
                "--frob",
                "demo --frob",
                "demo surplus",
                "demo --connections",
                "demo --connections many",
                "demo --connections 1",
                "demo --connections -5",
                "demo --connections 20001",
                "doctor surplus",
                "catalog",
                "catalog frob",
                "catalog list surplus",
                "catalog install",
                "catalog install first --over everything",
                "catalog order first",
                "catalog show"
            })
    void answersWrongUsageWithTwoAndNothingOnStandardOutput(String line) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ", -1);

        assertThat(run(args)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void tellsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString().strip()).isEqualTo("baton " + Version.number());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpsOnStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: baton", "demo ", "doctor ", "catalog ", "Exit codes:")
                .doesNotContain("\u001b");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpsWithEachCommand() {
        assertThat(run("demo", "--help")).isZero();
        assertThat(run("doctor", "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: baton demo", "--connections=N", "--json")
                .contains("Usage: baton doctor");
    }

    @Test
    void findsThatThisMachineCanDoIt() {
        assertThat(run("doctor", "--json")).as(() -> out.toString() + err).isZero();
        assertThat(out.toString())
                .startsWith("{\"baton\":")
                .contains("\"ok\":true")
                .contains("\"name\":\"hand-over\",\"verdict\":\"good\"");
    }

    private int run(String... args) {
        return Main.run(Ansi.OFF, new PrintWriter(out), new PrintWriter(err), args);
    }
}
