package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
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
        return take(1).getFirst();
    }

    /** Waits for one, and takes what else is there, but not more than so many. */
    List<Arrival> take(int most) throws InterruptedException, HandoffException {
        lock.lockInterruptibly();
        try {
            List<Arrival> taken = new ArrayList<>(Math.min(most, items.size() + 1));
            taken.add(await());
            Arrival next = taken.size() < most ? next() : null;
            while (next != null) {
                taken.add(next);
                next = taken.size() < most ? next() : null;
            }
            return taken;
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

    private Arrival await() throws InterruptedException, HandoffException {
        Arrival next = next();
        while (next == null) {
            changed.await();
            next = next();
        }
        return next;
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
