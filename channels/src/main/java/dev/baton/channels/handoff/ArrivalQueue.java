package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The items that wait to be taken. */
final class ArrivalQueue {
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Arrival> items = new ArrayDeque<>();
    private boolean closed;

    ArrivalQueue(String name) {
        this.name = name;
    }

    void add(Collection<Arrival> come) {
        if (!come.isEmpty()) {
            lock.lock();
            try {
                items.addAll(come);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    Arrival take() throws InterruptedException, HandoffException {
        lock.lockInterruptibly();
        try {
            Arrival next = next();
            while (next == null) {
                changed.await();
                next = next();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    Optional<Arrival> poll(long nanos) throws InterruptedException, HandoffException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            Arrival next = next();
            while (next == null && left > 0) {
                left = changed.awaitNanos(left);
                next = next();
            }
            return Optional.ofNullable(next);
        } finally {
            lock.unlock();
        }
    }

    // What was withdrawn while it waited is no item any more.
    private @Nullable Arrival next() throws HandoffException {
        if (closed) {
            throw new HandoffException(
                    Reason.CLOSED, "cannot take from the hand-over point " + name + ": closed");
        }
        Arrival next = items.pollFirst();
        while (next != null && !next.undecided()) {
            next = items.pollFirst();
        }
        return next;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            items.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
