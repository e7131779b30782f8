package dev.baton.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The entry of the {@code baton} command. */
public final class Main {
    private static final int FAILED = 1;

    private Main() {}

    /**
     * Runs the command and ends the process: 0 done, 1 failed, 2 wrong usage.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(Ansi.AUTO, writer(System.out), writer(System.err), args));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, stream.charset());
    }

    /** Runs the command with given streams and tells the exit code. */
    static int run(Ansi ansi, PrintWriter out, PrintWriter err, String... args) {
        int code =
                new CommandLine(new BatonCommand())
                        .setOut(out)
                        .setErr(err)
                        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                        .setUsageHelpAutoWidth(true)
                        .setExecutionExceptionHandler(Main::report)
                        .execute(args);
        out.flush();
        err.flush();
        return code;
    }

    private static int report(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        line.getErr().println("baton: " + e);
        e.printStackTrace(line.getErr());
        return FAILED;
    }
}
