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
 * Finds or makes the shared file of a user: {@code /dev/shm/baton-<uid>-<pid namespace>-<layout>}.
 *
 * <p>Whose a file is, is the kernel's word: one of that name that another user has put there is
 * passed over and one with a suffix is used.
 */
final class SharedFolder {
    static final String FOLDER = "/dev/shm";

    private static final int ATTEMPTS = 1000;
    private static final long PAUSE = 1_000_000;

    private SharedFolder() {}

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
                return SharedFile.map(fd, uid, path);
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

    private static String name(int uid) {
        return "baton-" + uid + "-" + ProcessIdentity.pidNamespace() + "-" + SharedFile.LAYOUT;
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
            int result = SharedFile.initialize(fd, arena);
            if (result < 0) {
                throw cannotCreate(result);
            }
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

    private static SharingException cannotCreate(int error) {
        return new SharingException(
                Constants.WSASYSNOTREADY,
                "cannot create the file that processes share in "
                        + FOLDER
                        + ": "
                        + Errno.name(error)
                        + " (is it mounted, writable, and not full?)");
    }
}
