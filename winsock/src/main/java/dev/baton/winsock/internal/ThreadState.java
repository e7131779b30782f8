package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;

/** What Winsock keeps of a thread: its last error, and the frames of its calls. */
public final class ThreadState {
    private static final ThreadLocal<ThreadState> CURRENT = new Current();

    private Frame[] frames = {new Frame()};
    private int depth;
    private int lastError;
    private int openType;

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
