package dev.baton.bench;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** Numbers of several rounds: shown as the median and the range. */
final class Series {
    private final double[] values;

    private Series(double[] values) {
        this.values = values;
    }

    static Series of(DoubleStream values) {
        return new Series(values.filter(v -> !Double.isNaN(v)).sorted().toArray());
    }

    boolean isEmpty() {
        return values.length == 0;
    }

    double median() {
        int n = values.length;
        return n == 0 ? Double.NaN : (values[(n - 1) / 2] + values[n / 2]) / 2;
    }

    /** The median alone. */
    String plain(String format) {
        return isEmpty() ? "–" : String.format(Locale.ROOT, format, median());
    }

    /** The median and, of several rounds, the range in brackets. */
    String ranged(String format) {
        if (values.length < 2) {
            return plain(format);
        }
        return String.format(
                Locale.ROOT,
                format + " (" + format + "–" + format + ")",
                median(),
                values[0],
                values[values.length - 1]);
    }
}
