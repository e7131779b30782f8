package dev.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventuallyTest {
    @Test
    void returnsWhenTheConditionHolds() {
        var looks = new AtomicInteger();
        Eventually.await(Duration.ofSeconds(10), () -> looks.incrementAndGet() == 5);
        assertThat(looks).hasValue(5);
    }

    @Test
    void looksAtLeastOnce() {
        Eventually.await(Duration.ZERO, () -> true);
    }

    @Test
    void failsWithTheLastTextWhenTheTimeIsOver() {
        var looks = new AtomicInteger();
        Duration limit = Duration.ofMillis(20);
        assertThatThrownBy(() ->
                        Eventually.await(
                                limit, () -> looks.incrementAndGet() < 0, () -> "looked " + looks))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("after 20 ms: looked [1-9]\\d*");
    }
}
