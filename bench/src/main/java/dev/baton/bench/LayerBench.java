package dev.baton.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;

/** {@code bench/run layers}: what the layers of a chain cost a call. */
public final class LayerBench {
    private LayerBench() {}

    /**
     * Measures and prints Markdown tables; progress goes to standard error.
     *
     * @param args see {@code --help}; a round is a JVM of the echo and one per case of the dispatch
     * @throws Exception if a benchmark fails or the scratch folder can't be used
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
        Path scratch = Files.createTempDirectory("baton-bench");
        try {
            run(options, scratch);
        } finally {
            HandoffBench.delete(scratch);
        }
    }

    private static void run(Options options, Path scratch)
            throws IOException, InterruptedException, RunnerException {
        Toolbox tools = new Toolbox(scratch);
        List<Integer> cpus = options.place().cpus();
        boolean pinned = settle(tools, "taskset", "-a", "-c", "-p", cpus.getFirst() + "");
        // Else the kernel takes the processor from a sender for its partner, or not, depending on
        // how long each has run: the dearer client would skip the wait and be faster.
        boolean batch = settle(tools, "chrt", "-a", "-b", "-p", "0");
        List<String> command =
                tools.compile("echo")
                        .map(program -> List.of(program.toString(), "serve"))
                        .orElseGet(() -> Jvm.command(EchoPartner.class));
        List<LayerRow> echo = new ArrayList<>();
        List<LayerRow> dispatch = new ArrayList<>();
        try (Child partner = Child.start(pinned ? Jvm.pinned(cpus.get(1), command) : command)) {
            LayerRuns runs =
                    new LayerRuns(scratch, Launcher.port(partner), options.quick(), System.err);
            for (int fork = 1; fork <= options.rounds(); fork++) {
                if (options.only().matcher("echo").find()) {
                    echo.addAll(runs.echo(fork));
                }
                if (options.only().matcher("dispatch").find()) {
                    dispatch.addAll(runs.dispatch(fork));
                }
            }
        }
        print(options, pinned, batch, echo, dispatch);
        if (options.json().isPresent()) {
            echo.addAll(dispatch);
            Files.writeString(options.json().get(), Json.of(echo));
        }
    }

    // For this process and every one that it starts from here on, JMH's too.
    private static boolean settle(Toolbox tools, String tool, String... options)
            throws IOException, InterruptedException {
        if (tools.find(tool).isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(options));
        command.add(Long.toString(ProcessHandle.current().pid()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor() == 0;
    }

    private static void print(
            Options options,
            boolean pinned,
            boolean batch,
            List<LayerRow> echo,
            List<LayerRow> dispatch) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.printf(
                Locale.ROOT,
                "Median (range) of %d fork%s, %s%s; Java %s, %s %s.%s%n%n",
                options.rounds(),
                options.rounds() == 1 ? "" : "s",
                pinned
                        ? options.place() == Placement.SAME
                                ? "everything on one processor"
                                : "a processor each"
                        : "NOT PINNED, for there is no taskset here",
                batch ? ", SCHED_BATCH" : ", NO SCHED_BATCH, for there is no chrt here",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                options.quick() ? " Quick: shows that it works, measures nothing." : "");
        if (!echo.isEmpty()) {
            out.print(new LayerTable("Blocking echo through layers, 64 bytes", echo).markdown());
        }
        if (!dispatch.isEmpty()) {
            out.print(
                    new LayerTable("One call through layers: recv, WSAEWOULDBLOCK", dispatch)
                            .markdown());
        }
    }
}
