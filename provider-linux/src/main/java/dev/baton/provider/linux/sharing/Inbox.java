package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import dev.baton.winsock.Constants;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where other processes put duplicates for this one: a listening {@code SOCK_SEQPACKET} socket, a
 * connection for each sender, and the table of what has come. The kernel keeps what is in the
 * queues, even while this process is stopped; whoever opens a duplicate fetches it on the way.
 */
final class Inbox {
    private static final int BACKLOG = 4096;

    /**
     * Whoever waits to be let in when a duplicate is looked for is among these; others may flood.
     */
    private static final int MOST_AT_ONCE = BACKLOG + 1;

    private final ReentrantLock lock = new ReentrantLock();
    private final int listener;
    private final ProcessIdentity self;
    private final Settings settings;
    private final PendingTable pending;
    private final CommonBlock block;
    private final Doorbell doorbell;
    private final SocketMessage message =
            new SocketMessage(Arena.ofAuto(), DeliveryMessage.MAX_SIZE);
    private final List<InboxConnection> connections = new ArrayList<>();
    private @Nullable InboxConnection latest;
    private int refused;
    private volatile boolean closed;

    private Inbox(
            int listener,
            ProcessIdentity self,
            Settings settings,
            CommonBlock block,
            Doorbell doorbell) {
        this.listener = listener;
        this.self = self;
        this.settings = settings;
        this.pending = new PendingTable(settings.mostUnclaimed());
        this.block = block;
        this.doorbell = doorbell;
    }

    static Inbox open(
            ProcessIdentity self,
            ProcessTable.Row row,
            Settings settings,
            CommonBlock block,
            Doorbell doorbell)
            throws SharingException {
        int fd =
                Linux.socket(
                        LinuxConstants.AF_UNIX,
                        LinuxConstants.SOCK_SEQPACKET
                                | LinuxConstants.SOCK_CLOEXEC
                                | LinuxConstants.SOCK_NONBLOCK,
                        0);
        int result = fd;
        if (fd >= 0) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment address = UnixAddress.ofInbox(arena, self.pid(), row.nonce());
                result = Linux.bind(fd, address, (int) address.byteSize());
            }
            result = result < 0 ? result : Linux.listen(fd, BACKLOG);
        }
        if (result < 0) {
            if (fd >= 0) {
                Linux.close(fd);
            }
            throw new SharingException(
                    Constants.WSASYSNOTREADY,
                    "cannot open the inbox of this process: " + Errno.name(result));
        }
        return new Inbox(fd, self, settings, block, doorbell);
    }

    /** What has come and was not opened yet. */
    PendingTable pending() {
        return pending;
    }

    /**
     * Finds a duplicate, in the table or in the queues.
     *
     * @throws SharingException {@code WSAEINVAL} if there is none of that handle, {@code WSAEMFILE}
     *     if it can't be looked for because this process has no descriptor left
     */
    Arrival find(int handle) throws SharingException {
        Arrival arrival = pending.find(handle);
        if (arrival != null) {
            return arrival;
        }
        lock.lock();
        try {
            boolean room = fetch(handle);
            // There may be a connection to watch or a duplicate to end that were not there before.
            doorbell.ring();
            arrival = pending.find(handle);
            if (arrival != null) {
                return arrival;
            }
            throw room
                    ? new SharingException(
                            Constants.WSAEINVAL,
                            "no socket is waiting for this process under the structure's handle:"
                                    + " it was opened before, has expired, was made for another"
                                    + " process, or was altered")
                    : new SharingException(
                            Constants.WSAEMFILE,
                            "cannot open the duplicate: this process has no descriptor left; the"
                                    + " structure stays good");
        } finally {
            lock.unlock();
        }
    }

    // The sender of the last delivery is the likely one: asking it costs no look at the others.
    private boolean fetch(int wanted) {
        boolean room = latest == null || drain(latest, wanted);
        if (pending.find(wanted) != null) {
            return room;
        }
        room &= acceptSenders();
        for (InboxConnection connection : List.copyOf(connections)) {
            room &= drain(connection, wanted);
            if (pending.find(wanted) != null) {
                return room;
            }
        }
        return room;
    }

    /**
     * Takes messages in until there are none, or {@code wanted} has come.
     *
     * @return false if this process ran out of descriptors
     */
    private boolean drain(InboxConnection connection, int wanted) {
        List<Arrival> ready = new ArrayList<>();
        while (true) {
            if (wanted == 0 && pending.full()) {
                return false;
            }
            switch (connection.receive(message, settings.deadline(), ready)) {
                case RECEIVED -> {
                    latest = connection;
                    boolean found = add(ready, wanted);
                    ready.clear();
                    if (found) {
                        return true;
                    }
                }
                case EMPTY -> {
                    return true;
                }
                case NO_ROOM -> {
                    return false;
                }
                case ENDED -> {
                    end(connection);
                    return true;
                }
            }
        }
    }

    private boolean add(List<Arrival> ready, int wanted) {
        boolean found = false;
        for (Arrival arrival : ready) {
            found |= arrival.handle() == wanted;
            if (!pending.add(arrival)) {
                discard(arrival);
            }
        }
        return found;
    }

    /**
     * Lets in those who have connected.
     *
     * @return false if this process ran out of descriptors
     */
    private boolean acceptSenders() {
        for (int accepted = 0; accepted < MOST_AT_ONCE && !closed; accepted++) {
            int fd =
                    Linux.accept4(
                            listener,
                            MemorySegment.NULL,
                            MemorySegment.NULL,
                            LinuxConstants.SOCK_CLOEXEC | LinuxConstants.SOCK_NONBLOCK);
            if (fd < 0) {
                return fd != -Errno.EMFILE && fd != -Errno.ENFILE;
            }
            PeerCredentials sender = PeerCredentials.of(fd);
            if (sender.uid() == self.uid() || sender.uid() == 0) {
                connections.add(new InboxConnection(fd, sender, self, block));
            } else {
                Linux.close(fd);
                refuse(sender);
            }
        }
        return true;
    }

    // Logged ever more rarely: another user must not fill the log.
    private void refuse(PeerCredentials sender) {
        if (Integer.bitCount(++refused) == 1) {
            Log.LOG.log(
                    Level.WARNING,
                    "refused a connection of process {0}, number {3}: user {1} may not deliver"
                            + " sockets to user {2}",
                    String.valueOf(sender.pid()),
                    String.valueOf(sender.uid()),
                    String.valueOf(self.uid()),
                    String.valueOf(refused));
        }
    }

    private void end(InboxConnection connection) {
        connections.remove(connection);
        latest = latest == connection ? null : latest;
        connection.close();
    }

    private void discard(Arrival arrival) {
        arrival.close();
        if (arrival.expected()) {
            block.lost(arrival.offer().cookie());
        }
    }

    /**
     * Puts a duplicate into the table that did not come through the queues.
     *
     * @return false if its handle is taken; then its descriptor stays the caller's
     */
    boolean add(Arrival arrival) {
        boolean added = pending.add(arrival);
        if (added && closed && pending.remove(arrival)) {
            discard(arrival);
        }
        doorbell.ring();
        return added;
    }

    /** When a duplicate that comes now ends unopened. */
    long deadline() {
        return settings.deadline();
    }

    /**
     * Takes in everything that waits and ends what nobody has opened in time.
     *
     * @return false if not everything could be taken in
     */
    boolean clean() {
        lock.lock();
        try {
            pending.expire(this::discard);
            boolean all = acceptSenders();
            for (InboxConnection connection : List.copyOf(connections)) {
                all &= drain(connection, 0);
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** The descriptors on which something may come. */
    List<Integer> descriptors() {
        lock.lock();
        try {
            List<Integer> all = new ArrayList<>(connections.size() + 1);
            all.add(listener);
            connections.forEach(connection -> all.add(connection.fd()));
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the inbox and everything in it. */
    void close() {
        lock.lock();
        try {
            closed = true;
            Linux.close(listener);
            List.copyOf(connections).forEach(this::end);
            pending.clear(this::discard);
        } finally {
            lock.unlock();
        }
    }
}
