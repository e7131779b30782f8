package dev.baton.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
    private static final String BREAK = System.lineSeparator();

    @Test
    void breaksBetweenWordsOnly() {
        assertThat(Columns.wrap("one two three four", 9, "  "))
                .isEqualTo("one two" + BREAK + "  three" + BREAK + "  four");
    }

    @Test
    void leavesShortTextsAndLongWordsWhole() {
        assertThat(Columns.wrap("short", 9, "  ")).isEqualTo("short");
        assertThat(Columns.wrap("a incomprehensible b", 9, "> "))
                .isEqualTo("a" + BREAK + "> incomprehensible" + BREAK + "> b");
    }
}
