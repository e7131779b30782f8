package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * {@code long syscall(long number, ...)} of the C library.
 *
 * <p>One shape for every call because each further shape costs about 2 ms of start-up; {@code
 * errno} is captured in the same downcall because the Java runtime may overwrite it afterwards.
 */
final class SystemCall {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final long ERRNO =
            Linker.Option.captureStateLayout()
                    .byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> CAPTURED = new Captured();
    private static final MethodHandle LONGS =
            link(
                    FunctionDescriptor.of(
                            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                            JAVA_LONG, JAVA_LONG));

    private SystemCall() {}

    // Named classes instead of lambdas on the way of every program's start: 1 ms each.
    private static final class Captured extends ThreadLocal<MemorySegment> {
        @Override
        protected MemorySegment initialValue() {
            return Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
        }
    }

    /** The shape whose second argument is memory of the caller's: its scope stays alive. */
    private static final class Buffer {
        static final MethodHandle HANDLE =
                link(
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG,
                                JAVA_LONG, JAVA_LONG));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(FunctionDescriptor shape) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("syscall"),
                shape,
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
    }

    static long call(int number, long a, long b, long c, long d, long e, long f) {
        MemorySegment captured = CAPTURED.get();
        try {
            long result = (long) LONGS.invokeExact(captured, (long) number, a, b, c, d, e, f);
            return result >= 0 ? result : -captured.get(JAVA_INT, ERRNO);
        } catch (Throwable failure) {
            throw new AssertionError("system call " + number + " could not be made", failure);
        }
    }

    static long call(int number, long a, long b, long c) {
        return call(number, a, b, c, 0, 0, 0);
    }

    /**
     * The same with memory that belongs to someone else.
     *
     * @throws IllegalStateException if the memory's arena is closed
     * @throws WrongThreadException if the memory is confined to another thread
     */
    static long call(int number, long a, MemorySegment b, long c, long d, long e, long f) {
        MemorySegment captured = CAPTURED.get();
        try {
            long result =
                    (long) Buffer.HANDLE.invokeExact(captured, (long) number, a, b, c, d, e, f);
            return result >= 0 ? result : -captured.get(JAVA_INT, ERRNO);
        } catch (IllegalStateException | WrongThreadException unusable) {
            throw unusable;
        } catch (Throwable failure) {
            throw new AssertionError("system call " + number + " could not be made", failure);
        }
    }
}
