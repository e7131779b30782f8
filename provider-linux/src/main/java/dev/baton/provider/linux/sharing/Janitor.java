package dev.baton.provider.linux.sharing;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one daemon thread of sharing: empties queues that nobody claims from, ends duplicates that
 * nobody opens, and notices the end of targets. It is lazy: it waits a moment after something has
 * come, because whoever opens a duplicate fetches it himself, and so it costs a busy process fifty
 * wake-ups a second and an idle one none.
 */
final class Janitor {
    private static final long LAZINESS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STUCK = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int POLLFD = 8;

    private final Inbox inbox;
    private final Outboxes outboxes;
    private final Doorbell doorbell;
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Makes it, not yet running.
     *
     * @param doorbell wakes it; closed by {@link #close}
     */
    Janitor(Inbox inbox, Outboxes outboxes, Doorbell doorbell) {
        this.inbox = inbox;
        this.outboxes = outboxes;
        this.doorbell = doorbell;
        this.thread = Thread.ofPlatform().daemon().name("baton-janitor").unstarted(this::run);
    }

    /** Starts the thread. */
    void start() {
        thread.start();
    }

    private void run() {
        boolean all = true;
        while (!closing) {
            try {
                await();
                if (!closing) {
                    LockSupport.parkNanos(all ? LAZINESS : STUCK);
                    all = inbox.clean();
                }
            } catch (RuntimeException | Error e) {
                // Without this thread nothing would expire and the queues would fill.
                Log.LOG.log(Level.WARNING, "cannot look after the inbox now; goes on", e);
                all = false;
            }
        }
    }

    private void await() {
        doorbell.waits();
        if (closing) {
            return;
        }
        List<Integer> incoming = inbox.descriptors();
        List<Outbox> outgoing = outboxes.all();
        try (Arena arena = Arena.ofConfined()) {
            int count = 1 + incoming.size() + outgoing.size();
            MemorySegment fds = arena.allocate((long) count * POLLFD, 8);
            watch(fds, 0, doorbell.fd(), LinuxConstants.POLLIN);
            for (int i = 0; i < incoming.size(); i++) {
                watch(fds, 1 + i, incoming.get(i), LinuxConstants.POLLIN);
            }
            for (int i = 0; i < outgoing.size(); i++) {
                watch(fds, 1 + incoming.size() + i, outgoing.get(i).fd(), 0);
            }
            Linux.ppoll(fds, count, timeout(arena));
            doorbell.answer(arena.allocate(JAVA_LONG));
            for (int i = 0; i < outgoing.size(); i++) {
                if (found(fds, 1 + incoming.size() + i)) {
                    outgoing.get(i).close();
                }
            }
        }
    }

    private MemorySegment timeout(Arena arena) {
        long deadline = inbox.pending().nextDeadline();
        if (deadline == Long.MAX_VALUE) {
            return MemorySegment.NULL;
        }
        long left = Math.max(0, deadline - System.nanoTime());
        MemorySegment timespec = arena.allocate(16, 8);
        timespec.set(JAVA_LONG, 0, left / 1_000_000_000L);
        timespec.set(JAVA_LONG, 8, left % 1_000_000_000L);
        return timespec;
    }

    private static void watch(MemorySegment fds, int index, int fd, int events) {
        fds.set(JAVA_INT, (long) index * POLLFD, fd);
        fds.set(JAVA_SHORT, (long) index * POLLFD + 4, (short) events);
    }

    private static boolean found(MemorySegment fds, int index) {
        return fds.get(JAVA_SHORT, (long) index * POLLFD + 6) != 0;
    }

    /** Makes the thread end. */
    void stop() {
        closing = true;
        doorbell.ring();
        LockSupport.unpark(thread);
    }

    /** Ends the thread and waits for its end. */
    void close() {
        stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        doorbell.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
