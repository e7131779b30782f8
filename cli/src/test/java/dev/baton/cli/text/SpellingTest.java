package dev.baton.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {
    @ParameterizedTest
    @CsvSource({"trace, trace, 0", "trac, trace, 1", "tarce, trace, 2", "kitten, sitting, 3"})
    void countsChangedLetters(String from, String to, int distance) {
        assertThat(Spelling.distance(from, to)).isEqualTo(distance);
        assertThat(Spelling.distance(to, from)).isEqualTo(distance);
    }

    @Test
    void suggestsTheNearestWordAndNoStranger() {
        List<String> known = List.of("throttle", "trace", "tr");
        assertThat(Spelling.nearest("trac", known)).contains("trace");
        assertThat(Spelling.nearest("nothing", known)).isEmpty();
        assertThat(Spelling.nearest("xy", known)).isEmpty();
    }
}
