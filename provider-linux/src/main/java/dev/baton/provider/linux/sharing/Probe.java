package dev.baton.provider.linux.sharing;

import java.util.function.Consumer;

/**
 * Tells a test which step of a delivery comes next, so that it can end the process there. The
 * package is exported to tests only; without one this does nothing.
 */
public final class Probe {
    /** A step that is about to be made. */
    public enum Step {
        CONNECT,
        CHECK_PEER,
        JOIN_BLOCK,
        SEND,
        FILL_STRUCTURE,
        PEEK,
        DROP,
        CHECK_ARRIVAL,
        OPEN
    }

    private static volatile Consumer<Step> observer = step -> {};

    private Probe() {}

    /** Calls {@code observer} before each step from now on, on the thread that makes it. */
    public static void observe(Consumer<Step> observer) {
        Probe.observer = observer;
    }

    /** About to make a step. */
    public static void before(Step step) {
        observer.accept(step);
    }
}
