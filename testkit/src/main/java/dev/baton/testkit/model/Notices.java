package dev.baton.testkit.model;

import java.util.HashMap;
import java.util.Map;

/** The event objects and windows of all processes. */
public final class Notices {
    private final Map<Target, Signal> signals = new HashMap<>();
    private final Map<Target, Mailbox> mailboxes = new HashMap<>();

    /** Nothing is set, no message has come. */
    public Notices() {}

    /**
     * Finds an event object.
     *
     * @param event which one
     * @return its state
     */
    public Signal signal(Target event) {
        return signals.computeIfAbsent(event, key -> new Signal());
    }

    /**
     * Finds a window.
     *
     * @param window which one
     * @return its messages
     */
    public Mailbox mailbox(Target window) {
        return mailboxes.computeIfAbsent(window, key -> new Mailbox());
    }
}
