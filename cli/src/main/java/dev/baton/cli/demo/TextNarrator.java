package dev.baton.cli.demo;

import dev.baton.cli.sockets.ProtocolInfoText;
import dev.baton.cli.text.Columns;
import dev.baton.cli.text.Paint;
import dev.baton.cli.text.Units;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.PrintWriter;
import java.util.Locale;

/** Tells the demo to people, each event as it happens. */
public final class TextNarrator implements Narrator {
    static final int WIDTH = 100;
    private static final int INDENT = 20;

    private final PrintWriter out;
    private final Paint paint;
    private final String version;

    /** Prepares to print to a stream. */
    public TextNarrator(PrintWriter out, Paint paint, String version) {
        this.out = out;
        this.paint = paint;
        this.version = version;
    }

    @Override
    public void begin(long client, long source, long target) {
        line(
                paint.strong(
                        "Baton "
                                + version
                                + ": a live TCP connection moves from one JVM to another"));
        line("");
        cast(
                Role.CLIENT,
                client,
                "java.nio, knows nothing of Baton; numbers and checks every message");
        cast(Role.SOURCE, source, "dev.baton.winsock.Winsock; accepts, serves, hands over, ends");
        cast(Role.TARGET, target, "dev.baton.winsock.Winsock; takes over in mid-conversation");
        meanwhile("source and target have warmed up on sockets of their own first");
        line("");
        line(paint.strong("The hand-off scenario of WSADuplicateSocket, steps 1 to 10"));
        line("");
        out.flush();
    }

    private void cast(Role role, long pid, String what) {
        line("    " + who(role, pid) + "  " + what);
    }

    @Override
    public void meanwhile(String what) {
        line(" ".repeat(INDENT) + paint.faint(what));
        out.flush();
    }

    @Override
    public void step(Role role, long pid, Step step) {
        String number = paint.strong(String.format(Locale.ROOT, "%3d", step.number()));
        String indent = " ".repeat(INDENT);
        String action = Columns.wrap(step.action(), WIDTH - INDENT, indent + "    ");
        line(number + " " + who(role, pid) + "  " + action);
        step.notes().forEach(note -> line(indent + paint.faint(note)));
        out.flush();
    }

    @Override
    public void structure(ProtocolInfo info) {
        for (ProtocolInfoText.Field field : ProtocolInfoText.fields(info)) {
            String head =
                    String.format(
                            Locale.ROOT,
                            "%" + INDENT + "s  %-22s  %-10s  ",
                            "",
                            field.name(),
                            field.value());
            String meaning =
                    Columns.wrap(field.meaning(), WIDTH - head.length(), " ".repeat(head.length()));
            line((head + meaning).stripTrailing());
        }
        out.flush();
    }

    @Override
    public void conversation(Scene scene) {
        line("");
        line(paint.strong("What the client saw"));
        line("");
        report(scene);
    }

    @Override
    public void crowd(int connections, long source) {
        line("");
        line(paint.strong(Units.count(connections, "live connection") + " at once"));
        line("");
        cast(Role.SOURCE, source, "another source, which serves them all");
        out.flush();
    }

    @Override
    public void conversations(Scene scene) {
        line("");
        Move move = scene.move();
        fact(
                "moved",
                Units.count(move.sockets(), "socket")
                        + " in "
                        + Units.millis(move.totalNanos())
                        + ": "
                        + paint.strong(
                                Units.count(
                                                Math.round(
                                                        Units.rate(
                                                                move.sockets(), move.totalNanos())))
                                        + " sockets/s"));
        fact(
                "",
                paint.faint(
                        "duplicate "
                                + Units.millis(move.duplicateNanos())
                                + ", close "
                                + Units.millis(move.closeNanos())
                                + ", open "
                                + Units.millis(move.openNanos())
                                + ", the rest is the way through two pipes"));
        report(scene);
    }

    private void report(Scene scene) {
        Report report = scene.report();
        fact(
                "messages",
                Units.count(report.messages())
                        + " answered in order: "
                        + Units.count(report.answeredBy(scene.sourcePid()))
                        + " by the source, "
                        + Units.count(report.answeredBy(scene.targetPid()))
                        + " by the target");
        fact(
                "bytes",
                Units.count(report.bytesSent())
                        + " sent, "
                        + Units.count(report.bytesReceived())
                        + " received, each one checked");
        fact(
                "losses",
                loss("gaps", report.gaps())
                        + loss("  repetitions", report.repetitions())
                        + loss("  damaged", report.damaged())
                        + loss("  resets", report.resets())
                        + loss("  early ends", report.cut()));
        Pauses pauses = scene.pauses();
        fact(
                "longest pause",
                paint.strong(Units.millis(pauses.across()))
                        + " while it moved; "
                        + Units.millis(pauses.before())
                        + " before, "
                        + Units.millis(pauses.after())
                        + " after the source had ended");
        out.flush();
    }

    private String loss(String name, long count) {
        String text = name + " " + Units.count(count);
        return count == 0 ? text : paint.bad(text);
    }

    private void fact(String name, String text) {
        line(String.format(Locale.ROOT, "  %-14s %s", name, text));
    }

    @Override
    public void end(DemoResult result) {
        line("");
        String time = ". " + Units.seconds(result.nanos()) + " in all.";
        line(
                result.lossless()
                        ? paint.good("Nothing was lost") + time
                        : paint.bad("LOST: " + result.lossText()) + time);
        out.flush();
    }

    private String who(Role role, long pid) {
        String text = String.format(Locale.ROOT, "%-6s %-7d", role.label(), pid);
        return paint.actor(role.ordinal(), text);
    }

    private void line(String text) {
        out.println(text);
    }
}
