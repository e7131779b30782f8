package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Errno;
import dev.baton.ffm.KernelRandom;
import dev.baton.ffm.Linux;
import dev.baton.winsock.Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The processes of the shared file that can receive sockets: a row each.
 *
 * <p>A row belongs to the process that swapped its owner word in, {@code pid << 32 | low bits of
 * its start time}, and counts once its ready word says the same; a row whose process has ended, at
 * whatever instruction, is taken over by the next one that needs a row.
 */
final class ProcessTable {
    private static final long OWNER = 0;
    private static final long READY = 8;
    private static final long START_TIME = 16;
    private static final long NONCE = 24;
    private static final long KEY = 32;
    private static final long COUNTER = 40;
    private static final long MISSED = 48;

    private final SharedFile file;
    private final MemorySegment memory;

    ProcessTable(SharedFile file) {
        this.file = file;
        this.memory = file.memory();
    }

    /**
     * One process's row.
     *
     * @param index 0 to {@link SharedFile#PROCESSES} − 1
     * @param nonce part of its inbox's name
     * @param key of its handles
     */
    record Row(int index, long nonce, long key) {}

    /** Takes a row for this process, and forgets what its last owner held. */
    Row register(ProcessIdentity self) throws SharingException {
        for (int index = 0; index < SharedFile.PROCESSES; index++) {
            long owner = Words.read(memory, at(index) + OWNER);
            if (owner == owner(self) && Words.read(memory, at(index) + READY) == owner) {
                throw new SharingException(
                        Constants.WSASYSNOTREADY,
                        "this process has an inbox already: is Baton loaded twice, by two class"
                                + " loaders? Load it once, by a common one");
            }
            if (owner != 0 && owner != owner(self) && alive(owner)) {
                continue;
            }
            if (Words.replace(memory, at(index) + OWNER, owner, owner(self))) {
                Words.write(memory, at(index) + READY, 0);
                CommonBlock.forget(file, index);
                return fill(index, self);
            }
        }
        throw new SharingException(
                Constants.WSASYSNOTREADY,
                "cannot make this process reachable: "
                        + SharedFile.PROCESSES
                        + " processes of user "
                        + file.uid()
                        + " share sockets already");
    }

    private Row fill(int index, ProcessIdentity self) {
        Row row = new Row(index, KernelRandom.nextLong(), KernelRandom.nextLong());
        Words.write(memory, at(index) + START_TIME, self.startTime());
        Words.write(memory, at(index) + NONCE, row.nonce());
        Words.write(memory, at(index) + KEY, row.key());
        Words.write(memory, at(index) + COUNTER, 0);
        Words.write(memory, at(index) + MISSED, 0);
        return row;
    }

    /** Lets others find a row: its inbox listens. */
    void ready(Row row, ProcessIdentity self) {
        Words.write(memory, at(row.index()) + READY, owner(self));
    }

    /** Keeps others from finding a row: its inbox is about to end. */
    void hide(Row row) {
        Words.write(memory, at(row.index()) + READY, 0);
    }

    /** Gives a row back, once this process holds no shared socket. */
    void release(Row row, ProcessIdentity self) {
        hide(row);
        Words.replace(memory, at(row.index()) + OWNER, owner(self), 0);
    }

    /** The row by which a process can be reached now; a row of an earlier one is none. */
    Optional<Row> find(ProcessIdentity process) {
        for (int index = 0; index < SharedFile.PROCESSES; index++) {
            long at = at(index);
            if (Words.read(memory, at + OWNER) == owner(process)
                    && Words.read(memory, at + READY) == owner(process)
                    && Words.read(memory, at + START_TIME) == process.startTime()) {
                return Optional.of(
                        new Row(
                                index,
                                Words.read(memory, at + NONCE),
                                Words.read(memory, at + KEY)));
            }
        }
        return Optional.empty();
    }

    /** Whether the process that owns a row has ended. */
    boolean dead(int index) {
        long owner = Words.read(memory, at(index) + OWNER);
        return owner == 0 || !alive(owner);
    }

    /**
     * Numbers for deliveries to a process: never the same among what is pending there, whoever
     * sends, because all senders take them from the receiver's own row.
     *
     * @return the first of {@code count} consecutive numbers
     */
    int take(Row row, int count) {
        return Words.add(memory, at(row.index()) + COUNTER, count);
    }

    /** The address of a process's bell, if there is such a process. */
    MemorySegment bell(int index, Arena arena) {
        long at = at(index);
        int pid = (int) (Words.read(memory, at + OWNER) >>> 32);
        return UnixAddress.ofBell(arena, pid, Words.read(memory, at + NONCE));
    }

    /** Says that a process could not be told of a socket. */
    void missed(int index) {
        Words.write(memory, at(index) + MISSED, 1);
    }

    /** Whether this process could not be told of a socket, asked once. */
    boolean takeMissed(Row row) {
        return Words.replace(memory, at(row.index()) + MISSED, 1, 0);
    }

    private static long at(int index) {
        return SharedFile.PROCESS_ROWS + (long) index * SharedFile.PROCESS_ROW_SIZE;
    }

    private static long owner(ProcessIdentity process) {
        return (long) process.pid() << 32 | (process.startTime() & 0xFFFF_FFFFL);
    }

    private static boolean exists(long owner) {
        int pidfd = Linux.pidfdOpen((int) (owner >>> 32));
        if (pidfd < 0) {
            return pidfd != -Errno.ESRCH;
        }
        // Readable: it has ended and only its parent has not noticed yet.
        boolean ended = PeerCredentials.ended(pidfd);
        Linux.close(pidfd);
        return !ended;
    }

    private static boolean alive(long owner) {
        try {
            Optional<ProcessIdentity> process = ProcessIdentity.of((int) (owner >>> 32));
            // With hidepid, a process that this one may not see has not ended.
            return process.isPresent() ? owner(process.get()) == owner : exists(owner);
        } catch (SharingException unknown) {
            return true;
        }
    }
}
