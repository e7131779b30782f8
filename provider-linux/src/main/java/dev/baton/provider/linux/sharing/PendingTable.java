package dev.baton.provider.linux.sharing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The duplicates that have come to this process and were not opened yet, by handle. */
final class PendingTable {
    private final Map<Integer, Arrival> arrivals = new ConcurrentHashMap<>();
    private final int most;

    PendingTable(int most) {
        this.most = most;
    }

    /** Whether no more may be taken in; they wait in the kernel's queue. */
    boolean full() {
        return arrivals.size() >= most;
    }

    /** Adds one; false if its handle is taken, and then it stays the caller's. */
    boolean add(Arrival arrival) {
        return arrivals.putIfAbsent(arrival.handle(), arrival) == null;
    }

    @Nullable Arrival find(int handle) {
        return arrivals.get(handle);
    }

    /** Takes one out: of all who try, one succeeds. */
    boolean remove(Arrival arrival) {
        return arrivals.remove(arrival.handle(), arrival);
    }

    /** Takes out those whose time is over. */
    void expire(Consumer<Arrival> ended) {
        long now = System.nanoTime();
        for (Arrival arrival : arrivals.values()) {
            if (arrival.expired(now) && remove(arrival)) {
                ended.accept(arrival);
            }
        }
    }

    /** The next {@link System#nanoTime} at which one ends; {@link Long#MAX_VALUE} if none does. */
    long nextDeadline() {
        long next = Long.MAX_VALUE;
        for (Arrival arrival : arrivals.values()) {
            long deadline = arrival.deadline();
            boolean earlier = deadline != Long.MAX_VALUE && deadline - next < 0;
            if (next == Long.MAX_VALUE || earlier) {
                next = deadline;
            }
        }
        return next;
    }

    void clear(Consumer<Arrival> ended) {
        for (Arrival arrival : arrivals.values()) {
            if (remove(arrival)) {
                ended.accept(arrival);
            }
        }
    }
}
