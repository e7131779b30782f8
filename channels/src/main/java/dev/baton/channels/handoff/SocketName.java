package dev.baton.channels.handoff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of sockets in the folder of a point: {@code <pid>} or {@code <pid>-<n>}. */
final class SocketName {
    private static final Pattern NAME = Pattern.compile("([1-9]\\d{0,9})(?:-[1-9]\\d{0,2})?");

    private SocketName() {}

    /** Whose it is; 0 if it is another file. */
    static long pid(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** The n-th name of a process, from 0. */
    static String of(long pid, int n) {
        return n == 0 ? Long.toString(pid) : pid + "-" + n;
    }
}
