package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The out parameters of one call to a provider: reused by its thread, one per nested call. */
public final class Frame {
    private static final MemorySegment EMPTY = MemorySegment.ofArray(new byte[0]);

    private final MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
    private final MemorySegment lpBytes = MemorySegment.ofArray(new int[1]);
    private final MemorySegment lpFlags = MemorySegment.ofArray(new int[1]);
    private final List<Descriptor> made = new ArrayList<>(0);

    Frame() {}

    /** Receives the error code. */
    public MemorySegment lpErrno() {
        return lpErrno;
    }

    /** Receives a number of bytes. */
    public MemorySegment lpBytes() {
        return lpBytes;
    }

    /** Message flags, set to the caller's. */
    public MemorySegment lpFlags(int flags) {
        Memory.int32(lpFlags, 0, flags);
        return lpFlags;
    }

    /** Says that the call fails: the value to return. */
    public int fail(int error) {
        Memory.int32(lpErrno, 0, error);
        return Constants.SOCKET_ERROR;
    }

    int error() {
        return Memory.int32(lpErrno, 0);
    }

    int bytes() {
        return Memory.int32(lpBytes, 0);
    }

    void clear() {
        Memory.int32(lpErrno, 0, 0);
        Memory.int32(lpBytes, 0, 0);
    }

    /** Lets go of what belonged to the call that has ended. */
    void end() {
        if (!made.isEmpty()) {
            made.clear();
        }
    }

    void made(Descriptor descriptor) {
        made.add(descriptor);
    }

    /** The descriptors that were registered in this call. */
    List<Descriptor> made() {
        return made;
    }

    /**
     * The first {@code len} bytes of a caller's buffer as an array of one WSABUF.
     *
     * @return an element of {@code NULL}, which a provider answers with WSAEFAULT, if the buffer is
     *     shorter
     */
    public MemorySegment[] buffer(MemorySegment buf, int len) {
        if (len == 0) {
            return new MemorySegment[] {EMPTY};
        }
        if (len < 0 || !Memory.readable(buf, len)) {
            return new MemorySegment[] {MemorySegment.NULL};
        }
        return new MemorySegment[] {buf.byteSize() == len ? buf : buf.asSlice(0, len)};
    }
}
