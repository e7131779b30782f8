package dev.baton.testkit.model;

import java.util.HashSet;
import java.util.Set;

/**
 * What must be true of an event object. Setting it is asynchronous: a cause that is gone before
 * anybody looked may have set it or not, but sets it no more.
 */
public final class Signal {
    /** What sets an event object: an event of a socket. */
    private record Cause(Object socket, int bit) {}

    private final Set<Cause> causes = new HashSet<>();
    private boolean set;

    /** A cause is gone that may have set it. */
    private boolean possible;

    /** A cause was there when the owner looked or reset the event object, and may set it yet. */
    private boolean underWay;

    /** An event object that is not set. */
    Signal() {}

    void due(Object socket, int bit) {
        causes.add(new Cause(socket, bit));
    }

    void withdraw(Object socket, int bits) {
        possible |=
                causes.removeIf(
                        cause -> cause.socket().equals(socket) && (cause.bit() & bits) != 0);
    }

    /** The socket was enumerated with this event object: its own causes are over. */
    void resetBy(Object socket) {
        causes.removeIf(cause -> cause.socket().equals(socket));
        reset();
    }

    /** The event object was reset by its owner, which does not hold back what is under way. */
    void reset() {
        underWay |= !causes.isEmpty();
        possible = false;
        set = false;
        causes.clear();
    }

    /**
     * Tells whether the event object must be set, after a while at most.
     *
     * @return true if nothing else is right
     */
    public boolean mustBeSet() {
        return set || !causes.isEmpty();
    }

    /**
     * Tells whether the event object may be set.
     *
     * @return false if it must not be
     */
    public boolean mayBeSet() {
        return mustBeSet() || possible || underWay;
    }

    /**
     * Takes over what was found when nothing was under way in its process.
     *
     * @param found whether the event object was set
     * @param alone whether there is no other process, from which something may be under way
     */
    public void settle(boolean found, boolean alone) {
        set = found;
        possible = false;
        underWay = !alone && found && !causes.isEmpty();
        causes.clear();
    }

    @Override
    public String toString() {
        return mustBeSet() ? "set" : mayBeSet() ? "set or not" : "not set";
    }
}
