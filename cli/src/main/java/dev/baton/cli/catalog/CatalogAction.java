package dev.baton.cli.catalog;

import dev.baton.cli.Version;
import dev.baton.cli.text.JsonWriter;
import dev.baton.cli.text.Paint;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands of the catalog have in common: how they end, and how they say so. */
abstract class CatalogAction implements Callable<Integer> {
    @Spec private CommandSpec spec;

    /** For picocli, which sets the annotated fields before {@link #call}. */
    @SuppressWarnings("NullAway.Init")
    CatalogAction() {}

    /**
     * Does it.
     *
     * @param log what Baton logs meanwhile
     * @return the exit code
     */
    abstract int run(CatalogLog log) throws CatalogFailure;

    /** Whether machines read the output. */
    boolean isJson() {
        return false;
    }

    @Override
    public final Integer call() {
        try (CatalogLog log = CatalogLog.open()) {
            return run(log);
        } catch (CatalogFailure e) {
            fail(e);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final Paint paint() {
        return new Paint(spec.commandLine().getColorScheme().ansi().enabled());
    }

    final ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void fail(CatalogFailure e) {
        if (isJson()) {
            JsonWriter to = new JsonWriter().beginObject().field("baton", Version.number());
            out().println(to.field("ok", false).field("error", e.reason()).endObject());
        }
        out().flush();
        String what = "baton catalog " + spec.name() + " failed: ";
        spec.commandLine().getErr().println(paint().bad(what) + e.reason());
    }
}
