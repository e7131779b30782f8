package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.event.ThreadTable;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.struct.WsaThreadId;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What Winsock keeps of a thread: its last error, and the frames of its calls. */
public final class ThreadState {
    private static final ThreadLocal<ThreadState> CURRENT = new Current();

    private Frame[] frames = {new Frame()};
    private int depth;
    private int lastError;
    private int openType;
    private @Nullable MemorySegment threadId;

    private ThreadState() {}

    private static final class Current extends ThreadLocal<ThreadState> {
        @Override
        protected ThreadState initialValue() {
            return new ThreadState();
        }
    }

    /** The calling thread's. */
    public static ThreadState current() {
        return CURRENT.get();
    }

    /** The code of the thread's last failed call. */
    public int lastError() {
        return lastError;
    }

    /** Sets the last error. */
    public void lastError(int error) {
        lastError = error;
    }

    /** Sets the last error and returns SOCKET_ERROR. */
    public int fail(int error) {
        lastError = error;
        return Constants.SOCKET_ERROR;
    }

    /** {@code SO_OPENTYPE}: 0 makes {@code socket} create overlapped sockets. */
    public int openType() {
        return openType;
    }

    /** Sets {@code SO_OPENTYPE}. */
    public void openType(int type) {
        openType = type;
    }

    /**
     * The {@code WSATHREADID} to queue a completion routine's call for; {@code NULL} without a
     * routine. A thread has one, which ends with it.
     */
    public static MemorySegment threadId(@Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
        return routine == null ? MemorySegment.NULL : current().threadId();
    }

    private MemorySegment threadId() {
        MemorySegment id = threadId;
        if (id == null) {
            id = MemorySegment.ofArray(new byte[WsaThreadId.SIZEOF]);
            WsaThreadId.write(id, ThreadTable.process().openCurrent());
            id = id.asReadOnly();
            threadId = id;
        }
        return id;
    }

    /** A frame for a call to a provider; a provider may make Winsock calls in it, which nest. */
    Frame enter() {
        if (depth == frames.length) {
            frames = java.util.Arrays.copyOf(frames, depth + 1);
            frames[depth] = new Frame();
        }
        Frame frame = frames[depth++];
        frame.clear();
        return frame;
    }

    /** Notes a descriptor that a provider registers in a call of this thread. */
    void made(Descriptor descriptor) {
        if (depth > 0) {
            frames[depth - 1].made(descriptor);
        }
    }

    void leave() {
        frames[--depth].end();
    }
}
