package dev.baton.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the layer benchmarks in JVMs of JMH's and sorts what they measured. */
final class LayerRuns {
    private static final TimeValue ITERATION = TimeValue.milliseconds(200);
    private static final int STACKS = LayerStack.values().length;

    private final Path catalogs;
    private final int port;
    private final boolean quick;
    private final PrintStream progress;

    LayerRuns(Path catalogs, int port, boolean quick, PrintStream progress) {
        this.catalogs = catalogs;
        this.port = port;
        this.quick = quick;
        this.progress = progress;
    }

    /** Round trips: one JVM, in which the stacks take turns. */
    List<LayerRow> echo(int fork) throws RunnerException {
        int warm = (quick ? 2 : 10) * STACKS;
        int rounds = quick ? 3 : 25;
        List<IterationResult> iterations =
                run(
                        options(LayerEcho.class, warm, rounds * STACKS)
                                .param("fork", Integer.toString(fork)));
        double[][] nanos = new double[rounds][STACKS];
        for (int i = 0; i < rounds * STACKS; i++) {
            LayerStack stack = LayerStack.turn(fork, warm + i);
            nanos[i / STACKS][stack.ordinal()] = median(iterations.get(i));
        }
        return rows("echo", fork, nanos);
    }

    /** Single calls: a JVM for each stack, whose compiled code knows nothing else. */
    List<LayerRow> dispatch(int fork) throws RunnerException {
        int rounds = quick ? 3 : 15;
        double[][] nanos = new double[rounds][STACKS];
        for (LayerStack stack : LayerStack.round(fork, 0)) {
            List<IterationResult> iterations =
                    run(
                            options(LayerDispatch.class, quick ? 3 : 15, rounds)
                                    .param("stack", stack.name()));
            for (int round = 0; round < rounds; round++) {
                nanos[round][stack.ordinal()] = median(iterations.get(round)) / LayerDispatch.CALLS;
            }
        }
        return rows("dispatch", fork, nanos);
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, int warm, int measured) {
        return new OptionsBuilder()
                .include("^" + benchmark.getName() + "\\.")
                .forks(1)
                .warmupIterations(warm)
                .warmupTime(ITERATION)
                .measurementIterations(measured)
                .measurementTime(ITERATION)
                .shouldFailOnError(true)
                .jvmArgs(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-D" + LayerSession.CATALOGS + "=" + catalogs,
                        "-D" + LayerSession.PORT + "=" + port);
    }

    private static List<IterationResult> run(ChainedOptionsBuilder options) throws RunnerException {
        Collection<RunResult> results =
                new Runner(
                                options.build(),
                                OutputFormatFactory.createFormatInstance(
                                        System.err, VerboseMode.SILENT))
                        .run();
        return results.stream()
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(result -> result.getIterationResults().stream())
                .toList();
    }

    // Not the mean: another process may have had the processor meanwhile.
    private static double median(IterationResult iteration) {
        return iteration.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private List<LayerRow> rows(String group, int fork, double[][] nanos) {
        List<LayerRow> rows = new ArrayList<>();
        for (LayerStack stack : LayerStack.values()) {
            for (int round = 0; round < nanos.length; round++) {
                double base = nanos[round][LayerStack.NONE.ordinal()];
                double mine = nanos[round][stack.ordinal()];
                rows.add(new LayerRow(group, stack, fork, round, mine, base));
            }
            DoubleStream mine = Arrays.stream(nanos).mapToDouble(round -> round[stack.ordinal()]);
            progress.printf(
                    Locale.ROOT,
                    "fork %d  %s/%s  %.4g ns%n",
                    fork,
                    group,
                    stack.title(),
                    Series.of(mine).median());
        }
        return rows;
    }
}
