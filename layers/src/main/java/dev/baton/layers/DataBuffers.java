package dev.baton.layers;

import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The buffers of one transfer, which together are one run of bytes. */
public final class DataBuffers {
    private DataBuffers() {}

    /** Whether all can be read; where not, the provider beneath says what is wrong. */
    public static boolean readable(MemorySegment[] buffers, int count) {
        if (count <= 0 || count > buffers.length) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!Memory.readable(buffers[i], 0)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all can be written. */
    public static boolean writable(MemorySegment[] buffers, int count) {
        if (!readable(buffers, count)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (buffers[i].isReadOnly()) {
                return false;
            }
        }
        return true;
    }

    public static long size(MemorySegment[] buffers, int count) {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += buffers[i].byteSize();
        }
        return size;
    }

    /** The {@code length} bytes from {@code from} on, in the same memory. */
    public static MemorySegment[] part(MemorySegment[] buffers, int count, long from, long length) {
        List<MemorySegment> part = new ArrayList<>(count);
        long skip = from;
        long left = length;
        for (int i = 0; i < count && left > 0; i++) {
            long size = buffers[i].byteSize();
            if (skip >= size) {
                skip -= size;
                continue;
            }
            long taken = Math.min(size - skip, left);
            part.add(buffers[i].asSlice(skip, taken));
            left -= taken;
            skip = 0;
        }
        return part.toArray(MemorySegment[]::new);
    }

    /** A copy of all bytes. */
    public static byte[] gather(MemorySegment[] buffers, int count) {
        byte[] bytes = new byte[Math.toIntExact(size(buffers, count))];
        MemorySegment target = MemorySegment.ofArray(bytes);
        long done = 0;
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(buffers[i], 0, target, done, buffers[i].byteSize());
            done += buffers[i].byteSize();
        }
        return bytes;
    }

    /** Copies as many bytes as the buffers take. */
    public static void scatter(byte[] bytes, MemorySegment[] buffers, int count) {
        MemorySegment source = MemorySegment.ofArray(bytes);
        long done = 0;
        for (int i = 0; i < count && done < bytes.length; i++) {
            long taken = Math.min(buffers[i].byteSize(), bytes.length - done);
            MemorySegment.copy(source, done, buffers[i], 0, taken);
            done += taken;
        }
    }
}
