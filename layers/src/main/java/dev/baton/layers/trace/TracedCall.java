package dev.baton.layers.trace;

import dev.baton.layers.Entry;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call as it will be printed.
 *
 * @param at when it began
 * @param thread who called
 * @param entry what
 * @param names of the arguments
 * @param arguments as text
 * @param result as text
 * @param error its name, empty if the call succeeded
 * @param bytes how many it moved, negative if it moves none
 * @param micros how long it took
 */
record TracedCall(
        Instant at,
        String thread,
        Entry entry,
        List<String> names,
        List<String> arguments,
        String result,
        String error,
        int bytes,
        long micros) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneId.systemDefault());

    /** Passes a call on and prints it, also when it throws. */
    static long make(TraceLayer layer, Entry entry, @Nullable Object[] arguments, TraceLog log) {
        Signature signature = Signature.of(entry);
        Values values = new Values(signature, arguments);
        String[] shown = values.before();
        Instant at = Instant.now();
        long began = System.nanoTime();
        String result = "";
        String error = "";
        boolean failed = true;
        long micros = 0;
        try {
            long returned = signature.pass(layer, arguments);
            micros = (System.nanoTime() - began) / 1000;
            failed = returned == entry.failure();
            result = result(entry, returned);
            error = failed ? error((MemorySegment) arguments[arguments.length - 1]) : "";
            return returned;
        } catch (RuntimeException | Error thrown) {
            micros = (System.nanoTime() - began) / 1000;
            result = "threw " + thrown.getClass().getSimpleName();
            throw thrown;
        } finally {
            values.after(shown, failed);
            int bytes = failed ? -1 : bytes(signature, values);
            log.print(
                    new TracedCall(
                            at,
                            caller(),
                            entry,
                            signature.names(),
                            List.of(shown),
                            result,
                            error,
                            bytes,
                            micros));
        }
    }

    private static String caller() {
        Thread thread = Thread.currentThread();
        return thread.getName().isEmpty() ? "#" + thread.threadId() : thread.getName();
    }

    private static String result(Entry entry, long returned) {
        if (entry.givesSocket()) {
            return Values.handle(returned);
        }
        if (entry.givesBool()) {
            return returned == 0 ? "FALSE" : "TRUE";
        }
        return returned == Constants.SOCKET_ERROR ? "SOCKET_ERROR" : Long.toString(returned);
    }

    private static String error(@Nullable MemorySegment lpErrno) {
        try {
            if (lpErrno != null && Memory.readable(lpErrno, Integer.BYTES)) {
                return ErrorNames.name(Memory.int32(lpErrno, 0)).replaceFirst(" \\(.*", "");
            }
        } catch (IllegalStateException closed) {
            return Values.UNUSABLE;
        }
        return Values.UNUSABLE;
    }

    private static int bytes(Signature signature, Values values) {
        for (int i = 0; i < signature.names().size(); i++) {
            if (signature.names().get(i).startsWith("lpNumberOfBytes")) {
                return values.number(i, -1);
            }
        }
        return -1;
    }

    /** A line for people. */
    String human() {
        StringBuilder line = new StringBuilder(TIME.format(at)).append(" [");
        line.append(thread.replaceAll("\\p{Cntrl}", "?")).append("] ").append(entry).append('(');
        for (int i = 0; i < names.size(); i++) {
            line.append(i == 0 ? "" : ", ")
                    .append(names.get(i))
                    .append('=')
                    .append(arguments.get(i));
        }
        line.append(") = ").append(result).append(error.isEmpty() ? "" : " ").append(error);
        if (bytes >= 0) {
            line.append(", ").append(bytes).append(" bytes");
        }
        return line.append(" in ").append(micros).append(" µs").toString();
    }

    /** A line for programs. */
    String json() {
        StringBuilder line = new StringBuilder("{");
        text(line, "time", at.toString()).append(',');
        text(line, "thread", thread).append(',');
        text(line, "call", entry.name()).append(",\"arguments\":{");
        for (int i = 0; i < names.size(); i++) {
            text(line.append(i == 0 ? "" : ","), names.get(i), arguments.get(i));
        }
        text(line.append("},"), "result", result).append(',');
        if (!error.isEmpty()) {
            text(line, "error", error).append(',');
        }
        if (bytes >= 0) {
            line.append("\"bytes\":").append(bytes).append(',');
        }
        return line.append("\"microseconds\":").append(micros).append('}').toString();
    }

    private static StringBuilder text(StringBuilder line, String name, String value) {
        line.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ') {
                line.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                line.append(c);
            }
        }
        return line.append('"');
    }
}
