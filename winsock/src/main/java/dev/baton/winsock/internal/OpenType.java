package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** {@code SO_OPENTYPE}: an option of the thread, whatever socket it is asked through. */
public final class OpenType {
    private OpenType() {}

    /** Whether an option is this one. */
    public static boolean is(int level, int optname) {
        return level == Constants.SOL_SOCKET && optname == Constants.SO_OPENTYPE;
    }

    /** {@code getsockopt}. */
    public static int get(MemorySegment optval, MemorySegment optlen) {
        ThreadState thread = ThreadState.current();
        if (Session.current() == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        if (!Memory.writable(optlen, Integer.BYTES)
                || Memory.int32(optlen, 0) < Integer.BYTES
                || !Memory.writable(optval, Integer.BYTES)) {
            return thread.fail(Constants.WSAEFAULT);
        }
        Memory.int32(optval, 0, thread.openType());
        Memory.int32(optlen, 0, Integer.BYTES);
        return 0;
    }

    /** {@code setsockopt}. */
    public static int set(MemorySegment optval, int optlen) {
        ThreadState thread = ThreadState.current();
        if (Session.current() == null) {
            return thread.fail(Constants.WSANOTINITIALISED);
        }
        if (optlen < Integer.BYTES || !Memory.readable(optval, Integer.BYTES)) {
            return thread.fail(Constants.WSAEFAULT);
        }
        thread.openType(Memory.int32(optval, 0));
        return 0;
    }
}
