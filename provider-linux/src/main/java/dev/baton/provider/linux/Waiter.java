package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;

/**
 * What one blocked call waits with: {@code ppoll} on its sockets and on an eventfd by which another
 * thread wakes it. Waiters are pooled: a process has as many as calls were ever blocked at once.
 */
final class Waiter {
    /** Without a time limit. */
    static final long FOREVER = Long.MAX_VALUE;

    /** In place of an eventfd; {@code ppoll} passes it over. */
    private static final int NONE = -1;

    private static final int POLLFD = 8;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment counter = arena.allocate(JAVA_LONG);
    private final MemorySegment one = arena.allocate(JAVA_LONG);
    private final MemorySegment timeout = arena.allocate(16, 8);
    private final int eventfd;
    private MemorySegment fds = arena.allocate(2 * POLLFD, 8);
    private volatile boolean woken;

    private Waiter(int eventfd) {
        this.eventfd = eventfd;
        one.set(JAVA_LONG, 0, 1);
    }

    /**
     * A new one. A process without a descriptor left gets one that looks every 20 ms whether it was
     * woken: its sockets go on working.
     */
    static Waiter open() throws LinuxException {
        int fd = Linux.eventfd(LinuxConstants.EFD_CLOEXEC | LinuxConstants.EFD_NONBLOCK);
        if (fd < 0 && fd != -Errno.EMFILE && fd != -Errno.ENFILE) {
            throw new LinuxException(fd);
        }
        return new Waiter(Math.max(fd, NONE));
    }

    /** Whether a deadline is over. */
    static boolean passed(long deadline) {
        return deadline != FOREVER && System.nanoTime() - deadline >= 0;
    }

    /** Whether it has no eventfd, and is not worth keeping. */
    boolean makeshift() {
        return eventfd == NONE;
    }

    /** Makes room for {@code count} sockets. */
    void size(int count) {
        long needed = (count + 1L) * POLLFD;
        if (fds.byteSize() < needed) {
            // The old ones stay until the waiter is closed: doubling keeps them few.
            fds = arena.allocate(Math.max(needed, 2 * fds.byteSize()), 8);
        }
    }

    /** Sets what to wait for on the {@code index}-th socket; fd −1 waits for nothing. */
    void poll(int index, int fd, int events) {
        long at = (index + 1L) * POLLFD;
        fds.set(JAVA_INT, at, fd);
        fds.set(JAVA_SHORT, at + 4, (short) events);
        fds.set(JAVA_SHORT, at + 6, (short) 0);
    }

    /** What {@link #await} found for the {@code index}-th socket. */
    int found(int index) {
        return fds.get(JAVA_SHORT, (index + 1L) * POLLFD + 6) & 0xFFFF;
    }

    /**
     * Waits.
     *
     * @param count number of sockets set with {@link #poll}
     * @param deadline {@link System#nanoTime} value, or {@link #FOREVER}; a passed one only looks
     * @return number of sockets that are ready, 0 at the deadline, or −EINTR when woken
     */
    int await(int count, long deadline) {
        long limit = makeshift() ? sooner(deadline) : deadline;
        fds.set(JAVA_INT, 0, eventfd);
        fds.set(JAVA_SHORT, 4, (short) LinuxConstants.POLLIN);
        int ready;
        do {
            fds.set(JAVA_SHORT, 6, (short) 0);
            ready = Linux.ppoll(fds, count + 1, timespec(limit));
        } while (ready == -Errno.EINTR);
        if (fds.get(JAVA_SHORT, 6) != 0) {
            Linux.read(eventfd, counter, Long.BYTES);
            return -Errno.EINTR;
        }
        return ready;
    }

    private static long sooner(long deadline) {
        long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        return deadline == FOREVER || deadline - soon > 0 ? soon : deadline;
    }

    private MemorySegment timespec(long deadline) {
        if (deadline == FOREVER) {
            return MemorySegment.NULL;
        }
        long left = Math.max(0, deadline - System.nanoTime());
        timeout.set(JAVA_LONG, 0, TimeUnit.NANOSECONDS.toSeconds(left));
        timeout.set(JAVA_LONG, 8, left % 1_000_000_000L);
        return timeout;
    }

    /** Wakes the thread in {@link #await}, or the next one that enters it. Any thread. */
    void wake() {
        if (!makeshift()) {
            Linux.write(eventfd, one, Long.BYTES);
            woken = true;
        }
    }

    /** Forgets a wake-up that nobody waited for. */
    void reset() {
        if (woken) {
            woken = false;
            Linux.read(eventfd, counter, Long.BYTES);
        }
    }

    void close() {
        if (!makeshift()) {
            Linux.close(eventfd);
        }
        arena.close();
    }
}
