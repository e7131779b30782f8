package dev.baton.cli.text;

import java.util.Locale;

/** Numbers as people read them. */
public final class Units {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Units() {}

    /** A count with its thousands separated: {@code 12,345}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count and what is counted: {@code 1 socket}, {@code 12 sockets}. */
    public static String count(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : "s");
    }

    /** Milliseconds with as many decimals as are worth reading: {@code 0.42 ms}, {@code 127 ms}. */
    public static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        String form = millis < 1 ? "%.2f ms" : millis < 100 ? "%.1f ms" : "%.0f ms";
        return String.format(Locale.ROOT, form, millis);
    }

    /** Seconds with one decimal. */
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / NANOS_PER_SECOND);
    }

    /** Events a second. */
    public static double rate(long events, long nanos) {
        return nanos > 0 ? events * NANOS_PER_SECOND / nanos : 0;
    }

    /** A handle as C programs show it: {@code 0x114}. */
    public static String hex(long handle) {
        return "0x" + Long.toHexString(handle);
    }

    /** A {@code DWORD}: {@code 0x00020066}. */
    public static String dword(int value) {
        return String.format(Locale.ROOT, "0x%08x", value);
    }
}
