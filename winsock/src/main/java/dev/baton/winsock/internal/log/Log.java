package dev.baton.winsock.internal.log;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What Winsock has to tell, to the logger {@code dev.baton.winsock}. The logger is made when there
 * is something: the JDK's logging takes longer to start than Winsock.
 */
public final class Log {
    private Log() {}

    /** What must be put right before something works. */
    public static void error(String message) {
        log(Level.ERROR, message, null);
    }

    /** An error with what was thrown, if anything was. */
    public static void error(String message, @Nullable Throwable thrown) {
        log(Level.ERROR, message, thrown);
    }

    /** What works, but not as somebody may expect. */
    public static void warning(String message) {
        log(Level.WARNING, message, null);
    }

    /** A warning with what was thrown. */
    public static void warning(String message, @Nullable Throwable thrown) {
        log(Level.WARNING, message, thrown);
    }

    /** Why a call answers an error code. */
    public static void debug(String message) {
        log(Level.DEBUG, message, null);
    }

    private static void log(Level level, String message, @Nullable Throwable thrown) {
        System.getLogger("dev.baton.winsock").log(level, message, thrown);
    }
}
