package dev.baton.layers.throttle;

import dev.baton.winsock.Constants;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the layer keeps of one descriptor. */
final class ThrottledSocket {
    /** The two that are limited apart. */
    enum Direction {
        SEND,
        RECEIVE
    }

    /** Bytes of a {@link #context}: fits into every chain. */
    static final int CONTEXT = 15;

    private static final int BLOCKING = 0x10;
    private static final int NON_BLOCKING = 0x11;

    private final ThrottleClock clock;
    private final boolean stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TokenBucket send = new TokenBucket();
    private final TokenBucket receive = new TokenBucket();
    private volatile boolean nonBlocking;
    private boolean closed;

    /**
     * Makes one without limits.
     *
     * @param stream whether a transfer can be split
     */
    ThrottledSocket(ThrottleClock clock, boolean stream) {
        this.clock = clock;
        this.stream = stream;
    }

    private TokenBucket bucket(Direction direction) {
        return direction == Direction.SEND ? send : receive;
    }

    boolean stream() {
        return stream;
    }

    boolean nonBlocking() {
        return nonBlocking;
    }

    void nonBlocking(boolean on) {
        nonBlocking = on;
    }

    long rate(Direction direction) {
        lock.lock();
        try {
            return bucket(direction).rate();
        } finally {
            lock.unlock();
        }
    }

    /** Sets a rate; waiting calls go by it at once. */
    void rate(Direction direction, long bytesPerSecond) {
        lock.lock();
        try {
            bucket(direction).restart(bytesPerSecond, 0, clock.nanoTime());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waiting calls. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until some of what is wanted may be transferred.
     *
     * @return how many bytes, or −WSAEWOULDBLOCK or −WSAEINTR
     */
    long permit(Direction direction, long wanted) {
        TokenBucket bucket = bucket(direction);
        lock.lock();
        try {
            while (!closed) {
                long delay = bucket.delay(wanted, clock.nanoTime());
                if (delay == 0) {
                    return stream ? bucket.part(wanted) : wanted;
                }
                if (nonBlocking) {
                    return -Constants.WSAEWOULDBLOCK;
                }
                clock.await(changed, delay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return -Constants.WSAEINTR;
    }

    /** Counts what was transferred. */
    void took(Direction direction, long bytes) {
        lock.lock();
        try {
            bucket(direction).take(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until a transfer of any size may begin. */
    long delay(Direction direction) {
        lock.lock();
        try {
            return closed ? 0 : bucket(direction).delay(Long.MAX_VALUE, clock.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the time is over, or earlier; false if the thread was interrupted. */
    boolean pause(long nanos) {
        lock.lock();
        try {
            if (!closed) {
                clock.await(changed, nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Mode, rates and what is left of the allowances. */
    byte[] context() {
        lock.lock();
        try {
            long now = clock.nanoTime();
            ByteBuffer out = ByteBuffer.allocate(CONTEXT);
            out.put((byte) (nonBlocking ? NON_BLOCKING : BLOCKING));
            for (TokenBucket bucket : new TokenBucket[] {send, receive}) {
                out.put((byte) (bucket.rate() >>> Integer.SIZE)).putInt((int) bucket.rate());
                out.putShort((short) bucket.millisUntilFull(now));
            }
            return out.array();
        } finally {
            lock.unlock();
        }
    }

    static boolean isContext(byte[] context) {
        return context.length == CONTEXT && (context[0] == BLOCKING || context[0] == NON_BLOCKING);
    }

    /** Goes on where {@link #context} was asked. */
    void resume(byte[] context) {
        lock.lock();
        try {
            ByteBuffer in = ByteBuffer.wrap(context);
            nonBlocking = in.get() == NON_BLOCKING;
            long now = clock.nanoTime();
            for (TokenBucket bucket : new TokenBucket[] {send, receive}) {
                long high = Byte.toUnsignedLong(in.get()) << Integer.SIZE;
                long rate = high | Integer.toUnsignedLong(in.getInt());
                bucket.restart(rate, Short.toUnsignedInt(in.getShort()), now);
            }
        } finally {
            lock.unlock();
        }
    }
}
