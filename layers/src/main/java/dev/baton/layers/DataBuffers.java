package dev.baton.layers;

import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of one transfer, which together are one run of bytes; as the program gave them, so
 * perhaps unusable: ask {@link #readable} or {@link #writable} first.
 *
 * @param segments their array
 * @param count how many of it
 */
@SuppressWarnings("ArrayRecordComponent") // what the entries take is an array
public record DataBuffers(MemorySegment[] segments, int count) {
    /**
     * Tells whether there is at least one and every one can be read.
     *
     * @return false where the provider beneath is to say what is wrong
     */
    public boolean readable() {
        if (count < 1 || count > length(segments)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!Memory.readable(segments[i], 0)) {
                return false;
            }
        }
        return true;
    }

    // Bad arguments come to layers too.
    private static int length(MemorySegment @Nullable [] segments) {
        return segments == null ? 0 : segments.length;
    }

    /**
     * Tells whether there is at least one and every one can be written.
     *
     * @return false where the provider beneath is to say what is wrong
     */
    public boolean writable() {
        if (!readable()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (segments[i].isReadOnly()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds them up.
     *
     * @return bytes of all
     */
    public long size() {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += segments[i].byteSize();
        }
        return size;
    }

    /**
     * Cuts a piece out, in the same memory.
     *
     * @param from bytes before it
     * @param length its bytes
     * @return the piece
     */
    public DataBuffers part(long from, long length) {
        List<MemorySegment> part = new ArrayList<>(count);
        long skip = from;
        long left = length;
        for (int i = 0; i < count && left > 0; i++) {
            long size = segments[i].byteSize();
            if (skip >= size) {
                skip -= size;
                continue;
            }
            long taken = Math.min(size - skip, left);
            part.add(segments[i].asSlice(skip, taken));
            left -= taken;
            skip = 0;
        }
        return new DataBuffers(part.toArray(MemorySegment[]::new), part.size());
    }

    /**
     * Copies out of them.
     *
     * @return all bytes
     */
    public byte[] gather() {
        byte[] bytes = new byte[Math.toIntExact(size())];
        MemorySegment target = MemorySegment.ofArray(bytes);
        long done = 0;
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(segments[i], 0, target, done, segments[i].byteSize());
            done += segments[i].byteSize();
        }
        return bytes;
    }

    /**
     * Copies into them.
     *
     * @param bytes of which as many are copied as there is room for
     */
    public void scatter(byte[] bytes) {
        MemorySegment source = MemorySegment.ofArray(bytes);
        long done = 0;
        for (int i = 0; i < count && done < bytes.length; i++) {
            long taken = Math.min(segments[i].byteSize(), bytes.length - done);
            MemorySegment.copy(source, done, segments[i], 0, taken);
            done += taken;
        }
    }
}
