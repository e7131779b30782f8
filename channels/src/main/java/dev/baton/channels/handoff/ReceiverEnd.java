package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's end of one sender's connection: what has come over it and is undecided, and the
 * answers. Its descriptors are closed when nobody uses them any more: answers are sent by the
 * threads that decide.
 */
final class ReceiverEnd {
    /** How long a sender that hangs up may take to die, or to say that it has not. */
    private static final long DYING = TimeUnit.SECONDS.toNanos(5);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int SEND = LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL;

    private final int fd;
    private final Credentials sender;
    private final Window window;
    private final Map<Long, Arrival> undecided = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private int lifeline = -1;
    private @Nullable Fate fate;
    private int users;
    private boolean finished;

    ReceiverEnd(int fd, Credentials sender, Window window) {
        this.fd = fd;
        this.sender = sender;
        this.window = window;
    }

    int fd() {
        return fd;
    }

    Credentials sender() {
        return sender;
    }

    Window window() {
        return window;
    }

    /** The pipe's end, or −1. */
    synchronized int lifeline() {
        return lifeline;
    }

    synchronized void lifeline(int descriptor) throws WireFault {
        if (lifeline >= 0) {
            throw new WireFault("it said HELLO twice");
        }
        lifeline = descriptor;
    }

    /** Counts items as undecided. */
    void add(List<Arrival> items) throws WireFault {
        for (int i = 0; i < items.size(); i++) {
            Arrival item = items.get(i);
            if (!window.admits(undecided.size(), bytes.get(), item.size())) {
                items.subList(0, i).forEach(this::forget);
                throw new WireFault(
                        "it sends more than WELCOME allows: "
                                + window.items()
                                + " items and "
                                + window.bytes()
                                + " bytes without an answer");
            }
            if (undecided.putIfAbsent(item.id(), item) != null) {
                items.subList(0, i).forEach(this::forget);
                throw new WireFault("two items have the number " + item.id());
            }
            bytes.addAndGet(item.size());
        }
    }

    /** Counts an item no more; to be called before its answer is sent, which makes room. */
    void forget(Arrival item) {
        if (undecided.remove(item.id(), item)) {
            bytes.addAndGet(-item.size());
        }
    }

    /** The undecided item of this number, if it is one. */
    @Nullable Arrival undecided(long id) {
        return undecided.get(id);
    }

    /** Whether nothing waits for a decision. */
    boolean allDecided() {
        return undecided.isEmpty();
    }

    /**
     * Ends all that nobody has decided.
     *
     * @param patience how many nanoseconds it may take to tell the sender; 0: that is not told
     */
    void endAll(Reason reason, String why, long patience) {
        long deadline = System.nanoTime() + patience;
        for (Arrival item : List.copyOf(undecided.values())) {
            if (item.end(reason, why) && patience > 0) {
                refuse(item.id(), why, Math.max(0, deadline - System.nanoTime()));
            }
        }
    }

    /**
     * Makes items this process's, all or none.
     *
     * @param items at most {@link Wire#MOST_IDS}
     * @return false if they are the sender's
     */
    boolean acknowledge(List<Arrival> items) {
        if (!enter()) {
            return settle(0) == Fate.DIED;
        }
        try {
            int size = Wire.HEADER + items.size() * Long.BYTES;
            Scratch scratch = Scratch.current();
            MemorySegment data =
                    size <= scratch.value().byteSize() ? scratch.value() : scratch.data();
            Wire.header(data, Wire.ACK, size, items.size());
            for (int i = 0; i < items.size(); i++) {
                data.set(Wire.LONG, Wire.HEADER + (long) i * Long.BYTES, items.get(i).id());
            }
            return send(data, size, -1) || settle(DYING) == Fate.DIED;
        } finally {
            exit();
        }
    }

    /** Tells the sender that an item, or the connection, is not wanted. */
    void refuse(long id, String reason) {
        refuse(id, reason, -1);
    }

    private void refuse(long id, String reason, long patience) {
        if (enter()) {
            try {
                MemorySegment data = Scratch.current().data();
                send(data, Wire.refusal(data, id, reason), patience);
            } finally {
                exit();
            }
        }
    }

    /**
     * Sends one message if there is room for it now.
     *
     * @return a negated error
     */
    long trySend(MemorySegment data, int size) {
        long result;
        do {
            result = Linux.sendto(fd, data, size, SEND, MemorySegment.NULL, 0);
            // A reset is told once; the next attempt tells whether there is a connection.
        } while (result == -Errno.EINTR || result == -Errno.ECONNRESET);
        return result;
    }

    private boolean send(MemorySegment data, int size, long patience) {
        while (true) {
            long result = trySend(data, size);
            if (result >= 0) {
                return true;
            }
            if (result == -Errno.EAGAIN) {
                byte[] kept = data.asSlice(0, size).toArray(Wire.BYTE);
                if (PollSet.one(fd, LinuxConstants.POLLOUT, patience) == 0 && patience >= 0) {
                    return false;
                }
                // The wait has used this thread's scratch memory.
                MemorySegment.copy(kept, 0, data, Wire.BYTE, 0, size);
            } else if (result == -Errno.ENOBUFS || result == -Errno.ENOMEM) {
                LockSupport.parkNanos(PAUSE);
            } else {
                return false;
            }
        }
    }

    /** How the sender has ended, once its connection is over; waits for its end if it must. */
    Fate settle(long nanos) {
        int pipe;
        synchronized (this) {
            if (fate != null) {
                return fate;
            }
            pipe = lifeline;
        }
        int found =
                pipe < 0
                        ? LinuxConstants.POLLIN
                        : PollSet.one(pipe, LinuxConstants.POLLIN, nanos) & 0xFFFF;
        boolean died =
                (found & LinuxConstants.POLLIN) == 0 && (found & LinuxConstants.POLLHUP) != 0;
        return settle(died ? Fate.DIED : Fate.GONE);
    }

    /** Settles it; the first to do so is right. */
    synchronized Fate settle(Fate found) {
        if (fate == null) {
            fate = found;
        }
        return fate;
    }

    private synchronized boolean enter() {
        if (finished) {
            return false;
        }
        users++;
        return true;
    }

    private synchronized void exit() {
        users--;
        closeUnused();
        notifyAll();
    }

    /** Waits until nobody is just sending an answer, for so long at most. */
    synchronized void awaitUnused(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long left = nanos;
        while (users > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = deadline - System.nanoTime();
        }
    }

    /** Closes the connection, once its sender's fate is settled. */
    synchronized void finish() {
        if (!finished) {
            finished = true;
            Linux.shutdown(fd, LinuxConstants.SHUT_RDWR);
            closeUnused();
        }
    }

    private void closeUnused() {
        if (finished && users == 0) {
            Linux.close(fd);
            if (lifeline >= 0) {
                Linux.close(lifeline);
            }
        }
    }

    /** The sender does not keep to the protocol: what it sent goes back to it. */
    void fail(String reason) {
        Log.LOG.log(
                Level.WARNING,
                "a hand-over point closes the connection of {0}: {1}",
                sender,
                reason);
        MemorySegment data = Scratch.current().data();
        trySend(data, Wire.refusal(data, Wire.CONNECTION, reason));
        settle(Fate.GONE);
        endAll(Reason.PROTOCOL, "its sender does not keep to the protocol", 0);
        finish();
    }
}
