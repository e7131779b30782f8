package dev.baton.bench;

import java.util.Arrays;
import java.util.Locale;

/** The source's measurements of a run, and the line that reports them. */
final class Latencies {
    private final long[] nanos;
    private final int warm;
    private final Marks marks;
    private long wall;
    private long cpu;

    Latencies(int n, int warm) {
        if (n % Marks.STEP != 0 || warm % Marks.STEP != 0) {
            throw new IllegalArgumentException("N and WARM are multiples of " + Marks.STEP);
        }
        this.nanos = new long[n + warm];
        this.warm = warm;
        this.marks = new Marks(n + warm);
    }

    int total() {
        return nanos.length;
    }

    /** Called before exchange i. */
    void mark(int i) {
        marks.at(i);
    }

    void record(int i, long took) {
        nanos[i] = took;
    }

    /** The last exchange is over. */
    void stop() {
        wall = marks.wallSince(warm);
        cpu = marks.cpuSince(warm);
    }

    /** Prints the result; {@code per} sockets went over in each exchange. */
    void print(int per, long cpuOfTarget) {
        long[] sorted = Arrays.copyOfRange(nanos, warm, nanos.length);
        Arrays.sort(sorted);
        double sockets = (double) sorted.length * per;
        System.out.printf(
                Locale.ROOT,
                Result.PREFIX + "p50_us=%.3f p99_us=%.3f per_s=%.0f cpu_us=%.3f%n",
                sorted[sorted.length / 2] / 1e3,
                sorted[(int) (sorted.length * .99)] / 1e3,
                sockets / (wall / 1e9),
                (cpu + cpuOfTarget) / 1e3 / sockets);
    }
}
