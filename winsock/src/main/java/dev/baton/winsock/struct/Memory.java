package dev.baton.winsock.struct;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Checks of memory that a caller handed over, and unaligned little-endian access to it.
 *
 * <p>The checks answer what Winsock answers with {@code WSAEFAULT}. They hold for the calling
 * thread at the time of the call: a shared arena that another thread closes afterwards makes the
 * access itself throw {@link IllegalStateException}, which is no crash either.
 */
public final class Memory {
    private static final ValueLayout.OfShort INT16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INT64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Memory() {}

    /**
     * Tells whether the calling thread can read {@code n} bytes at the start of the segment.
     *
     * @param s the segment; Java {@code null} and {@link MemorySegment#NULL} are never readable,
     *     nor is a native segment of size zero, even for no bytes
     * @param n number of bytes, at least 0; a negative number is never readable
     * @return false too if the segment is shorter, its arena closed or confined to another thread
     */
    public static boolean readable(@Nullable MemorySegment s, long n) {
        if (s == null || n < 0 || s.byteSize() < n) {
            return false;
        }
        // A pointer that C code left unsized has size zero here: its extent is unknown.
        if (s.isNative() && (s.address() == 0 || s.byteSize() == 0)) {
            return false;
        }
        return s.scope().isAlive() && s.isAccessibleBy(Thread.currentThread());
    }

    /**
     * Tells whether the calling thread can write {@code n} bytes at the start of the segment.
     *
     * @param s the segment, see {@link #readable}
     * @param n number of bytes, see {@link #readable}
     * @return false too if the segment is not readable or is read-only
     */
    public static boolean writable(@Nullable MemorySegment s, long n) {
        return s != null && readable(s, n) && !s.isReadOnly();
    }

    /**
     * Reads a byte.
     *
     * @param s the segment
     * @param offset offset in bytes
     * @return the byte
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static byte int8(MemorySegment s, long offset) {
        return s.get(JAVA_BYTE, offset);
    }

    /**
     * Writes a byte.
     *
     * @param s the segment
     * @param offset offset in bytes
     * @param value the byte
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static void int8(MemorySegment s, long offset, byte value) {
        s.set(JAVA_BYTE, offset, value);
    }

    /**
     * Reads 16 bits.
     *
     * @param s the segment
     * @param offset offset in bytes, of any alignment
     * @return the number
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static short int16(MemorySegment s, long offset) {
        return s.get(INT16, offset);
    }

    /**
     * Writes 16 bits.
     *
     * @param s the segment
     * @param offset offset in bytes, of any alignment
     * @param value the number
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static void int16(MemorySegment s, long offset, short value) {
        s.set(INT16, offset, value);
    }

    /**
     * Reads 16 bits as a {@code WORD}.
     *
     * @param s the segment
     * @param offset offset in bytes, of any alignment
     * @return the number, 0 to 65535
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static int uint16(MemorySegment s, long offset) {
        return s.get(INT16, offset) & 0xffff;
    }

    /**
     * Reads 32 bits.
     *
     * @param s the segment
     * @param offset offset in bytes, of any alignment
     * @return the number
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static int int32(MemorySegment s, long offset) {
        return s.get(INT32, offset);
    }

    /**
     * Writes 32 bits.
     *
     * @param s the segment
     * @param offset offset in bytes, of any alignment
     * @param value the number
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static void int32(MemorySegment s, long offset, int value) {
        s.set(INT32, offset, value);
    }

    /**
     * Reads 64 bits.
     *
     * @param s the segment
     * @param offset offset in bytes, of any alignment
     * @return the number
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static long int64(MemorySegment s, long offset) {
        return s.get(INT64, offset);
    }

    /**
     * Writes 64 bits.
     *
     * @param s the segment
     * @param offset offset in bytes, of any alignment
     * @param value the number
     * @throws IndexOutOfBoundsException if the segment ends before it
     */
    public static void int64(MemorySegment s, long offset, long value) {
        s.set(INT64, offset, value);
    }

    /**
     * Copies bytes out of a segment.
     *
     * @param s the segment
     * @param offset offset in bytes
     * @param length number of bytes
     * @return a new array
     * @throws IndexOutOfBoundsException if the segment ends before them
     */
    public static byte[] bytes(MemorySegment s, long offset, int length) {
        var bytes = new byte[length];
        MemorySegment.copy(s, JAVA_BYTE, offset, bytes, 0, length);
        return bytes;
    }

    /**
     * Copies bytes into a segment.
     *
     * @param s the segment
     * @param offset offset in bytes
     * @param bytes what is written
     * @throws IndexOutOfBoundsException if the segment ends before their end
     */
    public static void bytes(MemorySegment s, long offset, byte[] bytes) {
        MemorySegment.copy(bytes, 0, s, JAVA_BYTE, offset, bytes.length);
    }
}
