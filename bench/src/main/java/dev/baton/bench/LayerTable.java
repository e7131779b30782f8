package dev.baton.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The iterations of a layer benchmark as a Markdown table: a median per JVM, then of the JVMs. */
final class LayerTable {
    private static final String COUNT = "%,.0f";
    private static final String RATIO = "%.3f";

    private final String heading;
    private final List<LayerRow> rows;

    LayerTable(String heading, List<LayerRow> rows) {
        this.heading = heading;
        this.rows = rows;
    }

    String markdown() {
        StringBuilder text = new StringBuilder("### " + heading + "\n\n");
        text.append("| case | ns | more than no layer, ns | / no layer | single rounds |\n");
        text.append("| --- | --: | --: | --: | --: |\n");
        for (LayerStack stack : LayerStack.values()) {
            List<LayerRow> mine = rows.stream().filter(row -> row.stack() == stack).toList();
            text.append("| ").append(stack.title());
            text.append(" | ").append(forks(mine, LayerRow::nanos).ranged(COUNT));
            if (stack == LayerStack.NONE) {
                text.append(" | 0 | 1 | – |\n");
                continue;
            }
            text.append(" | ").append(forks(mine, LayerRow::over).ranged("%,.1f"));
            text.append(" | ").append(forks(mine, LayerRow::ratio).ranged(RATIO));
            text.append(" | ").append(middleHalf(mine)).append(" |\n");
        }
        return text.append('\n').toString();
    }

    private static Series forks(List<LayerRow> rows, ToDoubleFunction<LayerRow> number) {
        return Series.of(
                rows.stream()
                        .mapToInt(LayerRow::fork)
                        .distinct()
                        .mapToDouble(fork -> median(rows, fork, number)));
    }

    private static double median(List<LayerRow> rows, int fork, ToDoubleFunction<LayerRow> number) {
        return Series.of(rows.stream().filter(row -> row.fork() == fork).mapToDouble(number))
                .median();
    }

    // A single round may meet anything: its extremes say nothing of layers.
    private static String middleHalf(List<LayerRow> rows) {
        double[] sorted = rows.stream().mapToDouble(LayerRow::ratio).sorted().toArray();
        if (sorted.length == 0) {
            return "–";
        }
        return String.format(
                Locale.ROOT,
                RATIO + "–" + RATIO,
                sorted[(sorted.length - 1) / 4],
                sorted[sorted.length - 1 - (sorted.length - 1) / 4]);
    }
}
