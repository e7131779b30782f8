package dev.baton.bench;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The runs as a JSON array, one object a line. */
final class Json {
    private Json() {}

    static String of(List<Run> runs, Placement place) {
        StringJoiner lines = new StringJoiner(",\n", "[\n", "\n]\n");
        for (Run run : runs) {
            lines.add(object(run, place));
        }
        return lines.toString();
    }

    static String of(List<LayerRow> rows) {
        StringJoiner lines = new StringJoiner(",\n", "[\n", "\n]\n");
        for (LayerRow row : rows) {
            StringJoiner fields = new StringJoiner(", ", "{", "}");
            fields.add("\"group\": " + quoted(row.group()));
            fields.add("\"case\": " + quoted(row.stack().title()));
            fields.add("\"fork\": " + row.fork());
            fields.add("\"round\": " + row.round());
            fields.add("\"ns\": " + number(row.nanos()));
            fields.add("\"base\": " + number(row.base()));
            lines.add(fields.toString());
        }
        return lines.toString();
    }

    private static String object(Run run, Placement place) {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        fields.add("\"group\": " + quoted(run.group().id()));
        fields.add("\"case\": " + quoted(run.one().name()));
        fields.add("\"place\": " + quoted(place.name().toLowerCase(Locale.ROOT)));
        fields.add("\"round\": " + run.round());
        run.result().values().forEach((key, v) -> fields.add(quoted(key) + ": " + number(v)));
        if (!Double.isNaN(run.base())) {
            fields.add("\"base\": " + number(run.base()));
        }
        if (run.failed()) {
            fields.add("\"error\": " + quoted(run.error()));
        }
        return fields.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
