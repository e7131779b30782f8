package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.log.Log;

/** What a call answers when a provider throws instead of answering. */
final class Faults {
    private Faults() {}

    /** The error code; a fault of the provider's own is logged. */
    static int code(Throwable thrown) {
        if (isUnusableMemory(thrown)) {
            return Constants.WSAEFAULT;
        }
        Log.warning(
                "a service provider threw instead of returning an error code; the call fails with"
                        + " WSASYSCALLFAILURE",
                thrown);
        return Constants.WSASYSCALLFAILURE;
    }

    // The caller's memory was closed by another thread in the middle of the call, or belongs to
    // another thread: the JDK says so, and nobody's own code does.
    private static boolean isUnusableMemory(Throwable thrown) {
        if (thrown instanceof WrongThreadException) {
            return true;
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return thrown instanceof IllegalStateException
                && trace.length > 0
                && trace[0].getClassName().startsWith("jdk.internal.");
    }
}
