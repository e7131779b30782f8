package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void measuresFiveRoundsOnOneProcessorUnlessToldOtherwise() {
        Options options = Options.parse();

        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.place()).isEqualTo(Placement.SAME);
        assertThat(options.only().matcher("single/Baton").find()).isTrue();
        assertThat(options.json()).isEmpty();
    }

    @Test
    void takesEveryOption() {
        Options options =
                Options.parse(
                        "--rounds",
                        "2",
                        "--place",
                        "split",
                        "--only",
                        "^echo/",
                        "--quick",
                        "--json",
                        "rows.json");

        assertThat(options.rounds()).isEqualTo(2);
        assertThat(options.place()).isEqualTo(Placement.SPLIT);
        assertThat(options.only().matcher("single/Baton").find()).isFalse();
        assertThat(options.quick()).isTrue();
        assertThat(options.json()).contains(Path.of("rows.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "--rounds 0, not a positive number",
        "--rounds many, not a positive number",
        "--rounds, needs a value",
        "--place free, same and split",
        "--only (, --only",
        "--fast, unknown option"
    })
    void refusesWhatItDoesNotKnow(String line, String reason) {
        assertThatThrownBy(() -> Options.parse(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
