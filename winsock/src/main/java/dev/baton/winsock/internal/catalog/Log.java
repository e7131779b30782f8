package dev.baton.winsock.internal.catalog;

import java.lang.System.Logger.Level;

/** What the catalog has to tell; the logger is made when there is something. */
final class Log {
    private Log() {}

    static void error(String message) {
        log(Level.ERROR, message);
    }

    static void warning(String message) {
        log(Level.WARNING, message);
    }

    static void debug(String message) {
        log(Level.DEBUG, message);
    }

    private static void log(Level level, String message) {
        System.getLogger("dev.baton.winsock").log(level, message);
    }
}
