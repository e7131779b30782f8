package dev.baton.winsock.internal.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An event object that is reset by hand.
 *
 * <p>While nobody waits for it, setting and resetting are one atomic operation. From the moment
 * {@link #WAITED} stands in the state, it changes under the lock only, and every wait hears of each
 * change in order: a set event ends the waits for it even if it is reset at once.
 */
public final class Event {
    private static final int SET = 1;
    private static final int WAITED = 2;
    private static final int CLOSED = 4;

    private record Place(Wait waiting, int index) {}

    private final AtomicInteger state = new AtomicInteger();
    private final List<Place> places = new ArrayList<>(1);

    Event() {}

    /** Whether it is signaled. */
    public boolean isSet() {
        return (state.get() & SET) != 0;
    }

    /** Signals it, until it is reset. */
    public void set() {
        int now = state.get();
        while ((now & SET) == 0) {
            if ((now & WAITED) != 0) {
                setAndTell();
                return;
            }
            if (state.compareAndSet(now, now | SET)) {
                return;
            }
            now = state.get();
        }
    }

    private synchronized void setAndTell() {
        change(SET, 0);
        for (Place place : places) {
            place.waiting().set(place.index());
        }
    }

    /** Takes the signal back. */
    public void reset() {
        int now = state.get();
        while ((now & SET) != 0) {
            if ((now & WAITED) != 0) {
                resetAndTell();
                return;
            }
            if (state.compareAndSet(now, now & ~SET)) {
                return;
            }
            now = state.get();
        }
    }

    private synchronized void resetAndTell() {
        change(0, SET);
        for (Place place : places) {
            place.waiting().reset(place.index());
        }
    }

    /** Ends the waits for it; who holds the object may set and reset it still. */
    synchronized void close() {
        change(CLOSED, 0);
        for (Place place : places) {
            place.waiting().closed();
        }
    }

    /** Lets a wait know the state, now and at each change. */
    synchronized void enter(Wait wait, int index) {
        places.add(new Place(wait, index));
        int now = change(WAITED, 0);
        if ((now & CLOSED) != 0) {
            wait.closed();
        } else if ((now & SET) != 0) {
            wait.set(index);
        }
    }

    /** Forgets a wait. */
    synchronized void leave(Wait wait) {
        places.removeIf(place -> place.waiting() == wait);
        if (places.isEmpty()) {
            change(0, WAITED);
        }
    }

    private int change(int more, int less) {
        return state.updateAndGet(now -> (now & ~less) | more);
    }
}
