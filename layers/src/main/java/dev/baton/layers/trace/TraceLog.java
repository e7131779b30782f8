package dev.baton.layers.trace;

import dev.baton.layers.Entry;
import dev.baton.layers.LayerProperty;
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

    static TraceLog open() {
        Function<TracedCall, String> form = form(option("form"));
        Set<Entry> shown = shown(option("calls"));
        LayerProperty option = option("to");
        String to = option.or(STDERR);
        try {
            // The descriptor and not System.err: a trace must not disappear into what that was set
            // to, which may itself end in sockets.
            OutputStream out =
                    to.equals(STDERR)
                            ? new FileOutputStream(FileDescriptor.err)
                            : new FileOutputStream(to, true);
            return new TraceLog(to, out, shown, form);
        } catch (IOException e) {
            String allowed = "stderr or the path of a file to append to";
            throw option.bad(to, allowed + " (" + e.getMessage() + ")", e);
        }
    }

    private static LayerProperty option(String name) {
        return LayerProperty.of("trace", name);
    }

    private static Function<TracedCall, String> form(LayerProperty option) {
        String form = option.or("human");
        return switch (form) {
            case "human" -> TracedCall::human;
            case "json" -> TracedCall::json;
            default -> throw option.bad(form, "human or json");
        };
    }

    private static Set<Entry> shown(LayerProperty option) {
        Optional<String> calls = option.value();
        if (calls.isEmpty()) {
            return EnumSet.allOf(Entry.class);
        }
        Set<Entry> shown = EnumSet.noneOf(Entry.class);
        for (String each : calls.get().split(",", -1)) {
            String name = each.strip();
            shown.add(
                    Entry.named(name)
                            .orElseThrow(() ->
                                    option.bad(name, "names of entries, such as WSPSend,WSPRecv")));
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
