package dev.baton.provider.linux.sharing;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/** Atomic access to 64-bit and 32-bit words of shared memory, at aligned offsets. */
final class Words {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

    private Words() {}

    static long read(MemorySegment memory, long offset) {
        return (long) LONG.getVolatile(memory, offset);
    }

    static void write(MemorySegment memory, long offset, long value) {
        LONG.setVolatile(memory, offset, value);
    }

    static boolean replace(MemorySegment memory, long offset, long expected, long value) {
        return LONG.compareAndSet(memory, offset, expected, value);
    }

    static void or(MemorySegment memory, long offset, long bits) {
        LONG.getAndBitwiseOr(memory, offset, bits);
    }

    static void and(MemorySegment memory, long offset, long bits) {
        LONG.getAndBitwiseAnd(memory, offset, bits);
    }

    static void addNotBelowZero(MemorySegment memory, long offset, int value) {
        int before = (int) INT.getVolatile(memory, offset);
        while (!INT.compareAndSet(memory, offset, before, Math.max(0, before + value))) {
            before = (int) INT.getVolatile(memory, offset);
        }
    }

    static int readInt(MemorySegment memory, long offset) {
        return (int) INT.getVolatile(memory, offset);
    }

    static void writeInt(MemorySegment memory, long offset, int value) {
        INT.setVolatile(memory, offset, value);
    }

    static int add(MemorySegment memory, long offset, int value) {
        return (int) INT.getAndAdd(memory, offset, value);
    }
}
