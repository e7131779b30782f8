package dev.baton.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The benchmark's command: measures, prints Markdown tables; progress goes to standard error. */
public final class HandoffBench {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private HandoffBench() {}

    /**
     * Runs the benchmark and exits: 0 when every case that can run here ran, 1 when one failed, 2
     * for wrong usage.
     *
     * @param args see {@code --help}
     * @throws Exception if the scratch folder or the C compiler can't be used
     */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        System.exit(run(options) ? 0 : 1);
    }

    private static boolean run(Options options) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("baton-bench");
        try {
            Toolbox tools = new Toolbox(scratch);
            boolean canPin = tools.find("taskset").isPresent();
            Launcher launcher = new Launcher(options.place(), canPin, scratch, DEADLINE);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(launcher, scratch)));
            List<Group> groups = new Plan(tools, options.quick()).groups();
            List<Run> runs = new Rounds(options, launcher, System.err).play(groups);
            print(options, canPin, groups, runs);
            if (options.json().isPresent()) {
                Files.writeString(options.json().get(), Json.of(runs, options.place()));
            }
            return runs.stream().noneMatch(run -> run.failed() && run.one().runnable());
        } finally {
            delete(scratch);
        }
    }

    private static void print(Options options, boolean canPin, List<Group> groups, List<Run> runs) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf(
                Locale.ROOT,
                "Median (range) of %d round%s, %s; Java %s, %s %s, %d processors.%s%n%n",
                options.rounds(),
                options.rounds() == 1 ? "" : "s",
                canPin
                        ? options.place() == Placement.SAME
                                ? "both processes on one processor"
                                : "a processor each"
                        : "NOT PINNED, for there is no taskset here",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                options.quick() ? " Quick: shows that it works, measures nothing." : "");
        groups.forEach(group -> out.print(new Table(group, runs).markdown()));
    }

    // Does nothing after a regular end; after a signal it leaves no process and no file behind.
    private static void abandon(Launcher launcher, Path scratch) {
        launcher.stop();
        try {
            delete(scratch);
        } catch (IOException e) {
            System.err.println(scratch + " stays behind: " + e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
