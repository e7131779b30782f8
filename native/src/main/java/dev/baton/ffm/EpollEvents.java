package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An array of {@code struct epoll_event}, which is packed on x86 and on no other processor. */
public final class EpollEvents {
    private static final boolean PACKED = !"aarch64".equals(System.getProperty("os.arch"));
    private static final int DATA = PACKED ? 4 : 8;
    private static final int SIZE = DATA + Long.BYTES;

    private final MemorySegment memory;
    private final int capacity;

    /** Room for some events, in memory of an arena. */
    public EpollEvents(Arena arena, int capacity) {
        this.memory = arena.allocate((long) SIZE * capacity, 8);
        this.capacity = capacity;
    }

    /** The array. */
    public MemorySegment memory() {
        return memory;
    }

    /** Number of events it has room for. */
    public int capacity() {
        return capacity;
    }

    /** Fills the first one, for {@link Linux#epollControl}. */
    public void first(int events, long data) {
        memory.set(JAVA_INT, 0, events);
        memory.set(JAVA_LONG_UNALIGNED, DATA, data);
    }

    /** The user's data of an event. */
    public long data(int index) {
        return memory.get(JAVA_LONG_UNALIGNED, (long) index * SIZE + DATA);
    }
}
