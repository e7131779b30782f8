package dev.baton.cli.doctor;

import dev.baton.cli.text.Columns;
import dev.baton.cli.text.JsonWriter;
import dev.baton.cli.text.Paint;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What the doctor found.
 *
 * @param version of Baton
 * @param checks all checks, in order
 */
public record DoctorReport(String version, List<Check> checks) {
    private static final int WIDTH = 80;
    private static final String INDENT = " ".repeat(22);

    /** Copies the checks. */
    public DoctorReport {
        checks = List.copyOf(checks);
    }

    /** Whether Baton works here. */
    public boolean healthy() {
        return checks.stream().noneMatch(check -> check.verdict() == Check.Verdict.BAD);
    }

    /** Prints it for people. */
    public void print(PrintWriter out, Paint paint) {
        out.println(paint.strong("Baton " + version + ": can this machine do it?"));
        out.println();
        for (Check check : checks) {
            String name = String.format(Locale.ROOT, "%-15s", check.name());
            out.println("  " + mark(check, paint) + " " + name + wrap(check.found()));
            if (!check.remedy().isEmpty()) {
                out.println(INDENT + wrap("-> " + check.remedy()));
            }
        }
        out.println();
        out.println(
                healthy()
                        ? paint.good("Yes.") + " Try: baton demo"
                        : paint.bad("No.") + " Change what is marked \"bad\", then ask again.");
    }

    private static String mark(Check check, Paint paint) {
        return switch (check.verdict()) {
            case GOOD -> paint.good("ok  ");
            case LIMITED -> paint.warn("note");
            case BAD -> paint.bad("bad ");
        };
    }

    private static String wrap(String text) {
        return Columns.wrap(text, WIDTH - INDENT.length(), INDENT);
    }

    /** Writes it for machines. */
    public String json() {
        JsonWriter to = new JsonWriter().beginObject();
        to.field("baton", version).field("ok", healthy()).name("checks").beginArray();
        for (Check check : checks) {
            to.beginObject();
            to.field("name", check.name());
            to.field("verdict", check.verdict().name().toLowerCase(Locale.ROOT));
            to.field("found", check.found()).field("remedy", check.remedy());
            to.endObject();
        }
        return to.endArray().endObject().toString();
    }
}
