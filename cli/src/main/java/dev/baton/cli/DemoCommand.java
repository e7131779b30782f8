package dev.baton.cli;

import dev.baton.cli.demo.Demo;
import dev.baton.cli.demo.DemoFailure;
import dev.baton.cli.demo.DemoJson;
import dev.baton.cli.demo.DemoResult;
import dev.baton.cli.demo.Narrator;
import dev.baton.cli.demo.TextNarrator;
import dev.baton.cli.text.JsonWriter;
import dev.baton.cli.text.Paint;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code baton demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        header = "Moves live connections from one JVM to another before your eyes.",
        description = {
            "A live TCP connection moves from one JVM to another while its client notices nothing:"
                    + " the hand-off scenario of WSADuplicateSocket, steps 1 to 10, played by three"
                    + " processes over 127.0.0.1. Then many connections move at once.",
            "Fails if a single byte was lost, doubled or damaged."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int MIN_CONNECTIONS = 2;
    private static final int MAX_CONNECTIONS = 20_000;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many to move at once, 2 to 20000 (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--json", description = "Print one JSON object, for machines.")
    private boolean json;

    @Spec private CommandSpec spec;

    /** For picocli, which sets the annotated fields before {@link #call}. */
    @SuppressWarnings("NullAway.Init")
    DemoCommand() {}

    @Override
    public Integer call() {
        CommandLine line = spec.commandLine();
        if (connections < MIN_CONNECTIONS || connections > MAX_CONNECTIONS) {
            throw new ParameterException(
                    line,
                    "--connections "
                            + connections
                            + " is not "
                            + MIN_CONNECTIONS
                            + " to "
                            + MAX_CONNECTIONS);
        }
        PrintWriter out = line.getOut();
        Paint paint = new Paint(line.getColorScheme().ansi().enabled());
        Narrator narrator = json ? Narrator.SILENT : new TextNarrator(out, paint, Version.number());
        try {
            DemoResult result = new Demo(connections, narrator).play();
            if (json) {
                out.println(DemoJson.of(result, Version.number()));
            }
            return exitCode(result);
        } catch (DemoFailure e) {
            fail(line, e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    static int exitCode(DemoResult result) {
        return result.lossless() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private void fail(CommandLine line, DemoFailure e) {
        String message = String.valueOf(e.getMessage());
        if (json) {
            JsonWriter to = new JsonWriter().beginObject().field("baton", Version.number());
            to.field("ok", false).field("error", message).endObject();
            line.getOut().println(to);
        }
        line.getOut().flush();
        Paint paint = new Paint(line.getColorScheme().ansi().enabled());
        line.getErr().println(paint.bad("baton demo failed: ") + message);
        if (!e.details().isEmpty()) {
            line.getErr().println(e.details());
        }
    }
}
