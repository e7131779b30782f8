package dev.baton.layers.trace;

import dev.baton.layers.Entry;
import dev.baton.layers.LayerProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which calls are printed, in which form, and where. */
final class TraceLog {
    private final TraceFile file;
    private final Set<Entry> shown;
    private final Function<TracedCall, String> form;

    TraceLog(TraceFile file, Set<Entry> shown, Function<TracedCall, String> form) {
        this.file = file;
        this.shown = shown;
        this.form = form;
    }

    static TraceLog open() {
        Function<TracedCall, String> form = form(option("form"));
        Set<Entry> shown = shown(option("calls"));
        LayerProperty option = option("to");
        String to = option.or(TraceFile.STDERR);
        try {
            return new TraceLog(TraceFile.open(to), shown, form);
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
        file.print((form.apply(call) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void close() {
        file.close();
    }
}
