package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Linux;
import java.util.concurrent.atomic.AtomicBoolean;

/** A duplicate that has come and was not opened yet: owns its descriptor until it is taken. */
final class Arrival {
    private final int fd;
    private final Offer offer;
    private final long deadline;
    private final AtomicBoolean owned = new AtomicBoolean(true);

    /**
     * Takes a descriptor over.
     *
     * @param fd open, close-on-exec
     * @param offer what it is, checked against the kernel
     * @param deadline {@link System#nanoTime} at which it ends unopened
     */
    Arrival(int fd, Offer offer, long deadline) {
        this.fd = fd;
        this.offer = offer;
        this.deadline = deadline;
    }

    Offer offer() {
        return offer;
    }

    boolean expired(long now) {
        return deadline != Long.MAX_VALUE && now - deadline >= 0;
    }

    long deadline() {
        return deadline;
    }

    /** Hands the descriptor to the caller, who closes it from now on. */
    int take() {
        owned.set(false);
        return fd;
    }

    void close() {
        if (owned.compareAndSet(true, false)) {
            Linux.close(fd);
        }
    }
}
