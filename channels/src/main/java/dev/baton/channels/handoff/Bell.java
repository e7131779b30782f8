package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a thread that waits in ppoll. It costs nothing while the thread is awake anyway: it says
 * that it is about to wait first and looks for work afterwards, whoever brings work brings it first
 * and rings afterwards.
 */
final class Bell {
    private static final MemorySegment ONE = one();

    private final int fd;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private boolean closed;

    private Bell(int fd) {
        this.fd = fd;
    }

    static Bell open() throws HandoffException {
        int fd = Linux.eventfd(LinuxConstants.EFD_CLOEXEC | LinuxConstants.EFD_NONBLOCK);
        if (fd < 0) {
            throw new HandoffException(
                    Reason.NO_DESCRIPTOR,
                    "cannot start the thread of a hand-over point: "
                            + Errno.name(fd)
                            + " (close some descriptors, or raise the limit: ulimit -n)");
        }
        return new Bell(fd);
    }

    private static MemorySegment one() {
        MemorySegment one = Arena.global().allocate(ValueLayout.JAVA_LONG);
        one.set(ValueLayout.JAVA_LONG, 0, 1);
        return one;
    }

    int fd() {
        return fd;
    }

    /** Says that the thread is about to wait; to be called before it looks for work. */
    void waits() {
        waiting.set(true);
    }

    /** Takes the ringing back, after the wait. */
    void answer(MemorySegment scratch) {
        waiting.set(false);
        Linux.read(fd, scratch, Long.BYTES);
    }

    void ring() {
        if (waiting.compareAndSet(true, false)) {
            write();
        }
    }

    private synchronized void write() {
        if (!closed) {
            Linux.write(fd, ONE, Long.BYTES);
        }
    }

    synchronized void close() {
        closed = true;
        Linux.close(fd);
    }
}
