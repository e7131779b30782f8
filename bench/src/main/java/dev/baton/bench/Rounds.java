package dev.baton.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the rounds. The base of a group runs before each of its cases and once more after the last,
 * so that each case is compared with what the machine gave the base at that very time.
 */
final class Rounds {
    private final Options options;
    private final Launcher launcher;
    private final PrintStream progress;
    private final List<Run> runs = new ArrayList<>();

    Rounds(Options options, Launcher launcher, PrintStream progress) {
        this.options = options;
        this.launcher = launcher;
        this.progress = progress;
    }

    List<Run> play(List<Group> groups) throws InterruptedException {
        for (int round = 1; round <= options.rounds(); round++) {
            for (Group group : groups) {
                play(group, round);
            }
        }
        return runs;
    }

    private void play(Group group, int round) throws InterruptedException {
        List<Case> cases = group.cases().stream().filter(one -> wanted(group, one)).toList();
        if (cases.isEmpty() && !wanted(group, group.base())) {
            return;
        }
        Run before = run(group, group.base(), round, Double.NaN);
        runs.add(before);
        for (Case one : cases) {
            Run run = run(group, one, round, before.primary());
            Run after = run(group, group.base(), round, Double.NaN);
            runs.add(run.withBaseAfter(after.primary()));
            runs.add(after);
            before = after;
        }
    }

    private boolean wanted(Group group, Case one) {
        return options.only().matcher(group.id() + "/" + one.name()).find();
    }

    private Run run(Group group, Case one, int round, double base) throws InterruptedException {
        Result none = new Result(Map.of());
        if (!one.runnable()) {
            return new Run(group, one, round, none, base, "skipped: " + one.missing());
        }
        try {
            Result result = launcher.run(one);
            progress.printf(
                    Locale.ROOT,
                    "round %d  %s/%s  %s %.4g%n",
                    round,
                    group.id(),
                    one.name(),
                    group.shape().key,
                    result.value(group.shape().key));
            return new Run(group, one, round, result, base, "");
        } catch (IOException e) {
            progress.printf(
                    Locale.ROOT, "round %d  %s/%s  FAILED: %s%n", round, group.id(), one.name(), e);
            return new Run(group, one, round, none, base, "failed: " + e.getMessage());
        }
    }
}
