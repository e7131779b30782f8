package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.bench.Group.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final Case C = Case.of("C", List.of("c"));
    private static final Case PEER = Case.of("peer", List.of("peer"));
    private static final Case ABSENT = Case.missing("absent", "it is not installed");

    @Test
    void comparesEachRoundWithTheBaseAroundIt() {
        Group group = group(Shape.LATENCY);
        List<Run> runs =
                List.of(
                        run(group, C, 1, "p50_us", 10, Double.NaN),
                        run(group, PEER, 1, "p50_us", 12, 8).withBaseAfter(12),
                        run(group, PEER, 2, "p50_us", 40, 20).withBaseAfter(20));

        assertThat(new Table(group, runs).markdown())
                .contains("| C | 10.0 | – | – | – | 1 |")
                .contains("| peer | 26.0 (12.0–40.0) | – | – | – | 1.60 (1.20–2.00) |");
    }

    @Test
    void showsStartUpAsADifference() {
        Group group = group(Shape.TIME);
        List<Run> runs =
                List.of(
                        run(group, C, 1, "ms", 30, Double.NaN),
                        run(group, PEER, 1, "ms", 95, 30).withBaseAfter(32));

        assertThat(new Table(group, runs).markdown()).contains("| peer | 95 | 64 |");
    }

    @Test
    void saysWhatWasSkippedAndWhatFailed() {
        Group group = group(Shape.RATE);
        Result none = new Result(Map.of());
        List<Run> runs =
                List.of(
                        new Run(group, ABSENT, 1, none, 5, "skipped: it is not installed"),
                        new Run(group, PEER, 1, none, 5, "failed: the target ended"));

        assertThat(new Table(group, runs).markdown())
                .contains("absent: skipped: it is not installed")
                .contains("peer: failed: the target ended")
                .doesNotContain("| peer")
                .doesNotContain("| absent");
    }

    @Test
    void isEmptyWhenNothingOfTheGroupRan() {
        assertThat(new Table(group(Shape.RATE), List.of()).markdown()).isEmpty();
    }

    @Test
    void readsTheResultLineAmongOtherOutput() {
        Result result = Result.in("a warning\nresult p50_us=7.250 per_s=133332\n").orElseThrow();

        assertThat(result.value("p50_us")).isEqualTo(7.25);
        assertThat(result.value("per_s")).isEqualTo(133_332);
        assertThat(result.value("cpu_us")).isNaN();
        assertThat(Result.in("nothing of that kind")).isEmpty();
    }

    private static Group group(Shape shape) {
        return new Group("id", "Title", "", shape, C, List.of(PEER, ABSENT), "");
    }

    private static Run run(Group g, Case one, int round, String key, double v, double base) {
        return new Run(g, one, round, new Result(Map.of(key, v)), base, "");
    }
}
