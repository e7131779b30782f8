package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/** A send or receive with a {@code WSAOVERLAPPED}, from its start to its completion. */
final class OverlappedTransfer implements Operation {
    /** One attempt that does not wait. */
    @FunctionalInterface
    interface Attempt {
        /**
         * Goes on.
         *
         * @param moved bytes transferred before
         * @return bytes, a negated code, or {@link Blocked}
         */
        long go(LinuxSocket socket, long moved);
    }

    private static final long PENDING = Blocked.after(0);

    private final Completion completion;
    private final Direction direction;
    private final int room;
    private final Attempt attempt;
    private long moved;
    private long result = PENDING;

    /**
     * One that has not begun.
     *
     * @param room how much a receive takes at most
     */
    OverlappedTransfer(Completion completion, Direction direction, int room, Attempt attempt) {
        this.completion = completion;
        this.direction = direction;
        this.room = room;
        this.attempt = attempt;
    }

    Completion completion() {
        return completion;
    }

    Direction direction() {
        return direction;
    }

    /** The first attempt, whose error is told by the call: like {@link Attempt#go}. */
    long begin(LinuxSocket socket) {
        long first = attempt(socket);
        if (!Blocked.is(first) && (first >= 0 || cutOff(first))) {
            end(socket, first);
        }
        return first;
    }

    @Override
    public boolean proceed(LinuxSocket socket) {
        long next = attempt(socket);
        if (Blocked.is(next)) {
            return false;
        }
        end(socket, next);
        return true;
    }

    private long attempt(LinuxSocket socket) {
        try {
            long next = attempt.go(socket, moved);
            moved = Blocked.is(next) ? Blocked.moved(next) : moved;
            return next;
        } catch (IllegalStateException gone) {
            // The caller has closed the arena of his buffers.
            return -Constants.WSAEFAULT;
        }
    }

    private void end(LinuxSocket socket, long with) {
        note(socket, with);
        tell(with);
    }

    /** Notes what a receive's result means for network events. */
    void note(LinuxSocket socket, long with) {
        if (direction != Direction.SEND) {
            int flags = direction == Direction.URGENT ? Constants.MSG_OOB : 0;
            EventRecorder.received(socket, flags, with);
        }
    }

    @Override
    public void abort() {
        tell(-Constants.WSA_OPERATION_ABORTED);
    }

    // Of a datagram that is longer than the buffers, these are filled and the rest is lost.
    private boolean cutOff(long with) {
        return with == -Constants.WSAEMSGSIZE && direction != Direction.SEND;
    }

    private void tell(long with) {
        boolean partial = cutOff(with);
        long bytes = partial ? room : Math.max(with, 0);
        completion.tell(
                with < 0 ? (int) -with : 0, (int) bytes, partial ? Constants.MSG_PARTIAL : 0);
        synchronized (this) {
            result = with;
            notifyAll();
        }
    }

    /** Its bytes or a negated code; −WSA_IO_PENDING before it has ended. */
    synchronized long result() {
        return Blocked.is(result) ? -Constants.WSA_IO_PENDING : result;
    }

    /** Waits for its end; like every blocking call, not ended by an interrupt. */
    synchronized void await() {
        boolean interrupted = false;
        while (Blocked.is(result)) {
            try {
                wait();
            } catch (InterruptedException mark) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is that of a caller's structure. */
    boolean isOf(MemorySegment lpOverlapped) {
        return completion.isOf(lpOverlapped);
    }
}
