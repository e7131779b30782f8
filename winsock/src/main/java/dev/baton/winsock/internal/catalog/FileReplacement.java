package dev.baton.winsock.internal.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a file in the place of another in one step: a process that dies at any instruction, or a
 * power cut, leaves the one or the other.
 */
final class FileReplacement {
    private static final FileAttribute<?>[] NONE = {};

    private final CatalogLocation location;
    private final @Nullable Observer observer;

    /** The steps, in their order. */
    enum Step {
        REMOVE_LEFTOVER,
        CREATE,
        WRITE,
        FORCE,
        RENAME,
        FORCE_FOLDER,
        DONE
    }

    /** Is told of each step before it is made. */
    @FunctionalInterface
    interface Observer {
        /** The next step. */
        void before(Step step);
    }

    FileReplacement(CatalogLocation location, @Nullable Observer observer) {
        this.location = location;
        this.observer = observer;
    }

    /** Makes the folder, for its owner only, unless it is there. */
    void makeFolder() throws IOException {
        Path folder = location.folder();
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        // Not createDirectory: another process may have made it meanwhile.
        Files.createDirectories(folder, attributes(folder, "rwx------"));
    }

    /** Opens the file that is locked during a change. */
    FileChannel openLock() throws IOException {
        return open(location.lock(), StandardOpenOption.CREATE);
    }

    /** The caller holds the lock. */
    void replace(byte[] bytes) throws IOException {
        Path next = location.next();
        before(Step.REMOVE_LEFTOVER);
        Files.deleteIfExists(next);
        try {
            before(Step.CREATE);
            try (FileChannel channel = open(next, StandardOpenOption.CREATE_NEW)) {
                before(Step.WRITE);
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                before(Step.FORCE);
                channel.force(true);
            }
            before(Step.RENAME);
            Files.move(next, location.file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
        before(Step.FORCE_FOLDER);
        forceFolder();
        before(Step.DONE);
    }

    private void before(Step step) {
        if (observer != null) {
            observer.before(step);
        }
    }

    // Without this a power cut may bring the old file back; not every system can do it.
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(location.folder(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notHere) {
            // The new file is in its place all the same.
        }
    }

    // Who can't look into the folder can't read the file; where all can, a catalog is for all.
    private FileChannel open(Path path, OpenOption creation) throws IOException {
        Path folder = location.folder();
        String permissions = "rw-r--r--";
        if (FileTrust.isPosix(folder)) {
            Set<PosixFilePermission> open = Files.getPosixFilePermissions(folder);
            if (!open.contains(PosixFilePermission.GROUP_EXECUTE)
                    && !open.contains(PosixFilePermission.OTHERS_EXECUTE)) {
                permissions = "rw-------";
            }
        }
        return FileChannel.open(
                path, Set.of(creation, StandardOpenOption.WRITE), attributes(folder, permissions));
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return FileTrust.isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }
}
