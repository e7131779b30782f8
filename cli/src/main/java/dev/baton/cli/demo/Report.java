package dev.baton.cli.demo;

import dev.baton.cli.text.Units;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What the client saw.
 *
 * @param connections conversations held
 * @param messages answers that were right and in order
 * @param bytesSent bytes of requests
 * @param bytesReceived bytes of answers
 * @param gaps numbers that were never answered
 * @param repetitions answers that came again
 * @param damaged answers with a wrong checksum or content
 * @param resets connections that were reset
 * @param cut connections that ended before they were to
 * @param answeredBy right answers by the process that gave them
 */
record Report(
        int connections,
        long messages,
        long bytesSent,
        long bytesReceived,
        long gaps,
        long repetitions,
        long damaged,
        long resets,
        long cut,
        Map<Long, Long> answeredBy) {
    Report {
        answeredBy = Map.copyOf(answeredBy);
    }

    /** Everything that must not be. */
    long losses() {
        return gaps + repetitions + damaged + resets + cut;
    }

    /** The losses in words: {@code 2 gaps, 1 reset}; empty if there are none. */
    String lossText() {
        StringJoiner text = new StringJoiner(", ");
        add(text, gaps, "gap");
        add(text, repetitions, "repetition");
        add(text, damaged, "damaged answer");
        add(text, resets, "reset");
        add(text, cut, "early end");
        return text.toString();
    }

    private static void add(StringJoiner text, long count, String one) {
        if (count > 0) {
            text.add(Units.count(count, one));
        }
    }

    long answeredBy(long pid) {
        return answeredBy.getOrDefault(pid, 0L);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(connections);
        out.writeLong(messages);
        out.writeLong(bytesSent);
        out.writeLong(bytesReceived);
        out.writeLong(gaps);
        out.writeLong(repetitions);
        out.writeLong(damaged);
        out.writeLong(resets);
        out.writeLong(cut);
        out.writeInt(answeredBy.size());
        for (Map.Entry<Long, Long> each : answeredBy.entrySet()) {
            out.writeLong(each.getKey());
            out.writeLong(each.getValue());
        }
    }

    static Report read(DataInputStream in) throws IOException {
        return new Report(
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readMap(in));
    }

    private static Map<Long, Long> readMap(DataInputStream in) throws IOException {
        Map<Long, Long> map = new TreeMap<>();
        for (int rest = in.readInt(); rest > 0; rest--) {
            map.put(in.readLong(), in.readLong());
        }
        return map;
    }
}
