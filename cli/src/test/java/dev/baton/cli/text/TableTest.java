package dev.baton.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void makesColumnsAsWideAsTheirWidestCell() {
        assertThat(printed(new Table("id", "name").row("10002", "x").row("1", ""), false))
                .containsExactly("  id     name", "  10002  x", "  1");
    }

    @Test
    void letsNoTextSteerTheTerminal() {
        assertThat(printed(new Table().row("a\u001b[2J", "b\nc"), false))
                .containsExactly("  a?[2J  b?c");
    }

    @Test
    void paintsHeadingsOnly() {
        assertThat(printed(new Table("id").row("1"), true))
                .containsExactly("  \u001b[2mid\u001b[0m", "  1");
        assertThat(printed(new Table().row("1"), true)).containsExactly("  1");
    }

    private static String[] printed(Table table, boolean painted) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text), new Paint(painted));
        return text.toString().lines().toArray(String[]::new);
    }
}
