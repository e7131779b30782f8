package dev.baton.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The runs of a group as a Markdown table. */
final class Table {
    private static final String US = "%.1f";
    private static final String COUNT = "%,.0f";
    private static final String RATIO = "%.2f";

    private final Group group;
    private final List<Run> runs;
    private final List<String> problems = new ArrayList<>();

    Table(Group group, List<Run> all) {
        this.group = group;
        this.runs = all.stream().filter(run -> run.group().equals(group)).toList();
    }

    /** Empty if nothing of the group ran. */
    String markdown() {
        if (runs.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("### " + group.title() + "\n\n");
        if (!group.note().isEmpty()) {
            text.append(group.note()).append("\n\n");
        }
        line(text, header());
        line(text, header().stream().map(h -> h.equals("case") ? "---" : "--:").toList());
        row(text, group.base());
        group.cases().forEach(one -> row(text, one));
        problems.forEach(problem -> text.append('\n').append(problem).append('\n'));
        return text.append('\n').toString();
    }

    private List<String> header() {
        String base = group.base().name();
        return switch (group.shape()) {
            case LATENCY -> List.of("case", "p50 µs", "p99 µs", "per s", "CPU µs", "p50 / " + base);
            case RATE ->
                    group.also().isEmpty()
                            ? List.of("case", "sockets/s", "CPU µs", "rate / " + base)
                            : List.of(
                                    "case",
                                    "sockets/s",
                                    "CPU µs",
                                    "rate / " + base,
                                    "rate / " + group.also());
            case TIME -> List.of("case", "ms", "over " + base + ", ms");
        };
    }

    private void row(StringBuilder text, Case one) {
        List<Run> mine = of(one);
        mine.stream()
                .filter(Run::failed)
                .map(run -> one.name() + ": " + run.error())
                .distinct()
                .forEach(problems::add);
        if (mine.stream().allMatch(Run::failed)) {
            return;
        }
        List<String> cells = new ArrayList<>(List.of(one.name()));
        Series primary = series(mine, Run::primary);
        Series ratio = series(mine, run -> run.primary() / run.base());
        switch (group.shape()) {
            case LATENCY -> {
                cells.add(primary.ranged(US));
                cells.add(number(mine, "p99_us").plain(US));
                cells.add(number(mine, "per_s").plain(COUNT));
                cells.add(number(mine, "cpu_us").plain(US));
                cells.add(one.equals(group.base()) ? "1" : ratio.ranged(RATIO));
            }
            case RATE -> {
                cells.add(primary.ranged(COUNT));
                cells.add(number(mine, "cpu_us").plain("%.2f"));
                cells.add(one.equals(group.base()) ? "1" : ratio.ranged(RATIO));
                if (!group.also().isEmpty()) {
                    cells.add(overAlso(one, mine));
                }
            }
            case TIME -> {
                cells.add(primary.ranged("%.0f"));
                Series over = series(mine, run -> run.primary() - run.base());
                cells.add(one.equals(group.base()) ? "0" : over.ranged("%.0f"));
            }
        }
        line(text, cells);
        facts(one, mine);
    }

    // The second case ran at another moment of the round: compare what both are to the base.
    private String overAlso(Case one, List<Run> mine) {
        if (one.name().equals(group.also())) {
            return "1";
        }
        Series ratios =
                series(
                        mine,
                        run -> {
                            double also =
                                    series(
                                                    runs.stream()
                                                            .filter(r -> isAlso(r, run.round()))
                                                            .toList(),
                                                    r -> r.primary() / r.base())
                                            .median();
                            double own = one.equals(group.base()) ? 1 : run.primary() / run.base();
                            return own / also;
                        });
        return ratios.ranged(RATIO);
    }

    private boolean isAlso(Run run, int round) {
        return run.round() == round && run.one().name().equals(group.also());
    }

    // What a case reports beyond the columns, such as losses and memory.
    private void facts(Case one, List<Run> mine) {
        List<String> columns = List.of("p50_us", "p99_us", "per_s", "cpu_us", "ms");
        mine.getFirst().result().values().keySet().stream()
                .filter(key -> !columns.contains(key))
                .map(key -> one.name() + ": " + key + " " + number(mine, key).ranged("%,.4g"))
                .forEach(problems::add);
    }

    private List<Run> of(Case one) {
        return runs.stream().filter(run -> run.one().equals(one)).toList();
    }

    private static Series number(List<Run> runs, String key) {
        return series(runs, run -> run.result().value(key));
    }

    private static Series series(List<Run> runs, ToDoubleFunction<Run> number) {
        return Series.of(runs.stream().mapToDouble(number));
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
