package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Errno;
import dev.baton.ffm.FileStatus;
import dev.baton.ffm.KernelRandom;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The file in shared memory by which the processes of one user (in one pid namespace) find each
 * other and keep what is common to them: {@code /dev/shm/baton-<uid>-<namespace>-<layout>}, mode
 * 0600.
 *
 * <p>Whose it is, is the kernel's word: a file of that name that another user has put there is
 * passed over and one with a suffix is used. Whoever uses it holds a shared lock, and the last one
 * removes it. Pages are backed before their first use, because a full {@code /dev/shm} would
 * otherwise be a SIGBUS.
 */
final class SharedFile {
    static final long PROCESS_ROWS = 4096;
    static final int PROCESS_ROW_SIZE = 64;
    static final int PROCESSES = 256;
    static final long SLOTS = 1 << 16;
    static final int SLOT_SIZE = 128;
    static final int SLOT_COUNT = 1 << 18;

    private static final long SIZE = SLOTS + (long) SLOT_SIZE * SLOT_COUNT;
    private static final int PAGE = 4096;
    private static final int LAYOUT = 1;
    private static final long MAGIC = 0x314C42544E5442L; // "BTNTBL1", little-endian
    private static final long BACKED_PAGES = 1024;
    private static final String FOLDER = "/dev/shm";
    private static final int ATTEMPTS = 1000;
    private static final long PAUSE = 1_000_000;

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

    /** This user's file, made if there is none. */
    static SharedFile openOrCreate(int uid) throws SharingException {
        try (Arena arena = Arena.ofConfined()) {
            // Between its making and its opening, another process may have removed it again.
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                SharedFile file = find(uid, arena);
                if (file != null) {
                    return file;
                }
                create(uid, arena);
            }
            throw cannotCreate(-Errno.ENOENT);
        }
    }

    /** The file of a user, who may be another one. */
    static SharedFile open(int uid) throws SharingException {
        try (Arena arena = Arena.ofConfined()) {
            SharedFile file = find(uid, arena);
            if (file == null) {
                throw new SharingException(
                        Constants.WSAEINVAL,
                        "user " + uid + " has no process that is ready to receive sockets");
            }
            return file;
        }
    }

    // Nearly always the plain name is this user's. Where another user has taken it, the first of
    // those with a suffix that belongs to this one is meant, the same for every process.
    private static @Nullable SharedFile find(int uid, Arena arena) throws SharingException {
        String name = name(uid);
        SharedFile plain = open(FOLDER + "/" + name, uid, arena);
        if (plain != null || !Files.exists(Path.of(FOLDER, name), LinkOption.NOFOLLOW_LINKS)) {
            return plain;
        }
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(FOLDER), name + ".*")) {
            files.forEach(file -> others.add(file.toString()));
        } catch (IOException e) {
            throw new SharingException(
                    Constants.WSASYSNOTREADY, "cannot read " + FOLDER + ": " + e);
        }
        Collections.sort(others);
        for (String other : others) {
            SharedFile file = open(other, uid, arena);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    /** Null if there is no such file or it is another user's. */
    private static @Nullable SharedFile open(String path, int uid, Arena arena)
            throws SharingException {
        int flags = LinuxConstants.O_RDWR | LinuxConstants.O_CLOEXEC | LinuxConstants.O_NOFOLLOW;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int fd = Linux.open(arena.allocateFrom(path), flags, 0);
            if (fd == -Errno.EMFILE || fd == -Errno.ENFILE) {
                throw new SharingException(
                        Constants.WSAEMFILE, "cannot open " + path + ": no descriptor left");
            }
            if (fd < 0) {
                return null;
            }
            boolean mine = FileStatus.of(fd).uid() == uid;
            boolean held =
                    mine && Linux.flock(fd, LinuxConstants.LOCK_SH | LinuxConstants.LOCK_NB) == 0;
            if (held && FileStatus.of(fd).links() > 0) {
                return map(fd, uid, path);
            }
            Linux.close(fd);
            if (!mine) {
                return null;
            }
            // Its last user is just removing it.
            LockSupport.parkNanos(PAUSE);
        }
        throw new SharingException(
                Constants.WSASYSNOTREADY,
                "cannot use " + path + ": a process that is about to remove it does not go on");
    }

    private static SharedFile map(int fd, int uid, String path) throws SharingException {
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

    private static String name(int uid) {
        return "baton-" + uid + "-" + ProcessIdentity.pidNamespace() + "-" + LAYOUT;
    }

    // A file without a name until it is complete: a crash leaves nothing, and nobody sees half of
    // it. Whoever links the name first wins; a name that another user holds gets a suffix.
    private static void create(int uid, Arena arena) throws SharingException {
        int fd =
                Linux.open(
                        arena.allocateFrom(FOLDER),
                        LinuxConstants.O_TMPFILE | LinuxConstants.O_RDWR | LinuxConstants.O_CLOEXEC,
                        0600);
        if (fd < 0) {
            throw cannotCreate(fd);
        }
        try {
            initialize(fd, arena);
            MemorySegment self = arena.allocateFrom("/proc/self/fd/" + fd);
            String path = FOLDER + "/" + name(uid);
            int linked = Linux.link(self, arena.allocateFrom(path));
            if (linked == -Errno.EEXIST && takenByAnother(path, uid, arena)) {
                String suffix = "." + Long.toHexString(KernelRandom.nextLong());
                linked = Linux.link(self, arena.allocateFrom(path + suffix));
            }
            if (linked < 0 && linked != -Errno.EEXIST) {
                throw cannotCreate(linked);
            }
        } finally {
            Linux.close(fd);
        }
    }

    private static boolean takenByAnother(String path, int uid, Arena arena) {
        int flags = LinuxConstants.O_CLOEXEC | LinuxConstants.O_NOFOLLOW;
        int fd = Linux.open(arena.allocateFrom(path), flags, 0);
        if (fd < 0) {
            return fd != -Errno.ENOENT;
        }
        int owner = FileStatus.of(fd).uid();
        Linux.close(fd);
        return owner != uid;
    }

    private static void initialize(int fd, Arena arena) throws SharingException {
        int result = Linux.ftruncate(fd, SIZE);
        if (result == 0) {
            result = Linux.fallocate(fd, 0, SLOTS);
        }
        if (result < 0) {
            throw cannotCreate(result);
        }
        MemorySegment magic = arena.allocate(ValueLayout.JAVA_LONG);
        magic.set(ValueLayout.JAVA_LONG, 0, MAGIC);
        Linux.write(fd, magic, Long.BYTES);
    }

    private static SharingException cannotCreate(int error) {
        return new SharingException(
                Constants.WSASYSNOTREADY,
                "cannot create the file that processes share in "
                        + FOLDER
                        + ": "
                        + Errno.name(error)
                        + " (is it mounted, writable, and not full?)");
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
                            + FOLDER
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
