package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.ffm.SocketMessage;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sender's end of the connection to one receiver. Used by the sender's thread only. */
final class SenderEnd {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int SEND = LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL;

    private final int fd;
    private final Path path;
    private final Credentials receiver;
    private final long pid;
    private final Lifeline lifeline;
    private final OutgoingMessages outgoing = new OutgoingMessages();
    private final Map<Long, Parcel> unanswered = new HashMap<>();
    private final MemorySegment answer = Arena.ofAuto().allocate(Wire.MOST, 8);
    private @Nullable Window window;
    private String lastWord = "";
    private boolean withdrawing;
    private boolean full;
    private boolean blocked;
    private boolean ended;
    private long retryAt = System.nanoTime();
    private long bytes;
    private long lastId;

    private SenderEnd(int fd, Path path, Credentials receiver, Lifeline lifeline) {
        this.fd = fd;
        this.path = path;
        this.receiver = receiver;
        this.lifeline = lifeline;
        long named = SocketName.pid(String.valueOf(path.getFileName()));
        this.pid = receiver.pid() > 0 ? receiver.pid() : named;
    }

    /**
     * Begins to talk to a receiver.
     *
     * @param fd connected; stays the caller's if this throws
     */
    static SenderEnd greet(int fd, Path path, Credentials receiver) throws HandoffException {
        UnixSocket.enlarge(fd);
        Lifeline lifeline = Lifeline.open();
        SocketMessage hello = new SocketMessage(Arena.ofAuto(), Wire.HEADER);
        Wire.header(hello.data(), Wire.HELLO, Wire.HEADER, 1);
        int[] end = {lifeline.readEnd()};
        long result = hello.send(fd, Wire.HEADER, end, 0, 1, SEND);
        if (result < 0) {
            lifeline.close();
            throw new HandoffException(
                    Reason.RECEIVER_ENDED,
                    "cannot connect to " + receiver + " at " + path + ": " + Errno.name(result));
        }
        return new SenderEnd(fd, path, receiver, lifeline);
    }

    int fd() {
        return fd;
    }

    long pid() {
        return pid;
    }

    boolean ended() {
        return ended;
    }

    /** Whether it has been admitted: before, nothing may be sent. */
    boolean welcome() {
        return window != null;
    }

    /** Why the receiver has closed the connection, as far as it said so. */
    String lastWord() {
        return lastWord;
    }

    boolean idle() {
        return unanswered.isEmpty();
    }

    /** Whether it will never take a parcel, because that is too large. */
    boolean tooLarge(Parcel parcel) {
        return window != null && !parcel.fits(window);
    }

    /**
     * Whether it takes a parcel now. One that has been full is left in peace until a quarter is
     * free again: many items in a message cost little more than one.
     */
    boolean admits(Parcel parcel) {
        Window known = window;
        if (known == null || ended || withdrawing || !parcel.fits(known)) {
            return false;
        }
        int present = unanswered.size();
        if (full && present > known.items() / 4 * 3) {
            return false;
        }
        full = !known.admits(present, bytes, parcel.size());
        return !full;
    }

    void add(Parcel parcel) {
        parcel.number(++lastId);
        unanswered.put(parcel.id(), parcel);
        bytes += parcel.size();
        outgoing.add(parcel);
    }

    private void forget(Parcel parcel) {
        unanswered.remove(parcel.id());
        bytes -= parcel.size();
    }

    /** Says what it waits for; the index in the set. */
    int watch(PollSet set) {
        boolean waits = blocked && retryAt - System.nanoTime() <= 0;
        return set.add(fd, LinuxConstants.POLLIN | (waits ? LinuxConstants.POLLOUT : 0));
    }

    /** How many nanoseconds it does not want to send yet. */
    long pause() {
        return blocked ? retryAt - System.nanoTime() : 0;
    }

    /** Sends what there is room for. */
    void flush() {
        while (!ended) {
            long result = outgoing.send(fd, this::forget);
            blocked = false;
            if (result == 0) {
                return;
            }
            if (result == -Errno.EAGAIN) {
                blocked = true;
                return;
            }
            if (result == -Errno.ETOOMANYREFS
                    || result == -Errno.ENOBUFS
                    || result == -Errno.ENOMEM) {
                // Nothing tells when that is over.
                blocked = true;
                retryAt = System.nanoTime() + PAUSE;
                return;
            }
            if (result < 0 && result != -Errno.EINTR && result != -Errno.ECONNRESET) {
                // Reading tells the rest: what was answered before the end.
                return;
            }
        }
    }

    /** Reads the answers that have come; adds what was acknowledged. */
    void read(List<Parcel> acknowledged) {
        while (!ended) {
            long length = receive();
            if (length == -Errno.EAGAIN) {
                return;
            }
            if (length <= 0) {
                ended = true;
                return;
            }
            try {
                understand(length, acknowledged);
            } catch (WireFault e) {
                Log.LOG.log(Level.WARNING, "left {0} at {1}: {2}", receiver, path, e.reason());
                lastWord = "it does not keep to the protocol: " + e.reason();
                ended = true;
            }
        }
    }

    private long receive() {
        long length;
        do {
            // Without room for descriptors: none can come in.
            length = Linux.recv(fd, answer, Wire.MOST, LinuxConstants.MSG_DONTWAIT);
        } while (length == -Errno.EINTR || length == -Errno.ECONNRESET);
        return length;
    }

    private void understand(long length, List<Parcel> acknowledged) throws WireFault {
        int type = Wire.type(answer, length);
        switch (type) {
            case Wire.WELCOME -> window = Window.read(answer, length);
            case Wire.ACK -> {
                int count = Wire.ids(answer, length);
                for (int i = 0; i < count; i++) {
                    acknowledged.add(answered(Wire.id(answer, i)));
                }
            }
            case Wire.REFUSE -> {
                String reason = Wire.reason(answer, length);
                long id = Wire.id(answer, 0);
                if (id == Wire.CONNECTION) {
                    lastWord = reason;
                } else {
                    refused(answered(id), reason);
                }
            }
            default -> throw new WireFault("a receiver has no message of type " + type);
        }
    }

    private Parcel answered(long id) throws WireFault {
        Parcel parcel = unanswered.get(id);
        if (parcel == null || !parcel.complete()) {
            throw new WireFault(
                    "it answers item "
                            + Long.toUnsignedString(id)
                            + ", which was not sent or was answered");
        }
        forget(parcel);
        return parcel;
    }

    private void refused(Parcel parcel, String reason) {
        parcel.failed(
                new HandoffException(
                        withdrawing ? Reason.CLOSED : Reason.REFUSED,
                        "cannot hand over "
                                + parcel
                                + ": "
                                + receiver
                                + " at "
                                + path
                                + " refused it: "
                                + reason
                                + "; it is still open here"));
    }

    /** Takes back those of which nothing has been sent yet. */
    Deque<Parcel> unsent() {
        Deque<Parcel> unsent = new ArrayDeque<>(outgoing.ready());
        outgoing.ready().clear();
        unsent.forEach(this::forget);
        return unsent;
    }

    /** Asks for everything back, and sends nothing any more. */
    void withdraw() {
        withdrawing = true;
        List<Long> ids = new ArrayList<>();
        for (Iterator<Parcel> all = unanswered.values().iterator(); all.hasNext(); ) {
            Parcel parcel = all.next();
            if (parcel.complete()) {
                ids.add(parcel.id());
            } else {
                all.remove();
                bytes -= parcel.size();
                parcel.failed(takenBack(parcel));
            }
        }
        outgoing.close();
        MemorySegment data = Scratch.current().data();
        for (int from = 0; from < ids.size(); from += Wire.MOST_IDS) {
            int count = Math.min(Wire.MOST_IDS, ids.size() - from);
            int size = Wire.HEADER + count * Long.BYTES;
            Wire.header(data, Wire.WITHDRAW, size, count);
            for (int i = 0; i < count; i++) {
                data.set(Wire.LONG, Wire.HEADER + (long) i * Long.BYTES, ids.get(from + i));
            }
            // One that has no room for this is not answering: it will be left.
            Linux.sendto(fd, data, size, SEND, MemorySegment.NULL, 0);
        }
    }

    private HandoffException takenBack(Parcel parcel) {
        return new HandoffException(
                Reason.CLOSED,
                "cannot hand over "
                        + parcel
                        + ": the sender was closed, and "
                        + receiver
                        + " at "
                        + path
                        + " had not answered; it is still open here");
    }

    /**
     * Ends the connection, and takes back what the receiver has not acknowledged by now: it can't
     * any more.
     */
    void leave(boolean closing, List<Parcel> acknowledged) {
        lifeline.abandon();
        Linux.shutdown(fd, LinuxConstants.SHUT_RD);
        ended = true;
        drain(acknowledged);
        outgoing.close();
        for (Parcel parcel : unanswered.values()) {
            parcel.failed(closing ? takenBack(parcel) : left(parcel));
        }
        unanswered.clear();
        Linux.close(fd);
        lifeline.close();
    }

    // Whatever else it says, an answer that has come counts.
    private void drain(List<Parcel> acknowledged) {
        for (long length = receive(); length > 0; length = receive()) {
            try {
                understand(length, acknowledged);
            } catch (WireFault e) {
                Log.LOG.log(Level.DEBUG, "the last of {0}: {1}", this, e.reason());
            }
        }
    }

    private HandoffException left(Parcel parcel) {
        return new HandoffException(
                lastWord.isEmpty() ? Reason.RECEIVER_ENDED : Reason.PROTOCOL,
                "cannot hand over "
                        + parcel
                        + ": "
                        + receiver
                        + " at "
                        + path
                        + " ended before it answered"
                        + (lastWord.isEmpty() ? "" : ", saying: " + lastWord)
                        + "; it is still open here");
    }

    @Override
    public String toString() {
        return receiver + " at " + path;
    }
}
