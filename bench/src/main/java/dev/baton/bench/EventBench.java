package dev.baton.bench;

import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** {@code bench/run events}: how soon a program hears of what happens to its sockets. */
public final class EventBench {
    private static final int CROWD = 10_000;
    private static final int TIMES = 20_000;
    private static final int WARM = 20_000;

    /** So long a pause lets whoever waits fall asleep; spinning keeps this processor awake. */
    private static final long PAUSE_NANOS = 30_000;

    private record Row(String title, int registered, int base, Wake.Setting setting) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row("JDK Selector", 1, 0, SelectorWake::new),
                    new Row("event object is set", 1, 0, EventWake::new),
                    new Row("thread that waits for the event runs", 1, 0, EventWait::new),
                    new Row("JDK Selector", CROWD, 3, SelectorWake::new),
                    new Row("event object is set", CROWD, 3, EventWake::new),
                    new Row("recv in another process re-enables", 1, 0, ForeignReceive::new));

    private EventBench() {}

    /**
     * Measures and prints a Markdown table; progress goes to standard error.
     *
     * @param args see {@code --help}
     * @throws IOException if a case fails
     */
    public static void main(String[] args) throws IOException {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        WinsockCalls.startUp();
        double[][][] micros = new double[ROWS.size()][2][options.rounds()];
        for (int round = 0; round < options.rounds(); round++) {
            for (int row = 0; row < ROWS.size(); row++) {
                long[] nanos = measure(ROWS.get(row), options.quick());
                micros[row][0][round] = nanos[nanos.length / 2] / 1e3;
                micros[row][1][round] = nanos[nanos.length / 100 * 99] / 1e3;
                System.err.printf(
                        Locale.ROOT,
                        "round %d  %s, %,d registered: %.1f us%n",
                        round + 1,
                        ROWS.get(row).title,
                        ROWS.get(row).registered,
                        micros[row][0][round]);
            }
        }
        Winsock.WSACleanup();
        print(options, micros);
    }

    private static long[] measure(Row row, boolean quick) throws IOException {
        int times = quick ? TIMES / 20 : TIMES;
        long[] nanos = new long[times];
        try (Wake wake = row.setting.open(row.registered)) {
            for (int i = -(quick ? WARM / 20 : WARM); i < times; i++) {
                pause();
                nanos[Math.max(i, 0)] = wake.once();
            }
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void pause() {
        long end = System.nanoTime() + PAUSE_NANOS;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static void print(Options options, double[][][] micros) {
        System.out.printf(
                Locale.ROOT,
                "Median (range) of %d round%s; Java %s, %s %s, %d processors.%s%n%n",
                options.rounds(),
                options.rounds() == 1 ? "" : "s",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                options.quick() ? " Quick: shows that it works, measures nothing." : "");
        System.out.println("| until | registered sockets | p50 us | p99 us | p50 / Selector |");
        System.out.println("| --- | --: | --: | --: | --: |");
        for (int row = 0; row < ROWS.size(); row++) {
            double[] mine = micros[row][0];
            double[] base = micros[ROWS.get(row).base][0];
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %s | %s | %s |%n",
                    ROWS.get(row).title,
                    ROWS.get(row).registered,
                    Series.of(Arrays.stream(mine)).ranged("%.1f"),
                    Series.of(Arrays.stream(micros[row][1])).plain("%.1f"),
                    Series.of(IntStream.range(0, mine.length).mapToDouble(i -> mine[i] / base[i]))
                            .ranged("%.2f"));
        }
    }
}
