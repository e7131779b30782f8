package dev.baton.provider.linux;

import dev.baton.provider.linux.sharing.Slot;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * What Winsock keeps of a socket and Linux does not: one set of values for all descriptors.
 *
 * <p>The values stand in the heap until the socket is first shared, then in its slot of the {@link
 * dev.baton.provider.linux.sharing.CommonBlock}; the layout is the same. Every access is atomic.
 * Change a socket's state only through {@link LinuxSocket#change}, so that none is lost while it
 * moves to the slot.
 */
final class SocketState {
    /** Bytes of the values. */
    static final int SIZE = 72;

    /** Bytes of their snapshot in a delivery, which is without the 64-bit words. */
    static final int SNAPSHOT_SIZE = 32;

    static final int OVERLAPPED = 0x1;
    static final int NONBLOCKING = 0x2;
    static final int RECEIVE_SHUT = 0x4;
    static final int SEND_SHUT = 0x8;

    /** The peer reset the connection: Linux tells it once, Winsock every time. */
    static final int RESET = 0x10;

    /** A send met a fully closed peer: the next receive says WSAECONNABORTED. */
    static final int ABORTED = 0x20;

    static final int EXCLUSIVE_ADDRESS = 0x40;
    static final int CONDITIONAL_ACCEPT = 0x80;

    /** A quality of service was set: such a socket can't be duplicated. */
    static final int QUALITY_OF_SERVICE = 0x100;

    /** A non-blocking connect was started and its result not yet told. */
    static final int CONNECTING = 0x200;

    /** SO_REUSEADDR as the caller has set it: {@code listen} sets the kernel's in any case. */
    static final int REUSE_ADDRESS = 0x400;

    /** SO_LINGER is on with a time: only then close asks the kernel. */
    static final int LINGERS = 0x800;

    static final int LISTENING = 0x1000;

    /**
     * A connect is in the kernel: what that says of the socket can't be judged until it is back.
     */
    static final int CONNECT_CALLED = 0x2000;

    /** The result of a connect is being taken: it can't be judged until that is done. */
    static final int CONNECT_SETTLING = 0x4000;

    /** A connect is at any point between its call and its result. */
    static final int CONNECT = CONNECTING | CONNECT_CALLED | CONNECT_SETTLING;

    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    /** The 32-bit values; an offset within the state. */
    enum Value {
        FLAGS(0),
        /** What {@code setsockopt(SO_ERROR)} stored, 0 if nothing. */
        ERROR(4),
        /** {@code SO_SNDBUF} as set, 0 if never: Linux reports it doubled and clamped. */
        SEND_BUFFER(8),
        RECEIVE_BUFFER(12),
        /** Milliseconds, 0 means without end. */
        SEND_TIMEOUT(16),
        RECEIVE_TIMEOUT(20),
        CATALOG_ENTRY(24),
        /** Result of a failed connect as a WSA code, for SO_ERROR and select. */
        CONNECT_ERROR(28),
        /** The error of FD_CONNECT. */
        CONNECT_CODE(48);

        final long offset;

        Value(long offset) {
            this.offset = offset;
        }
    }

    /** The 64-bit values, on network events and pending operations; an offset within the state. */
    enum Word {
        /** What has happened: {@link EventRecord}. */
        RECORD(32),
        /** Who is told: {@link dev.baton.provider.linux.sharing.Registration}. */
        REGISTRATION(Slot.REGISTRATION),
        /** Who has receives pending: {@link dev.baton.provider.linux.sharing.Turns}. */
        RECEIVES(Slot.RECEIVES),
        /** The same of sends. */
        SENDS(Slot.SENDS);

        final long offset;

        Word(long offset) {
            this.offset = offset;
        }
    }

    private final MemorySegment memory;
    private final long base;

    private SocketState(MemorySegment memory, long base) {
        this.memory = memory;
        this.base = base;
    }

    /** State of a socket that nobody shares. */
    static SocketState inHeap() {
        return in(MemorySegment.ofArray(new long[SIZE / Long.BYTES]), 0);
    }

    /** State in {@link #SIZE} bytes of memory, aligned to 8. */
    static SocketState in(MemorySegment memory, long base) {
        return new SocketState(memory, base);
    }

    int get(Value value) {
        return (int) INT.getVolatile(memory, base + value.offset);
    }

    void set(Value value, int to) {
        INT.setVolatile(memory, base + value.offset, to);
    }

    boolean has(int flag) {
        return (get(Value.FLAGS) & flag) != 0;
    }

    long get(Word word) {
        return (long) LONG.getVolatile(memory, base + word.offset);
    }

    void set(Word word, long to) {
        LONG.setVolatile(memory, base + word.offset, to);
    }

    /** Sets a word if it still is as expected. */
    boolean replace(Word word, long expected, long to) {
        return LONG.compareAndSet(memory, base + word.offset, expected, to);
    }

    void raise(int flags) {
        INT.getAndBitwiseOr(memory, base + Value.FLAGS.offset, flags);
    }

    void mark(int flag, boolean on) {
        if (on) {
            raise(flag);
        } else {
            lower(flag);
        }
    }

    /** Raises a flag in another's place; true for the one of all holders who found that raised. */
    boolean exchange(int flag, int other) {
        int before = get(Value.FLAGS);
        while ((before & flag) != 0) {
            if (INT.compareAndSet(
                    memory, base + Value.FLAGS.offset, before, (before & ~flag) | other)) {
                return true;
            }
            before = get(Value.FLAGS);
        }
        return false;
    }

    /** Lowers a flag; true for the one of all holders who found it raised. */
    boolean take(int flag) {
        return ((int) INT.getAndBitwiseAnd(memory, base + Value.FLAGS.offset, ~flag) & flag) != 0;
    }

    void lower(int flags) {
        INT.getAndBitwiseAnd(memory, base + Value.FLAGS.offset, ~flags);
    }

    /** Takes over another socket's values, before anybody else uses this state. */
    void copyFrom(SocketState other) {
        MemorySegment.copy(other.memory, other.base, memory, base, SIZE);
    }

    /** A copy of the values, {@link #SIZE} bytes. */
    MemorySegment copy() {
        MemorySegment copy = MemorySegment.ofArray(new long[SIZE / Long.BYTES]);
        in(copy, 0).copyFrom(this);
        return copy;
    }

    /** What goes with a delivery, {@link #SNAPSHOT_SIZE} bytes. */
    MemorySegment snapshot() {
        return copy().asSlice(0, SNAPSHOT_SIZE);
    }
}
