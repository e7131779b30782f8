package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** A receiver's socket in the folder of its point. */
final class ListeningSocket {
    private static final int MOST_NAMES = 1000;
    private static final long SELF = ProcessHandle.current().pid();

    private final int fd;
    private final Path path;

    private ListeningSocket(int fd, Path path) {
        this.fd = fd;
        this.path = path;
    }

    /** Makes the folder, if there is none, and a socket in it; removes what the dead have left. */
    static ListeningSocket open(PlaceFolder folder) throws HandoffException {
        folder.prepare();
        // Two that begin to listen in this process: neither must take the other for dead.
        synchronized (ListeningSocket.class) {
            removeStale(folder);
            int fd = UnixSocket.open();
            if (fd < 0) {
                throw failure(folder.path(), fd);
            }
            @Nullable Path path = null;
            boolean listens = false;
            try {
                path = bind(fd, folder.path());
                if (folder.open()) {
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString("rw-rw-rw-"));
                }
                int result = UnixSocket.listen(fd);
                if (result < 0) {
                    throw failure(path, result);
                }
                listens = true;
                return new ListeningSocket(fd, path);
            } catch (HandoffException e) {
                throw e;
            } catch (IOException e) {
                throw new HandoffException(
                        Reason.FOLDER, "cannot open " + folder.path() + " to its users: " + e, e);
            } finally {
                if (!listens) {
                    Linux.close(fd);
                    if (path != null) {
                        remove(path);
                    }
                }
            }
        }
    }

    private static Path bind(int fd, Path folder) throws HandoffException {
        for (int n = 0; n < MOST_NAMES; n++) {
            Path path = folder.resolve(SocketName.of(SELF, n));
            int result = UnixSocket.bind(fd, path);
            if (result == 0) {
                return path;
            }
            if (result != -Errno.EADDRINUSE) {
                throw failure(path, result);
            }
        }
        throw failure(folder, -Errno.EADDRINUSE);
    }

    private static HandoffException failure(Path path, int error) {
        boolean full = error == -Errno.EMFILE || error == -Errno.ENFILE;
        return new HandoffException(
                full ? Reason.NO_DESCRIPTOR : Reason.FOLDER,
                "cannot receive at the hand-over point "
                        + path
                        + ": "
                        + Errno.name(error)
                        + (full
                                ? " (close some descriptors, or raise the limit: ulimit -n)"
                                : " (may this user write to the folder?)"));
    }

    private static void removeStale(PlaceFolder folder) throws HandoffException {
        for (String name : folder.sockets()) {
            long pid = SocketName.pid(name);
            boolean ended = pid == SELF || !Files.exists(Path.of("/proc", Long.toString(pid)));
            Path path = folder.path().resolve(name);
            if (ended && UnixSocket.stale(path)) {
                remove(path);
            }
        }
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            Log.LOG.log(Level.WARNING, "cannot remove the socket " + path, e);
        }
    }

    int fd() {
        return fd;
    }

    Path path() {
        return path;
    }

    /** Removes it: senders find it no more. */
    void close() {
        remove(path);
        Linux.close(fd);
    }
}
