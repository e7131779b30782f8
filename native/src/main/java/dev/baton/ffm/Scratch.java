package dev.baton.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Native memory of one thread for the arguments of one system call at a time, so that a call
 * allocates nothing. What it holds is good until the thread's next call that uses it.
 */
public final class Scratch {
    /** Size of {@link #address()}: {@code struct sockaddr_storage}. */
    public static final int ADDRESS_SIZE = 128;

    /** Size of {@link #data()}, in bytes: more than any datagram. */
    public static final int DATA_SIZE = 1 << 17;

    private static final ThreadLocal<Scratch> CURRENT = new Current();

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment address = arena.allocate(ADDRESS_SIZE, 8);
    private final MemorySegment length = arena.allocate(Integer.BYTES, 4);
    private final MemorySegment value = arena.allocate(256, 8);
    private final MemorySegment timeout = arena.allocate(16, 8);
    private @Nullable MemorySegment data;

    private Scratch() {}

    private static final class Current extends ThreadLocal<Scratch> {
        @Override
        protected Scratch initialValue() {
            return new Scratch();
        }
    }

    /** The calling thread's own. */
    public static Scratch current() {
        return CURRENT.get();
    }

    /** A socket address, 128 bytes. */
    public MemorySegment address() {
        return address;
    }

    /** A {@code socklen_t}. */
    public MemorySegment length() {
        return length;
    }

    /** An option's value or an ioctl's argument, 256 bytes. */
    public MemorySegment value() {
        return value;
    }

    /** A {@code struct timespec}. */
    public MemorySegment timeout() {
        return timeout;
    }

    /** A buffer of {@link #DATA_SIZE} bytes, allocated on the thread's first use. */
    public MemorySegment data() {
        if (data == null) {
            data = arena.allocate(DATA_SIZE, 64);
        }
        return data;
    }
}
