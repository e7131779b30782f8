package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sharing of sockets in this process, from its start to its end: the inbox, the connections to
 * others' inboxes, and the common block. Thread-safe.
 */
public final class Sharing {
    private final ProcessIdentity self;
    private final SharedFile file;
    private final ProcessTable table;
    private final ProcessTable.Row row;
    private final CommonBlock block;
    private final Bell bell;
    private final Inbox inbox;
    private final Outboxes outboxes;
    private final Janitor janitor;
    private final Thread atExit;

    private Sharing(
            ProcessIdentity self,
            SharedFile file,
            ProcessTable table,
            ProcessTable.Row row,
            CommonBlock block,
            Bell bell,
            Inbox inbox,
            Doorbell doorbell,
            BooleanSupplier idle) {
        this.self = self;
        this.file = file;
        this.table = table;
        this.row = row;
        this.block = block;
        this.bell = bell;
        this.inbox = inbox;
        this.outboxes = new Outboxes(self, file, doorbell::ring);
        this.janitor = new Janitor(inbox, outboxes, doorbell);
        this.atExit = new Thread(() -> leave(idle), "baton-exit");
    }

    private void start() {
        janitor.start();
        try {
            Runtime.getRuntime().addShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // Then nobody waits for the janitor, and the next user of the file removes it.
        }
        table.ready(row, self);
    }

    // The Java machine would wait 300 ms for a thread that is in the kernel. A process that still
    // has sockets may hand them over while it exits, and needs the file for that.
    private void leave(BooleanSupplier idle) {
        janitor.stop();
        bell.stop();
        if (idle.getAsBoolean()) {
            file.retire();
        }
    }

    /**
     * Makes this process reachable.
     *
     * @param idle tells whether this process has no socket
     * @throws SharingException {@code WSASYSNOTREADY} if that can't be, with the reason
     */
    public static Sharing open(BooleanSupplier idle) throws SharingException {
        ProcessIdentity self = ProcessIdentity.self();
        SharedFile file = SharedFolder.openOrCreate(self.uid());
        ProcessTable table = new ProcessTable(file);
        ProcessTable.Row row = null;
        Bell bell = null;
        Doorbell doorbell = null;
        Inbox inbox = null;
        boolean opened = false;
        try {
            row = table.register(self);
            CommonBlock block = new CommonBlock(file, table, row.index());
            bell = Bell.open(self, table, row);
            doorbell = Doorbell.open();
            inbox = Inbox.open(self, row, Settings.read(), block, doorbell);
            Sharing sharing =
                    new Sharing(self, file, table, row, block, bell, inbox, doorbell, idle);
            sharing.start();
            opened = true;
            return sharing;
        } finally {
            if (!opened) {
                abandon(self, file, table, row, bell, inbox, doorbell);
            }
        }
    }

    private static void abandon(
            ProcessIdentity self,
            SharedFile file,
            ProcessTable table,
            ProcessTable.@Nullable Row row,
            @Nullable Bell bell,
            @Nullable Inbox inbox,
            @Nullable Doorbell doorbell) {
        if (inbox != null) {
            inbox.close();
        }
        if (doorbell != null) {
            doorbell.close();
        }
        if (bell != null) {
            bell.close();
        }
        if (row != null) {
            table.release(row, self);
        }
        file.close();
    }

    /** By which the processes tell each other of sockets to look at. */
    public Bell bell() {
        return bell;
    }

    /** This process's number among those that share sockets. */
    public int process() {
        return row.index();
    }

    /** Whether the process of a number has ended. */
    public boolean ended(int process) {
        return table.dead(process);
    }

    /** The values common to the holders of a socket. */
    public CommonBlock block() {
        return block;
    }

    /**
     * Finds out whether a process can be delivered to, before anything is.
     *
     * @param pid the process; this one can
     * @throws SharingException {@code WSAEINVAL}, {@code WSAEACCES}, {@code WSAENOBUFS} or {@code
     *     WSAEMFILE}
     */
    public void reach(int pid) throws SharingException {
        if (pid != self.pid()) {
            outboxes.to(pid);
        }
    }

    /**
     * Delivers duplicates to a process: all or none.
     *
     * @param pid the process
     * @param sockets at least one
     * @return the handles under which they wait there, none of them 0
     * @throws SharingException {@code WSAEINVAL}, {@code WSAEACCES}, {@code WSAENOBUFS} or {@code
     *     WSAEMFILE}; then nothing was delivered
     */
    public int[] deliver(int pid, List<Outgoing> sockets) throws SharingException {
        if (pid == self.pid()) {
            return deliverHere(sockets);
        }
        Outbox outbox = outboxes.to(pid);
        try {
            return deliver(outbox, sockets);
        } catch (SharingException e) {
            if (!outbox.closed()) {
                throw e;
            }
            // The target has ended; another process of that pid may have an inbox of its own.
            return deliver(outboxes.to(pid), sockets);
        }
    }

    private int[] deliver(Outbox outbox, List<Outgoing> sockets) throws SharingException {
        boolean common = outboxes.common(outbox);
        boolean delivered = false;
        expect(sockets, common ? 1 : 0);
        try {
            int[] handles = outbox.deliver(sockets);
            delivered = true;
            return handles;
        } finally {
            if (!delivered) {
                expect(sockets, common ? -1 : 0);
            }
        }
    }

    private static void expect(List<Outgoing> sockets, int duplicates) {
        if (duplicates != 0) {
            for (Outgoing socket : sockets) {
                socket.slot().expect(duplicates);
            }
        }
    }

    private int[] deliverHere(List<Outgoing> sockets) throws SharingException {
        int[] copies = new int[sockets.size()];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = Linux.fcntl(sockets.get(i).fd(), LinuxConstants.F_DUPFD_CLOEXEC, 0);
            if (copies[i] < 0) {
                for (int made = 0; made < i; made++) {
                    Linux.close(copies[made]);
                }
                throw new SharingException(
                        Constants.WSAEMFILE,
                        "cannot duplicate the socket: " + Errno.name(copies[i]));
            }
        }
        expect(sockets, 1);
        int[] handles = new int[copies.length];
        for (int i = 0; i < copies.length; i++) {
            Arrival arrival;
            do {
                handles[i] = HandlePermutation.handle(table.take(row, 1), row.key());
                arrival =
                        new Arrival(
                                handles[i],
                                copies[i],
                                sockets.get(i).offer(),
                                inbox.deadline(),
                                true);
            } while (handles[i] == 0 || !inbox.add(arrival));
        }
        return handles;
    }

    /** A duplicate that has come, found but not taken. */
    public final class Waiting {
        private final Arrival arrival;

        private Waiting(Arrival arrival) {
            this.arrival = arrival;
        }

        /** What it is. */
        public Offer offer() {
            return arrival.offer();
        }

        /** Its descriptor, to look at; it may be closed at any time. */
        public int descriptor() {
            return arrival.fd();
        }

        /**
         * Takes it: of all who try, one succeeds.
         *
         * @return its descriptor, the caller's from now on
         * @throws SharingException {@code WSAEINVAL} if another was faster or its time is over
         */
        public int take() throws SharingException {
            if (!inbox.pending().remove(arrival)) {
                throw new SharingException(
                        Constants.WSAEINVAL, "the duplicate has just been opened or has expired");
            }
            return arrival.fd();
        }

        /** Says that it was opened, to those who expected it. */
        public void opened(Slot slot) {
            if (arrival.expected()) {
                slot.expect(-1);
            }
        }

        /** Says the same of one who has no part in the common block. */
        public void openedAlone() {
            if (arrival.expected()) {
                block.lost(arrival.offer().cookie());
            }
        }

        /** Puts back what {@link #take} took, because opening it failed. */
        public void putBack() {
            if (!inbox.add(arrival)) {
                arrival.close();
            }
        }
    }

    /**
     * Finds the duplicate that waits under a handle, without taking it.
     *
     * @throws SharingException {@code WSAEINVAL} if there is none; {@code WSAEMFILE} if it can't be
     *     looked for because this process has no descriptor left
     */
    public Waiting find(int handle) throws SharingException {
        return new Waiting(inbox.find(handle));
    }

    /**
     * Ends it: duplicates that nobody has opened are closed, the process can't be reached. Call it
     * when every shared socket of this process is closed, and nobody waits for the bell.
     */
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // It has run or is running, and does no harm.
        }
        giveUp(() -> table.hide(row));
        janitor.close();
        bell.close();
        inbox.close();
        outboxes.close();
        block.close();
        giveUp(() -> table.release(row, self));
        file.close();
    }

    // A file that somebody has cut off must not keep the rest from being closed.
    private static void giveUp(Runnable step) {
        try {
            step.run();
        } catch (InternalError fault) {
            Log.LOG.log(Level.WARNING, "the memory that processes share is gone", fault);
        }
    }
}
