package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SeedsTest {
    @AfterEach
    void forgetTheSeed() {
        System.clearProperty("seed");
    }

    @Test
    void namesTheSeedOfAFailureWhichReplaysIt() {
        List<Integer> numbers = new ArrayList<>();
        assertThatThrownBy(() -> Seeds.run(random -> fail(numbers, random.nextInt())))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("replay with -Dseed=-?\\d+: wrong")
                .satisfies(failure -> {
                    String message = String.valueOf(failure.getMessage());
                    String seed = message.replaceAll(".*=(-?\\d+):.*", "$1");
                    System.setProperty("seed", seed);
                });
        Seeds.run(random -> numbers.add(random.nextInt()));
        assertThat(numbers).hasSize(2);
        assertThat(numbers.get(1)).isEqualTo(numbers.get(0));
    }

    private static void fail(List<Integer> numbers, int number) {
        numbers.add(number);
        throw new AssertionError("wrong");
    }
}
