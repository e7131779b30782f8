package dev.baton.layers.throttle;

import dev.baton.layers.throttle.ThrottledSocket.Direction;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.DescriptorSets;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code WSPSelect} in rounds, with sets of its own. */
final class ThrottledSelect implements ThrottledWait.Rounds {
    private final MemorySegment[] sets;
    private final long nanos;
    private final Map<Long, ThrottledSocket> sockets;
    private final Call down;
    private MemorySegment[] chosen = {};
    private int asked;

    /** The way down. */
    @FunctionalInterface
    interface Call {
        int with(MemorySegment[] sets, MemorySegment timeout);
    }

    ThrottledSelect(
            MemorySegment[] sets,
            MemorySegment timeout,
            Map<Long, ThrottledSocket> sockets,
            Call down) {
        this.sets = sets;
        this.sockets = sockets;
        this.down = down;
        nanos =
                absent(timeout)
                        ? ThrottledWait.FOREVER
                        : TimeUnit.SECONDS.toNanos(Memory.int32(timeout, 0))
                                + TimeUnit.MICROSECONDS.toNanos(Memory.int32(timeout, 4));
    }

    /** Whether the arguments are good; where not, the provider beneath says what is wrong. */
    static boolean usable(MemorySegment[] sets, MemorySegment timeout) {
        boolean time =
                absent(timeout)
                        || (Memory.readable(timeout, Constants.SIZEOF_TIMEVAL)
                                && Memory.int32(timeout, 0) >= 0
                                && Memory.int32(timeout, 4) >= 0);
        return time && new DescriptorSets(sets[0], sets[1], sets[2]).usable() && total(sets) > 0;
    }

    private static boolean absent(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL);
    }

    private static int total(MemorySegment[] sets) {
        int total = 0;
        for (MemorySegment set : sets) {
            total += absent(set) ? 0 : Memory.int32(set, 0);
        }
        return total;
    }

    int await(ThrottledWait wait, MemorySegment lpErrno) {
        int result = wait.await(this, nanos, lpErrno);
        // A failure leaves the sets as they are, unless a descriptor was closed during the wait.
        boolean told = result >= 0 || total(chosen) != asked;
        for (int i = 0; i < sets.length && told; i++) {
            if (!absent(sets[i])) {
                MemorySegment.copy(chosen[i], 0, sets[i], 0, size(Memory.int32(chosen[i], 0)));
            }
        }
        return result;
    }

    private static long size(int count) {
        return FdSet.OFFSET_fd_array + (long) count * Constants.SIZEOF_SOCKET;
    }

    @Override
    public void choose(ThrottledWait wait) {
        chosen =
                new MemorySegment[] {
                    chosen(sets[0], Direction.RECEIVE, wait),
                    chosen(sets[1], Direction.SEND, wait),
                    chosen(sets[2], null, wait)
                };
        asked = total(chosen);
    }

    private MemorySegment chosen(
            MemorySegment set, @Nullable Direction direction, ThrottledWait wait) {
        if (absent(set)) {
            return set;
        }
        int count = Memory.int32(set, 0);
        MemorySegment copy = MemorySegment.ofArray(new byte[(int) size(count)]);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            long s = Memory.int64(set, size(i));
            if (direction == null || !wait.holds(sockets.get(s), direction)) {
                Memory.int64(copy, size(kept++), s);
            }
        }
        Memory.int32(copy, 0, kept);
        return copy;
    }

    @Override
    public boolean empty() {
        return asked == 0;
    }

    @Override
    public int await(long time) {
        if (time == ThrottledWait.FOREVER) {
            return down.with(chosen, MemorySegment.NULL);
        }
        MemorySegment timeout = MemorySegment.ofArray(new int[2]);
        // Rounded up: a round that ends too early would be followed by an empty one.
        long micros = TimeUnit.NANOSECONDS.toMicros(time + 999);
        Memory.int32(timeout, 0, (int) (micros / 1_000_000));
        Memory.int32(timeout, 4, (int) (micros % 1_000_000));
        return down.with(chosen, timeout);
    }
}
