package dev.baton.winsock.internal.event;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The threads that were opened, by their handles. A handle keeps nothing of an ended thread alive,
 * even if nobody closes it.
 */
public final class ThreadTable {
    private static final ThreadTable PROCESS = new ThreadTable();

    private static final class Opened extends WeakReference<ApcQueue> {
        final long handle;

        Opened(long handle, ApcQueue apcs, ReferenceQueue<ApcQueue> ended) {
            super(apcs, ended);
            this.handle = handle;
        }
    }

    private final Map<Long, Opened> threads = new ConcurrentHashMap<>();
    private final ReferenceQueue<ApcQueue> ended = new ReferenceQueue<>();

    ThreadTable() {}

    /** The one of this process. */
    public static ThreadTable process() {
        return PROCESS;
    }

    /** A new handle of the calling thread. */
    public long openCurrent() {
        forgetEnded();
        long handle = Handles.next();
        threads.put(handle, new Opened(handle, ApcQueue.current(), ended));
        return handle;
    }

    /** The calls of an opened thread; null if the handle has none, or no more. */
    public @Nullable ApcQueue find(long handle) {
        Opened opened = threads.get(handle);
        return opened == null ? null : opened.get();
    }

    /** Ends a handle; false if it is none. */
    public boolean close(long handle) {
        return threads.remove(handle) != null;
    }

    private void forgetEnded() {
        for (Reference<?> each = ended.poll(); each != null; each = ended.poll()) {
            if (each instanceof Opened opened) {
                threads.remove(opened.handle);
            }
        }
    }

    int size() {
        forgetEnded();
        return threads.size();
    }
}
