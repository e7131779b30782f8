package dev.baton.winsock.spi;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** The sets of one {@code select}, passed on with other descriptors than the caller's. */
public final class DescriptorSets {
    private final MemorySegment[] sets;

    /**
     * Takes the caller's sets.
     *
     * @param readfds an {@code fd_set} or {@code NULL}
     * @param writefds an {@code fd_set} or {@code NULL}
     * @param exceptfds an {@code fd_set} or {@code NULL}
     */
    public DescriptorSets(MemorySegment readfds, MemorySegment writefds, MemorySegment exceptfds) {
        sets = new MemorySegment[] {readfds, writefds, exceptfds};
    }

    /** Whether the memory of every set is there as far as its count says. */
    public boolean usable() {
        for (MemorySegment set : sets) {
            if (!absent(set) && !usable(set)) {
                return false;
            }
        }
        return true;
    }

    private static boolean absent(MemorySegment set) {
        return set.equals(MemorySegment.NULL);
    }

    private static boolean usable(MemorySegment set) {
        return Memory.writable(set, FdSet.OFFSET_fd_array)
                && Memory.int32(set, 0) >= 0
                && Memory.writable(set, size(Memory.int32(set, 0)));
    }

    private static long size(int count) {
        return FdSet.OFFSET_fd_array + (long) count * Constants.SIZEOF_SOCKET;
    }

    private static long offset(int index) {
        return size(index);
    }

    /**
     * Calls {@code WSPSelect} with sets of its own and tells the result in the caller's. The sets
     * must be {@link #usable}.
     *
     * @param provider what to call
     * @param nfds ignored, as everywhere
     * @param lower the descriptor to pass on for each of the caller's; INVALID_SOCKET is refused as
     *     {@code WSAENOTSOCK}
     * @param timeout as in {@code WSPSelect}
     * @param lpErrno receives the error code
     * @return what the provider answers
     */
    public int select(
            ServiceProvider provider,
            int nfds,
            LongUnaryOperator lower,
            MemorySegment timeout,
            MemorySegment lpErrno) {
        Map<Long, Long> uppers = new HashMap<>();
        MemorySegment[] lowered = new MemorySegment[sets.length];
        for (int i = 0; i < sets.length; i++) {
            lowered[i] = absent(sets[i]) ? sets[i] : lowered(sets[i], lower, uppers);
        }
        if (uppers.containsKey(Constants.INVALID_SOCKET)) {
            return LayeredProvider.refuse(lpErrno, Constants.WSAENOTSOCK);
        }
        int result = provider.WSPSelect(nfds, lowered[0], lowered[1], lowered[2], timeout, lpErrno);
        for (int i = 0; i < sets.length; i++) {
            if (!absent(sets[i])) {
                raise(lowered[i], sets[i], uppers);
            }
        }
        return result;
    }

    private static MemorySegment lowered(
            MemorySegment set, LongUnaryOperator lower, Map<Long, Long> uppers) {
        int count = Memory.int32(set, 0);
        MemorySegment copy = MemorySegment.ofArray(new byte[(int) size(count)]);
        Memory.int32(copy, 0, count);
        for (int i = 0; i < count; i++) {
            long s = Memory.int64(set, offset(i));
            long beneath = lower.applyAsLong(s);
            Memory.int64(copy, offset(i), beneath);
            uppers.put(beneath, s);
        }
        return copy;
    }

    private static void raise(MemorySegment from, MemorySegment to, Map<Long, Long> uppers) {
        int left = Memory.int32(from, 0);
        for (int i = 0; i < left; i++) {
            Long s = uppers.get(Memory.int64(from, offset(i)));
            Memory.int64(to, offset(i), s == null ? Constants.INVALID_SOCKET : s);
        }
        Memory.int32(to, 0, left);
    }
}
