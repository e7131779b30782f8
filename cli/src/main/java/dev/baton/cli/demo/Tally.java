package dev.baton.cli.demo;

import java.util.HashMap;
import java.util.Map;

/** What the client counts. One thread. */
final class Tally {
    private final Map<Long, Long> answeredBy = new HashMap<>();
    private long messages;
    private long bytesSent;
    private long bytesReceived;
    private long gaps;
    private long repetitions;
    private long damaged;
    private long resets;
    private long cut;
    private long longestWait;

    void sent(int bytes) {
        bytesSent += bytes;
    }

    void received(int bytes) {
        bytesReceived += bytes;
    }

    void answer(int pid, long waitNanos) {
        messages++;
        answeredBy.merge((long) pid, 1L, Long::sum);
        longestWait = Math.max(longestWait, waitNanos);
    }

    void gap(long numbers) {
        gaps += numbers;
    }

    void repetition() {
        repetitions++;
    }

    void damaged() {
        damaged++;
    }

    void reset() {
        resets++;
    }

    void cut() {
        cut++;
    }

    /** The longest wait since the last call, nanoseconds. */
    long takeLongestWait() {
        long longest = longestWait;
        longestWait = 0;
        return longest;
    }

    Report report(int connections) {
        return new Report(
                connections,
                messages,
                bytesSent,
                bytesReceived,
                gaps,
                repetitions,
                damaged,
                resets,
                cut,
                answeredBy);
    }
}
