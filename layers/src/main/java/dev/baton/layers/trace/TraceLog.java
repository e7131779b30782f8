package dev.baton.layers.trace;

import dev.baton.layers.Entry;
import dev.baton.layers.Settings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where the lines go, which ones, and in which form. */
final class TraceLog {
    private static final System.Logger LOG = System.getLogger("dev.baton.layers");
    private static final String STDERR = "stderr";

    /** One for all: the chains of a process may print to the same file. */
    private static final Object ONE_LINE = new Object();

    private final String to;
    private final OutputStream out;
    private final Set<Entry> shown;
    private final Function<TracedCall, String> form;
    private boolean broken;

    TraceLog(String to, OutputStream out, Set<Entry> shown, Function<TracedCall, String> form) {
        this.to = to;
        this.out = out;
        this.shown = shown;
        this.form = form;
    }

    static TraceLog open(Settings settings) {
        Function<TracedCall, String> form = form(settings);
        Set<Entry> shown = shown(settings);
        String to = settings.text("to").orElse(STDERR);
        try {
            // The descriptor and not System.err: a trace must not disappear into what that was set
            // to, which may itself end in sockets.
            OutputStream out =
                    to.equals(STDERR)
                            ? new FileOutputStream(FileDescriptor.err)
                            : new FileOutputStream(to, true);
            return new TraceLog(to, out, shown, form);
        } catch (IOException e) {
            throw settings.unusable(
                    "to", to, "stderr or the path of a file to append to (" + e.getMessage() + ")");
        }
    }

    private static Function<TracedCall, String> form(Settings settings) {
        String form = settings.text("form").orElse("human");
        return switch (form) {
            case "human" -> TracedCall::human;
            case "json" -> TracedCall::json;
            default -> throw settings.unusable("form", form, "human or json");
        };
    }

    private static Set<Entry> shown(Settings settings) {
        Optional<String> calls = settings.text("calls");
        if (calls.isEmpty()) {
            return EnumSet.allOf(Entry.class);
        }
        Set<Entry> shown = EnumSet.noneOf(Entry.class);
        for (String each : calls.get().split(",", -1)) {
            shown.add(
                    Entry.named(each.strip())
                            .orElseThrow(() ->
                                    settings.unusable(
                                            "calls",
                                            calls.get(),
                                            "names of entries, such as WSPSend,WSPRecv; \""
                                                    + each.strip()
                                                    + "\" is none")));
        }
        return shown;
    }

    boolean shows(Entry entry) {
        return shown.contains(entry);
    }

    void print(TracedCall call) {
        byte[] line = (form.apply(call) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (ONE_LINE) {
            if (broken) {
                return;
            }
            try {
                out.write(line);
                out.flush();
            } catch (IOException e) {
                broken = true;
                LOG.log(
                        Level.WARNING,
                        "cannot print the trace to " + to + ", nothing more is printed",
                        e);
            }
        }
    }

    void close() {
        synchronized (ONE_LINE) {
            broken = true;
            if (to.equals(STDERR)) {
                return;
            }
            try {
                out.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot close the trace " + to, e);
            }
        }
    }
}
