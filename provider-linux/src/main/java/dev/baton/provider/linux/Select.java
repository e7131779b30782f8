package dev.baton.provider.linux;

import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code WSPSelect}: number of descriptors left in the sets, or a negated code. */
final class Select {
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int[] EVENTS = {
        LinuxConstants.POLLIN, LinuxConstants.POLLOUT, LinuxConstants.POLLPRI
    };
    private static final int[] CONDITIONS = {
        Condition.READABLE | Condition.PEER_ENDED | Condition.RESET,
        Condition.WRITABLE,
        Condition.URGENT | Condition.CONNECT_FAILED
    };
    private static final long ARRAY = 8;

    private final SocketTable table;
    private final WaiterPool waiters;
    private final Accepting accepting;

    Select(SocketTable table, WaiterPool waiters, Accepting accepting) {
        this.table = table;
        this.waiters = waiters;
        this.accepting = accepting;
    }

    /** A descriptor in one of the sets. */
    private record Place(int set, LinuxSocket socket) {}

    /** Waits; an error leaves the sets as they are, except as A168 says. */
    int select(MemorySegment[] sets, MemorySegment timeout) {
        for (MemorySegment set : sets) {
            if (!Addresses.absent(set) && !usable(set)) {
                return -Constants.WSAEFAULT;
            }
        }
        if (!Addresses.absent(timeout) && !Memory.readable(timeout, Constants.SIZEOF_TIMEVAL)) {
            return -Constants.WSAEFAULT;
        }
        List<Place> places = new ArrayList<>();
        try {
            if (!enter(sets, places)) {
                return -Constants.WSAENOTSOCK;
            }
            if (places.isEmpty()) {
                return -Constants.WSAEINVAL;
            }
            long nanos = duration(timeout);
            return nanos < 0 ? -Constants.WSAEINVAL : await(sets, places, nanos);
        } finally {
            places.forEach(place -> place.socket.leave());
        }
    }

    private static boolean usable(MemorySegment set) {
        return Memory.writable(set, ARRAY)
                && Memory.int32(set, 0) >= 0
                && Memory.writable(set, ARRAY + 8L * Memory.int32(set, 0));
    }

    private static int count(MemorySegment set) {
        return Addresses.absent(set) ? 0 : Memory.int32(set, 0);
    }

    private boolean enter(MemorySegment[] sets, List<Place> places) {
        for (int set = 0; set < sets.length; set++) {
            int count = count(sets[set]);
            for (int i = 0; i < count; i++) {
                LinuxSocket socket = table.find(Memory.int64(sets[set], ARRAY + 8L * i));
                if (socket == null || !socket.enter()) {
                    return false;
                }
                places.add(new Place(set, socket));
            }
        }
        return true;
    }

    /** Nanoseconds, or −1 for a negative time. */
    private static long duration(MemorySegment timeout) {
        if (Addresses.absent(timeout)) {
            return Waiter.FOREVER;
        }
        long seconds = Memory.int32(timeout, 0);
        long micros = Memory.int32(timeout, 4);
        if (seconds < 0 || micros < 0) {
            return -1;
        }
        return TimeUnit.SECONDS.toNanos(seconds) + TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private int await(MemorySegment[] sets, List<Place> places, long nanos) {
        LinuxSocket[] sockets = new LinuxSocket[places.size()];
        int[] events = new int[sockets.length];
        boolean[] ready = new boolean[sockets.length];
        boolean[] closed = new boolean[sockets.length];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = places.get(i).socket;
            events[i] = EVENTS[places.get(i).set];
        }
        long deadline = nanos == Waiter.FOREVER ? nanos : System.nanoTime() + nanos;
        int count =
                new ReadyWait(waiters, accepting, sockets, events)
                        .await(
                                deadline,
                                (i, condition) -> {
                                    closed[i] = condition == Condition.CLOSED;
                                    ready[i] = isReady(places.get(i).set, condition);
                                    return ready[i] || closed[i];
                                });
        if (count < 0) {
            return count;
        }
        boolean notSocket = closedElsewhere(places, closed);
        int left = write(sets, places, ready);
        return notSocket ? -Constants.WSAENOTSOCK : left;
    }

    // A168: whoever waits to read learns of the close by reading.
    private static boolean isReady(int set, int condition) {
        return (condition & CONDITIONS[set]) != 0 || (condition == Condition.CLOSED && set == READ);
    }

    private static boolean closedElsewhere(List<Place> places, boolean[] closed) {
        for (int i = 0; i < closed.length; i++) {
            if (closed[i] && places.get(i).set >= WRITE && !inReadSet(places, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean inReadSet(List<Place> places, int i) {
        return places.stream().anyMatch(p -> p.set == READ && p.socket == places.get(i).socket);
    }

    private static int write(MemorySegment[] sets, List<Place> places, boolean[] ready) {
        int[] counts = new int[sets.length];
        int total = 0;
        for (int i = 0; i < ready.length; i++) {
            if (ready[i]) {
                int set = places.get(i).set;
                Memory.int64(sets[set], ARRAY + 8L * counts[set]++, places.get(i).socket.handle());
                total++;
            }
        }
        for (int set = 0; set < sets.length; set++) {
            if (!Addresses.absent(sets[set])) {
                Memory.int32(sets[set], 0, counts[set]);
            }
        }
        return total;
    }
}
