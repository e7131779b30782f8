package dev.baton.testkit.model;

import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.NoLeaks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * Random steps on real sockets with the model beside them, compared after each step. A failure
 * names the seed that repeats it and the shortest failing steps that were found.
 */
public final class ModelRun {
    /** Steps on one socket; then comes a new one. */
    private static final int SCRIPT = 80;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How registrations are made. */
    public enum Flavours {
        /** With event objects only. */
        EVENTS,
        /** With windows only. */
        MESSAGES,
        /** With both, each replacing the other. */
        BOTH;

        Set<Move> leavesOut() {
            return switch (this) {
                case EVENTS -> EnumSet.of(Move.SELECT_MESSAGE, Move.CANCEL_MESSAGE);
                case MESSAGES -> EnumSet.of(Move.SELECT_EVENT, Move.CANCEL_EVENT);
                case BOTH -> EnumSet.noneOf(Move.class);
            };
        }
    }

    private final Kind kind;
    private final Flavours flavours;
    private final int processes;

    /**
     * Prepares a run.
     *
     * @param kind what the sockets are
     * @param flavours how registrations are made
     * @param processes how many hold descriptors, this one included
     */
    public ModelRun(Kind kind, Flavours flavours, int processes) {
        this.kind = kind;
        this.flavours = flavours;
        this.processes = processes;
    }

    /**
     * Runs.
     *
     * @param seed of the first socket; each further one has the next number
     * @param steps how many steps, at least
     * @throws AssertionError if a socket and its model differ
     */
    public void run(long seed, int steps) {
        try (Stage stage = new Stage(processes)) {
            int taken = trial(stage, seed);
            List<DescriptorSnapshot> before = elsewhere(stage);
            for (long next = seed + 1; taken < steps; next++) {
                taken += trial(stage, next);
            }
            before.forEach(each -> each.awaitEqual(PATIENCE, NoLeaks.RELEVANT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the other processes have open: for this one there is {@link NoLeaks}. */
    private static List<DescriptorSnapshot> elsewhere(Stage stage) {
        List<DescriptorSnapshot> descriptors = new ArrayList<>();
        for (int process = 1; process < stage.processes(); process++) {
            descriptors.add(stage.site(process).descriptors());
        }
        return descriptors;
    }

    private int trial(Stage stage, long seed) throws IOException {
        var chooser = new StepChooser(new Random(seed), flavours.leavesOut());
        List<Step> script = new ArrayList<>();
        try (Trial trial = new Trial(stage, kind, PATIENCE)) {
            try {
                while (script.size() < SCRIPT) {
                    Step step = chooser.next(trial.model());
                    script.add(step);
                    trial.take(step);
                }
                trial.end();
            } catch (AssertionError e) {
                throw failure(seed, script, trial.model(), e);
            }
        }
        return script.size();
    }

    private AssertionError failure(
            long seed, List<Step> script, SocketModel model, AssertionError cause) {
        int last = script.size();
        List<Step> end = script.subList(Math.max(0, last - 20), last);
        List<Step> shortest = new Shrinker(kind, processes).shrink(script);
        String again = shortest.isEmpty() ? " it did not fail again" : lines(shortest);
        String text =
                String.format(
                        Locale.ROOT,
                        "%s %s in %d processes, -Dbaton.model.seed=%d, step %d: %s%n"
                                + "model: %s%nlast steps:%s%nshortest:%s",
                        kind,
                        flavours,
                        processes,
                        seed,
                        last,
                        cause.getMessage(),
                        model,
                        lines(end),
                        again);
        return new AssertionError(text, cause);
    }

    private static String lines(List<Step> steps) {
        var lines = new StringBuilder();
        steps.forEach(step -> lines.append("\n  ").append(step));
        return lines.toString();
    }
}
