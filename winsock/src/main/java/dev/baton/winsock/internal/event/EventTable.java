package dev.baton.winsock.internal.event;

import dev.baton.winsock.Constants;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The event objects of this process by their handles. */
public final class EventTable {
    /** Windows lets a process have this many handles. */
    private static final int LIMIT = 1 << 24;

    private static final EventTable PROCESS = new EventTable(LIMIT);

    private final int limit;
    private final Map<Long, Event> events = new ConcurrentHashMap<>();

    /** A table for so many events. */
    public EventTable(int limit) {
        this.limit = limit;
    }

    /** The one of this process. */
    public static EventTable process() {
        return PROCESS;
    }

    /**
     * Makes an event, not signaled.
     *
     * @return its handle, or {@code WSA_INVALID_EVENT} if there are too many
     */
    public long create() {
        if (events.size() >= limit) {
            return Constants.WSA_INVALID_EVENT;
        }
        long handle = Handles.next();
        events.put(handle, new Event());
        return handle;
    }

    /** The event of a handle; null if it has none, or no more. */
    public @Nullable Event find(long handle) {
        return events.get(handle);
    }

    /** Signals an event; false if the handle has none. */
    public boolean set(long handle) {
        Event event = find(handle);
        if (event != null) {
            event.set();
        }
        return event != null;
    }

    /** Takes an event's signal back; false if the handle has none. */
    public boolean reset(long handle) {
        Event event = find(handle);
        if (event != null) {
            event.reset();
        }
        return event != null;
    }

    /** Ends a handle and the waits for its event; false if the handle has none. */
    public boolean close(long handle) {
        Event event = events.remove(handle);
        if (event != null) {
            event.close();
        }
        return event != null;
    }
}
