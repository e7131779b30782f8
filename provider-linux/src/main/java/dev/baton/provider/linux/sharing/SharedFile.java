package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Errno;
import dev.baton.ffm.FileStatus;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The file in shared memory by which the processes of one user (in one pid namespace) find each
 * other and keep what is common to them: a header, a row for each process ({@link ProcessTable})
 * and a slot for each shared socket ({@link CommonBlock}).
 *
 * <p>Whoever uses it holds a shared lock, and the last one removes it. Pages are backed before
 * their first use, because a full {@code /dev/shm} would otherwise be a SIGBUS.
 */
final class SharedFile {
    /** Part of the file's name: processes with another layout don't see each other. */
    static final int LAYOUT = 2;

    static final long PROCESS_ROWS = 4096;
    static final int PROCESS_ROW_SIZE = 64;
    static final int PROCESSES = 256;
    static final long SLOTS = 1 << 16;
    static final int SLOT_SIZE = 128;
    static final int SLOT_COUNT = 1 << 18;

    private static final long SIZE = SLOTS + (long) SLOT_SIZE * SLOT_COUNT;
    private static final int PAGE = 4096;
    private static final long MAGIC = 0x324C42544E5442L; // "BTNTBL2", little-endian
    private static final long BACKED_PAGES = 1024;

    private final String path;
    private final int fd;
    private final int uid;
    private final MemorySegment memory;
    private boolean closed;

    private SharedFile(String path, int fd, int uid, MemorySegment memory) {
        this.path = path;
        this.fd = fd;
        this.uid = uid;
        this.memory = memory;
    }

    /** Takes over an open file of a user, locked for sharing; closes it if it is none. */
    static SharedFile map(int fd, int uid, String path) throws SharingException {
        FileStatus status = FileStatus.of(fd);
        if (!status.regular() || status.permissions() != 0600 || status.size() != SIZE) {
            Linux.close(fd);
            throw damaged(path);
        }
        long address = Linux.mmap(fd, SIZE);
        if (address < 0) {
            Linux.close(fd);
            throw new SharingException(
                    Constants.WSAENOBUFS, "cannot map " + path + ": " + Errno.name(address));
        }
        MemorySegment memory = Linux.mapped(address, SIZE);
        if (memory.get(ValueLayout.JAVA_LONG, 0) != MAGIC) {
            // The mapping would keep the lock beyond close.
            Linux.flock(fd, LinuxConstants.LOCK_UN);
            Linux.close(fd);
            throw damaged(path);
        }
        return new SharedFile(path, fd, uid, memory);
    }

    private static SharingException damaged(String path) {
        return new SharingException(
                Constants.WSASYSNOTREADY,
                path
                        + " is damaged or of another version of Baton: end the processes that use"
                        + " it and remove it");
    }

    /** Lays out a new, empty file: 0 or a negated error. */
    static int initialize(int fd, Arena arena) {
        int result = Linux.ftruncate(fd, SIZE);
        if (result == 0) {
            result = Linux.fallocate(fd, 0, SLOTS);
        }
        if (result < 0) {
            return result;
        }
        MemorySegment magic = arena.allocate(ValueLayout.JAVA_LONG);
        magic.set(ValueLayout.JAVA_LONG, 0, MAGIC);
        return (int) Math.min(0, Linux.write(fd, magic, Long.BYTES));
    }

    int uid() {
        return uid;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Whether a slot's page has been used. */
    boolean used(int slot) {
        int page = slot / (PAGE / SLOT_SIZE);
        long word = BACKED_PAGES + (page >>> 6) * 8L;
        return (Words.read(memory, word) >>> (page & 63) & 1) != 0;
    }

    /** The first slot from {@code slot} on whose page has been used, or −1. */
    int nextUsed(int slot) {
        int perPage = PAGE / SLOT_SIZE;
        int page = slot / perPage;
        if (slot < SLOT_COUNT && slot % perPage != 0) {
            return slot;
        }
        while (page < SLOT_COUNT / perPage) {
            long later = Words.read(memory, BACKED_PAGES + (page >>> 6) * 8L) >>> (page & 63);
            if (later != 0) {
                return (page + Long.numberOfTrailingZeros(later)) * perPage;
            }
            page = (page | 63) + 1;
        }
        return -1;
    }

    /** Makes sure that a slot's page has storage. */
    void back(int slot) throws SharingException {
        if (!used(slot)) {
            allocate(slot / (PAGE / SLOT_SIZE));
        }
    }

    private synchronized void allocate(int page) throws SharingException {
        int result = closed ? -Errno.EBADF : Linux.fallocate(fd, SLOTS + (long) page * PAGE, PAGE);
        if (result < 0) {
            throw new SharingException(
                    Constants.WSAENOBUFS,
                    "cannot share one more socket: "
                            + SharedFolder.FOLDER
                            + " is full, or Winsock is being ended ("
                            + Errno.name(result)
                            + ")");
        }
        Words.or(memory, BACKED_PAGES + (page >>> 6) * 8L, 1L << (page & 63));
    }

    /**
     * Removes the file if no other process uses it; this one must not use it afterwards. A name
     * that is gone already may by now be that of another file.
     */
    synchronized void retire() {
        if (closed) {
            return;
        }
        // A lock that can't be made exclusive is lost: take the shared one again.
        if (Linux.flock(fd, LinuxConstants.LOCK_EX | LinuxConstants.LOCK_NB) < 0) {
            Linux.flock(fd, LinuxConstants.LOCK_SH | LinuxConstants.LOCK_NB);
        } else if (named()) {
            try (Arena arena = Arena.ofConfined()) {
                Linux.unlink(arena.allocateFrom(path));
            }
        }
    }

    /** Whether the file is still in its folder, so that others find it. */
    boolean named() {
        return FileStatus.of(fd).links() > 0;
    }

    synchronized void close() {
        if (!closed) {
            retire();
            closed = true;
            // The mapping keeps the lock beyond close.
            Linux.flock(fd, LinuxConstants.LOCK_UN);
            Linux.close(fd);
        }
    }
}
