package dev.baton.testkit.model;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks for a shorter script that fails too, by leaving out steps. */
final class Shrinker {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** What depends on timing does not fail each time. */
    private static final int ATTEMPTS = 3;

    private final Kind kind;
    private final int processes;
    private final long end = System.nanoTime() + LIMIT.toNanos();

    Shrinker(Kind kind, int processes) {
        this.kind = kind;
        this.processes = processes;
    }

    /** Empty if the whole script does not fail again. */
    List<Step> shrink(List<Step> script) {
        if (!fails(script)) {
            return List.of();
        }
        List<Step> shortest = script;
        for (int chunk = script.size() / 2; chunk > 0 && isTime(); chunk /= 2) {
            shortest = leaveOut(shortest, chunk);
        }
        return shortest;
    }

    private List<Step> leaveOut(List<Step> script, int chunk) {
        List<Step> shortest = script;
        int from = 0;
        while (from < shortest.size() && isTime()) {
            List<Step> shorter = new ArrayList<>(shortest);
            shorter.subList(from, Math.min(from + chunk, shorter.size())).clear();
            if (fails(shorter)) {
                shortest = shorter;
            } else {
                from += chunk;
            }
        }
        return shortest;
    }

    private boolean isTime() {
        return System.nanoTime() - end < 0;
    }

    private boolean fails(List<Step> script) {
        for (int i = 0; i < ATTEMPTS; i++) {
            try (Stage stage = new Stage(processes);
                    Trial trial = new Trial(stage, kind, PATIENCE)) {
                for (Step step : script) {
                    trial.take(step);
                }
                trial.end();
            } catch (AssertionError e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
        return false;
    }
}
