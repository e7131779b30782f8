package dev.baton.bench;

import dev.baton.ffm.Linux;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteOrder;

/**
 * Plain read and write on the pipes between the processes, as the C programs do it: what is
 * measured is the hand-over, not the streams around it.
 */
final class Pipes {
    static final int STDIN = 0;
    static final int STDOUT = 1;

    private static final ValueLayout.OfLong BIG_ENDIAN_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Pipes() {}

    /** Fills the segment. */
    static void readFully(int fd, MemorySegment bytes) throws IOException {
        long size = bytes.byteSize();
        try {
            for (long got = 0; got < size; ) {
                MemorySegment rest = got == 0 ? bytes : bytes.asSlice(got);
                long n = Linux.read(fd, rest, size - got);
                if (n == 0) {
                    throw new EOFException("the other process ended");
                }
                got += check("read", n);
            }
        } finally {
            Reference.reachabilityFence(bytes); // the system call knows its address only
        }
    }

    /** Writes the whole segment. */
    static void writeFully(int fd, MemorySegment bytes) throws IOException {
        long size = bytes.byteSize();
        try {
            for (long put = 0; put < size; ) {
                MemorySegment rest = put == 0 ? bytes : bytes.asSlice(put);
                put += check("write", Linux.write(fd, rest, size - put));
            }
        } finally {
            Reference.reachabilityFence(bytes);
        }
    }

    private static long check(String call, long result) throws IOException {
        if (result < 0) {
            throw new IOException(call + " on a pipe failed: errno " + -result);
        }
        return result;
    }

    /** A one-byte message. */
    static MemorySegment message(int value) {
        MemorySegment one = Arena.ofAuto().allocate(1);
        one.set(ValueLayout.JAVA_BYTE, 0, (byte) value);
        return one;
    }

    static void writeLong(int fd, long value) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            writeFully(fd, arena.allocateFrom(BIG_ENDIAN_LONG, value));
        }
    }

    static long readLong(int fd) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(BIG_ENDIAN_LONG);
            readFully(fd, bytes);
            return bytes.get(BIG_ENDIAN_LONG, 0);
        }
    }
}
