package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** The WSABUFs of one call. */
final class Buffers {
    private Buffers() {}

    /**
     * 0, −WSAEINVAL without any buffer or for 4 GiB and more, −WSAEFAULT for memory that can't be
     * read.
     */
    static int checkReadable(MemorySegment[] buffers, int count) {
        if (count <= 0) {
            return -Constants.WSAEINVAL;
        }
        if (count > buffers.length) {
            return -Constants.WSAEFAULT;
        }
        long size = 0;
        for (int i = 0; i < count; i++) {
            if (!Memory.readable(buffers[i], 0)) {
                return -Constants.WSAEFAULT;
            }
            size += buffers[i].byteSize();
        }
        // The number of bytes moved is a DWORD.
        return size > 0xFFFF_FFFFL ? -Constants.WSAEINVAL : 0;
    }

    /** The same for memory that must be written. */
    static int checkWritable(MemorySegment[] buffers, int count) {
        int problem = checkReadable(buffers, count);
        for (int i = 0; problem == 0 && i < count; i++) {
            problem = buffers[i].isReadOnly() ? -Constants.WSAEFAULT : 0;
        }
        return problem;
    }

    /** Whether the kernel can use the caller's memory as it is. */
    static boolean direct(MemorySegment[] buffers, int count) {
        return count == 1 && buffers[0].isNative();
    }

    static long size(MemorySegment[] buffers, int count) {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += buffers[i].byteSize();
        }
        return size;
    }

    /** Copies {@code size} bytes, from offset {@code from} of all buffers together. */
    static void gather(
            MemorySegment[] buffers, int count, long from, MemorySegment target, long size) {
        move(buffers, count, from, target, size, true);
    }

    /** Copies {@code size} bytes to offset {@code to} of all buffers together. */
    static void scatter(
            MemorySegment source, long size, MemorySegment[] buffers, int count, long to) {
        move(buffers, count, to, source, size, false);
    }

    private static void move(
            MemorySegment[] buffers,
            int count,
            long skip,
            MemorySegment flat,
            long size,
            boolean out) {
        long done = 0;
        for (int i = 0; i < count && done < size; i++) {
            long length = buffers[i].byteSize();
            if (skip >= length) {
                skip -= length;
                continue;
            }
            long part = Math.min(length - skip, size - done);
            if (out) {
                MemorySegment.copy(buffers[i], skip, flat, done, part);
            } else {
                MemorySegment.copy(flat, done, buffers[i], skip, part);
            }
            done += part;
            skip = 0;
        }
    }
}
