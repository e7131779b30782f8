package dev.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerTableTest {
    @Test
    void takesTheMedianOfEachForkAndThenOfTheForks() {
        List<LayerRow> rows = new ArrayList<>();
        add(rows, 1, 1.01, 1.02, 9);
        add(rows, 2, 1.03, 1.04, 1.05);
        add(rows, 3, 0.98, 1.00, 1.01);

        assertThat(new LayerTable("Echo", rows).markdown())
                .contains("### Echo")
                .contains("| no layer | 1,000 (1,000–1,000) | 0 | 1 | – |")
                .contains(
                        "| one layer | 1,020 (1,000–1,040) | 20.0 (0.0–40.0) | 1.020 (1.000–1.040)"
                                + " | 1.010–1.040 |");
    }

    @Test
    void comparesWithTheBaseOfTheSameRound() {
        List<LayerRow> rows =
                List.of(
                        new LayerRow("echo", LayerStack.ONE, 1, 0, 100, 100),
                        new LayerRow("echo", LayerStack.ONE, 1, 1, 330, 300),
                        new LayerRow("echo", LayerStack.ONE, 1, 2, 220, 200));

        assertThat(new LayerTable("Echo", rows).markdown())
                .contains("| one layer | 220 | 20.0 | 1.100 | 1.000–1.100 |");
    }

    @Test
    void givesEachStackOneTurnARoundInChangingOrder() {
        int stacks = LayerStack.values().length;
        List<List<LayerStack>> rounds =
                IntStream.range(0, 20).mapToObj(round -> LayerStack.round(1, round)).toList();

        assertThat(rounds)
                .allSatisfy(
                        round -> assertThat(round).containsExactlyInAnyOrder(LayerStack.values()));
        assertThat(rounds.stream().distinct().count()).isGreaterThan(10);
        assertThat(IntStream.range(0, 20 * stacks).mapToObj(i -> LayerStack.turn(1, i)))
                .containsExactlyElementsOf(rounds.stream().flatMap(List::stream).toList());
        assertThat(LayerStack.round(2, 0)).isEqualTo(LayerStack.round(2, 0));
    }

    private static void add(List<LayerRow> rows, int fork, double... ratios) {
        for (int round = 0; round < ratios.length; round++) {
            rows.add(new LayerRow("echo", LayerStack.NONE, fork, round, 1000, 1000));
            rows.add(new LayerRow("echo", LayerStack.ONE, fork, round, 1000 * ratios[round], 1000));
        }
    }
}
