package dev.baton.layers.fault;

import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of a call, as the program gave them: perhaps unusable.
 *
 * @param segments their array
 * @param count how many of it
 */
@SuppressWarnings(
        "ArrayRecordComponent") // what the entries take is an array, and nothing is compared
record Buffers(MemorySegment[] segments, int count) {
    /** Whether there is at least one and every one can be read. */
    boolean readable() {
        if (count < 1 || count > length(segments)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            MemorySegment each = segments[i];
            if (!Memory.readable(each, each == null ? 0 : each.byteSize())) {
                return false;
            }
        }
        return true;
    }

    // Bad arguments come to layers too.
    private static int length(MemorySegment @Nullable [] segments) {
        return segments == null ? 0 : segments.length;
    }

    /** Bytes of all that are {@link #readable}. */
    long size() {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += segments[i].byteSize();
        }
        return size;
    }

    /** The first bytes of them. */
    Buffers first(long bytes) {
        List<MemorySegment> kept = new ArrayList<>();
        long left = bytes;
        for (int i = 0; i < count && left > 0; i++) {
            MemorySegment each = segments[i];
            kept.add(each.asSlice(0, Math.min(left, each.byteSize())));
            left -= kept.getLast().byteSize();
        }
        return new Buffers(kept.toArray(MemorySegment[]::new), kept.size());
    }
}
