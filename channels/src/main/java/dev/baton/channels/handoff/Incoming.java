package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives what comes over one connection. Used by the point's thread only. */
final class Incoming {
    /**
     * How often descriptors may be missing although there is room: another thread may have made the
     * room after the look, and then the next look succeeds.
     */
    private static final int MOST_UNEXPLAINED = 8;

    private static final String WITHDRAWN = "withdrawn";

    /** What an attempt to receive has done. */
    enum Outcome {
        RECEIVED,
        EMPTY,
        /** The sender has closed the connection, or is dead. */
        ENDED,
        /** This process has no descriptor left; the message is still in the queue. */
        NO_ROOM
    }

    /** An answer that this thread owes: it does not wait for room. */
    private record Owed(long id, String reason) {}

    private final ReceiverEnd end;
    private final Deque<Owed> owed = new ArrayDeque<>();
    private @Nullable Arrival incomplete;
    private boolean begun;
    private int unexplained;

    Incoming(ReceiverEnd end) {
        this.end = end;
    }

    ReceiverEnd end() {
        return end;
    }

    /**
     * Receives one message.
     *
     * <p>It looks first ({@code MSG_PEEK}), which puts the descriptors into this process, and drops
     * the message from the queue only when it has them: at the descriptor limit a plain receive
     * would succeed and destroy the sockets.
     *
     * @param come receives the items that are complete
     */
    Outcome receive(SocketMessage message, List<Arrival> come) throws WireFault {
        int flags = LinuxConstants.MSG_PEEK | LinuxConstants.MSG_DONTWAIT;
        long length = message.receive(end.fd(), flags);
        if (length == -Errno.EAGAIN) {
            return Outcome.EMPTY;
        }
        if (length == -Errno.EINTR || length == -Errno.ECONNRESET) {
            // A reset is told once; what was sent before it is still to come.
            return Outcome.RECEIVED;
        }
        int[] descriptors = message.descriptors();
        boolean kept = false;
        try {
            if (length <= 0) {
                return length == 0 ? Outcome.ENDED : Outcome.NO_ROOM;
            }
            if (message.descriptorsTruncated()) {
                unexplained = tableFull() ? 0 : unexplained + 1;
                if (unexplained < MOST_UNEXPLAINED) {
                    return Outcome.NO_ROOM;
                }
            }
            unexplained = 0;
            drop();
            if (message.truncated()) {
                throw new WireFault("a message is too long, or its descriptors were kept back");
            }
            read(message.data(), length, descriptors, come);
            kept = true;
            return Outcome.RECEIVED;
        } finally {
            if (!kept) {
                for (int descriptor : descriptors) {
                    Linux.close(descriptor);
                }
            }
        }
    }

    // An error that is told to this call would leave the message where it is.
    private void drop() {
        long result;
        do {
            result = Linux.recv(end.fd(), MemorySegment.NULL, 0, LinuxConstants.MSG_DONTWAIT);
        } while (result == -Errno.EINTR || result == -Errno.ECONNRESET);
    }

    // A message whose descriptors a security module kept back looks like one that met a full table.
    private boolean tableFull() {
        int copy = Linux.fcntl(end.fd(), LinuxConstants.F_DUPFD_CLOEXEC, 0);
        if (copy >= 0) {
            Linux.close(copy);
        }
        return copy == -Errno.EMFILE || copy == -Errno.ENFILE;
    }

    private void read(MemorySegment data, long length, int[] descriptors, List<Arrival> come)
            throws WireFault {
        int type = Wire.type(data, length);
        boolean first = !begun;
        begun = true;
        switch (type) {
            case Wire.ITEMS -> items(data, length, descriptors, come);
            case Wire.PART -> {
                expect(descriptors, 0);
                part(data, length, come);
            }
            case Wire.WITHDRAW -> {
                expect(descriptors, 0);
                withdraw(data, length);
            }
            case Wire.HELLO -> {
                expect(descriptors, 1);
                if (!first) {
                    throw new WireFault("HELLO is not its first message");
                }
                end.lifeline(descriptors[0]);
            }
            default -> throw new WireFault("a sender has no message of type " + type);
        }
    }

    private static void expect(int[] descriptors, int count) throws WireFault {
        if (descriptors.length != count) {
            throw new WireFault(
                    "a message came with " + descriptors.length + " descriptors, not " + count);
        }
    }

    private void items(MemorySegment data, long length, int[] descriptors, List<Arrival> come)
            throws WireFault {
        if (incomplete != null) {
            throw new WireFault("an item is not complete, and other items come");
        }
        List<Arrival> items = ItemsReader.read(end, data, length, descriptors);
        end.add(items);
        if (items.getLast().missing() > 0) {
            incomplete = items.removeLast();
        }
        items.forEach(item -> arrived(item, come));
    }

    private void part(MemorySegment data, long length, List<Arrival> come) throws WireFault {
        Arrival item = incomplete;
        if (item == null || length <= Wire.PART_HEADER || item.id() != Wire.id(data, 0)) {
            throw new WireFault("a part belongs to no item");
        }
        long size = length - Wire.PART_HEADER;
        if (size > item.missing()) {
            throw new WireFault("an item gets more bytes than it has");
        }
        item.fill(data, Wire.PART_HEADER, (int) size);
        if (item.missing() == 0) {
            incomplete = null;
            arrived(item, come);
        }
    }

    private void arrived(Arrival item, List<Arrival> come) {
        if (item.fault().isEmpty()) {
            come.add(item);
        } else if (item.end(Reason.REFUSED, item.fault())) {
            owed.add(new Owed(item.id(), item.fault()));
        }
    }

    private void withdraw(MemorySegment data, long length) throws WireFault {
        int count = Wire.ids(data, length);
        for (int i = 0; i < count; i++) {
            long id = Wire.id(data, i);
            Arrival item = end.undecided(id);
            if (item != null && item.end(Reason.TAKEN_BACK, "its sender has taken it back")) {
                if (item == incomplete) {
                    throw new WireFault("it withdraws an item that is not complete");
                }
                owed.add(new Owed(id, WITHDRAWN));
            }
        }
    }

    /**
     * Sends the answers that this thread owes.
     *
     * @return false if there is no room now
     */
    boolean pay(SocketMessage message) {
        while (!owed.isEmpty()) {
            Owed next = owed.getFirst();
            int size = Wire.refusal(message.data(), next.id, next.reason);
            long result = end.trySend(message.data(), size);
            if (result == -Errno.EAGAIN || result == -Errno.ENOBUFS || result == -Errno.ENOMEM) {
                return false;
            }
            owed.removeFirst();
        }
        return true;
    }

    boolean owes() {
        return !owed.isEmpty();
    }

    /** Nothing comes any more: forgets what is not complete. */
    void ended() {
        Arrival item = incomplete;
        incomplete = null;
        if (item != null) {
            item.end(Reason.TAKEN_BACK, "its sender ended before it was complete");
        }
    }
}
