package dev.baton.layers.throttle;

import dev.baton.layers.throttle.ThrottledSocket.Direction;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for readiness in rounds: what is not allowed now is not waited for beneath, or it would be
 * reported at once and again and again; when the first of it is allowed, the next round begins.
 */
final class ThrottledWait {
    static final long FOREVER = -1;

    /** No round lasts longer while something is held back: it may be closed. */
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);

    private final ThrottleClock clock;
    private @Nullable ThrottledSocket held;
    private long delay;

    /** A wait of the layer's. */
    interface Rounds {
        /** Chooses what is waited for, by {@link #holds}. */
        void choose(ThrottledWait wait);

        /** Whether nothing is left to be waited for. */
        boolean empty();

        /** Waits beneath: 0 if the time is over, otherwise the end of the whole wait. */
        int await(long nanos);
    }

    ThrottledWait(ThrottleClock clock) {
        this.clock = clock;
    }

    /** Whether a transfer would have to wait. */
    boolean holds(@Nullable ThrottledSocket socket, Direction direction) {
        long until = socket == null ? 0 : socket.delay(direction);
        if (until > 0) {
            held = socket;
            delay = Math.min(delay, until);
        }
        return until > 0;
    }

    /**
     * Waits.
     *
     * @param nanos 0 or more, or {@link #FOREVER}
     */
    int await(Rounds rounds, long nanos, MemorySegment lpErrno) {
        long begin = clock.nanoTime();
        while (true) {
            held = null;
            delay = LONGEST;
            rounds.choose(this);
            long left = nanos < 0 ? FOREVER : Math.max(0, nanos - (clock.nanoTime() - begin));
            long round = held == null ? left : left < 0 ? delay : Math.min(left, delay);
            int result = rounds.empty() ? pause(round, lpErrno) : rounds.await(round);
            boolean over = nanos >= 0 && clock.nanoTime() - begin >= nanos;
            if (result != 0 || over || (held == null && nanos < 0)) {
                return result;
            }
        }
    }

    private int pause(long nanos, MemorySegment lpErrno) {
        if (held != null && nanos > 0 && !held.pause(nanos)) {
            Memory.int32(lpErrno, 0, Constants.WSAEINTR);
            return Constants.SOCKET_ERROR;
        }
        return 0;
    }
}
