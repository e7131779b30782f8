package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the {@link Janitor} when there is something new to watch. It costs nothing while the
 * janitor is awake anyway: whoever waits says so first and looks at what there is to watch
 * afterwards, whoever changes something changes it first and asks afterwards.
 */
final class Doorbell {
    private static final MemorySegment ONE = one();

    private final int fd;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private boolean closed;

    private Doorbell(int fd) {
        this.fd = fd;
    }

    static Doorbell open() throws SharingException {
        int fd = Linux.eventfd(LinuxConstants.EFD_CLOEXEC | LinuxConstants.EFD_NONBLOCK);
        if (fd < 0) {
            throw new SharingException(
                    Constants.WSASYSNOTREADY,
                    "cannot start receiving sockets: no descriptor left (" + Errno.name(fd) + ")");
        }
        return new Doorbell(fd);
    }

    private static MemorySegment one() {
        MemorySegment one = Arena.global().allocate(ValueLayout.JAVA_LONG);
        one.set(ValueLayout.JAVA_LONG, 0, 1);
        return one;
    }

    /** The descriptor to wait on. */
    int fd() {
        return fd;
    }

    /** Says that somebody is about to wait; call it before looking at what to wait for. */
    void waits() {
        waiting.set(true);
    }

    /** Takes the ringing back, after the wait. */
    void answer(MemorySegment scratch) {
        waiting.set(false);
        Linux.read(fd, scratch, Long.BYTES);
    }

    /** Something is new. */
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
