package dev.baton.cli.demo;

import dev.baton.cli.sockets.ProtocolInfoText;
import dev.baton.cli.text.JsonWriter;
import dev.baton.cli.text.Units;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The result of the demo as one JSON object. Durations are milliseconds. */
public final class DemoJson {
    private static final double NANOS_PER_MILLI = 1e6;

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,10}");

    private DemoJson() {}

    /** Writes a result on one line. */
    public static String of(DemoResult result, String version) {
        JsonWriter to = new JsonWriter().beginObject();
        to.field("baton", version);
        to.field("ok", result.lossless());
        to.field("losses", result.losses());
        to.field("clientPid", result.clientPid());
        to.name("scenario").beginObject();
        scene(to, result.one());
        to.name("info").beginObject();
        for (ProtocolInfoText.Field field : ProtocolInfoText.fields(result.info())) {
            to.name(field.name());
            if (DECIMAL.matcher(field.value()).matches()) {
                to.value(Long.parseLong(field.value()));
            } else {
                to.value(field.value());
            }
        }
        to.endObject().endObject();
        to.name("crowd").beginObject();
        scene(to, result.crowd());
        to.endObject();
        to.field("totalMillis", millis(result.nanos()));
        return to.endObject().toString();
    }

    private static void scene(JsonWriter to, Scene scene) {
        to.field("sourcePid", scene.sourcePid());
        to.field("targetPid", scene.targetPid());
        to.name("steps").beginArray();
        for (Step step : scene.steps()) {
            Role role = Step.role(step.number());
            to.beginObject().field("number", step.number()).field("process", role.label());
            to.field("pid", role == Role.TARGET ? scene.targetPid() : scene.sourcePid());
            to.field("action", step.action()).endObject();
        }
        to.endArray();
        move(to, scene.move());
        Pauses pauses = scene.pauses();
        to.name("longestPauseMillis").beginObject();
        to.field("before", millis(pauses.before()));
        to.field("across", millis(pauses.across()));
        to.field("after", millis(pauses.after())).endObject();
        report(to, scene.report());
    }

    private static void move(JsonWriter to, Move move) {
        to.name("move").beginObject();
        to.field("sockets", move.sockets());
        to.field("duplicateMillis", millis(move.duplicateNanos()));
        to.field("closeMillis", millis(move.closeNanos()));
        to.field("openMillis", millis(move.openNanos()));
        to.field("totalMillis", millis(move.totalNanos()));
        to.field("socketsPerSecond", Units.rate(move.sockets(), move.totalNanos())).endObject();
    }

    private static void report(JsonWriter to, Report report) {
        to.name("client").beginObject();
        to.field("connections", report.connections());
        to.field("messages", report.messages());
        to.field("bytesSent", report.bytesSent());
        to.field("bytesReceived", report.bytesReceived());
        to.field("gaps", report.gaps());
        to.field("repetitions", report.repetitions());
        to.field("damaged", report.damaged());
        to.field("resets", report.resets());
        to.field("earlyEnds", report.cut());
        to.name("answeredBy").beginObject();
        for (Map.Entry<Long, Long> each : new TreeMap<>(report.answeredBy()).entrySet()) {
            to.field(Long.toString(each.getKey()), each.getValue());
        }
        to.endObject().endObject();
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }
}
