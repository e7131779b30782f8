package dev.baton.winsock.internal.event;

import dev.baton.winsock.Constants;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread's wait for events, for procedure calls or for the end of a time. It ends once, by what
 * comes first.
 */
public final class Wait {
    private static final int PENDING = -2;

    private final Thread thread = Thread.currentThread();
    private final AtomicInteger result = new AtomicInteger(PENDING);

    /** A bit for each event that is set at this moment. */
    private final AtomicLong set = new AtomicLong();

    /** The bits that must be set at one moment; 0 where any of them will do. */
    private final long wanted;

    private Wait(long wanted) {
        this.wanted = wanted;
    }

    /**
     * Waits. An event that is set already comes before procedure calls, which come before the time.
     *
     * @param events 1 to 64
     * @param all whether all of them must be set at one moment
     * @param milliseconds unsigned; {@code WSA_INFINITE}: without end
     * @param apcs the calling thread's queue if its procedure calls may end the wait; they are left
     *     in it
     * @return {@code WSA_WAIT_EVENT_0} and the index of an event, {@code WSA_WAIT_EVENT_0} if all
     *     are set, {@code WSA_WAIT_IO_COMPLETION}, {@code WSA_WAIT_TIMEOUT}, or {@code
     *     WSA_WAIT_FAILED} if an event was closed
     */
    public static int await(
            List<Event> events, boolean all, int milliseconds, @Nullable ApcQueue apcs) {
        boolean any = !all || events.size() == 1;
        for (int i = 0; any && i < events.size(); i++) {
            if (events.get(i).isSet()) {
                return Constants.WSA_WAIT_EVENT_0 + i;
            }
        }
        Wait wait = new Wait(any ? 0 : -1L >>> (Long.SIZE - events.size()));
        try {
            for (int i = 0; i < events.size(); i++) {
                events.get(i).enter(wait, i);
            }
            if (apcs != null) {
                apcs.enter(wait);
            }
            return wait.park(milliseconds);
        } finally {
            events.forEach(event -> event.leave(wait));
            if (apcs != null) {
                apcs.leave();
            }
        }
    }

    // Like every blocking call of Winsock, a wait is not ended by Thread.interrupt.
    private int park(int milliseconds) {
        long start = System.nanoTime();
        long limit = Integer.toUnsignedLong(milliseconds) * 1_000_000;
        boolean interrupted = false;
        while (result.get() == PENDING) {
            if (milliseconds == Constants.WSA_INFINITE) {
                LockSupport.park(this);
            } else {
                long left = limit - (System.nanoTime() - start);
                if (left <= 0) {
                    end(Constants.WSA_WAIT_TIMEOUT);
                } else {
                    LockSupport.parkNanos(this, left);
                }
            }
            // A thread with the mark would not park again.
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            thread.interrupt();
        }
        return result.get();
    }

    void set(int index) {
        if (wanted == 0) {
            end(Constants.WSA_WAIT_EVENT_0 + index);
        } else if (set.accumulateAndGet(1L << index, (old, bit) -> old | bit) == wanted) {
            end(Constants.WSA_WAIT_EVENT_0);
        }
    }

    void reset(int index) {
        set.accumulateAndGet(1L << index, (old, bit) -> old & ~bit);
    }

    void closed() {
        end(Constants.WSA_WAIT_FAILED);
    }

    void called() {
        end(Constants.WSA_WAIT_IO_COMPLETION);
    }

    private void end(int with) {
        if (result.compareAndSet(PENDING, with)) {
            LockSupport.unpark(thread);
        }
    }
}
