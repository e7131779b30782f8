package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command printed. The catalog's folder is written {@code CATALOG}, the random GUIDs of
 * chains {@code {...}}, the test kit's jar {@code TESTKIT.jar}. The layers of the test kit, which
 * is on the module path, are left out where they are not installed.
 */
record Transcript(int code, List<String> out, List<String> err) {
    private static final String OF_TESTKIT = ".*for tests";

    static Transcript of(Path catalog, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new CommandLine(new CatalogCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                        .execute(args);
        return new Transcript(code, lines(out, catalog), lines(err, catalog));
    }

    private static List<String> lines(StringWriter text, Path catalog) {
        return Arrays.stream(text.toString().split("\\R", -1))
                .map(line -> line.replace(catalog.toString(), "CATALOG"))
                .map(line -> line.replaceAll("(ProviderId +)\\{[-0-9A-F]+}", "$1{...}"))
                .map(line ->
                        line.replaceAll(
                                "baton-testkit-\\S+jar|dev.baton.testkit.jar", "TESTKIT.jar"))
                .filter(line -> !line.matches(OF_TESTKIT))
                .toList();
    }

    /** It was done, and this is all that was said. */
    void isDone(String expected) {
        assertThat(this).isEqualTo(new Transcript(0, List.of(expected.split("\n", -1)), EMPTY));
    }

    /** It failed with this sentence, and nothing else was said. */
    void failed(String command, String why) {
        assertThat(err).containsExactly("baton catalog " + command + " failed: " + why, "");
        assertThat(out).isEqualTo(EMPTY);
        assertThat(code).isEqualTo(1);
    }

    /** It was asked for wrongly. */
    void isWrongUsage(String why) {
        assertThat(err.getFirst()).isEqualTo(why);
        assertThat(out).isEqualTo(EMPTY);
        assertThat(code).isEqualTo(2);
    }

    private static final List<String> EMPTY = List.of("");
}
