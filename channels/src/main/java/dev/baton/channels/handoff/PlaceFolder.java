package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Linux;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The folder in which receivers have their sockets. Nobody but its owner can put one there, so
 * whose it is says who may receive.
 *
 * @param path the folder
 * @param own it and those above it that Baton makes, from the top
 * @param users who may be at the other end, besides the own user and root
 * @param open whether these users shall reach it
 */
public record PlaceFolder(Path path, List<Path> own, Set<Integer> users, boolean open) {
    private static final int DIRECTORY = 0040000;
    private static final int FORMAT = 0170000;
    private static final int WRITABLE_BY_OTHERS = 0022;

    /** The most bytes of a folder's path: a slash and a socket's name must fit behind it. */
    public static final int MOST_PATH = UnixSocket.MOST_PATH - 12;

    /** Copies the collections. */
    public PlaceFolder {
        own = List.copyOf(own);
        users = Set.copyOf(users);
    }

    /** Makes what is missing, and checks all. */
    void prepare() throws HandoffException {
        for (Path each : own) {
            try {
                make(each);
            } catch (IOException e) {
                throw new HandoffException(
                        Reason.FOLDER,
                        "cannot make the folder "
                                + each
                                + " of a hand-over point: "
                                + e
                                + "; does the folder above it exist, and is it writable?",
                        e);
            }
            check(each);
        }
    }

    private void make(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException known) {
            return;
        }
        if (open) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /**
     * Checks that it is to be trusted.
     *
     * @return false if there is none
     */
    boolean exists() throws HandoffException {
        for (Path each : own) {
            if (!check(each)) {
                return false;
            }
        }
        return true;
    }

    private boolean check(Path folder) throws HandoffException {
        int owner;
        int mode;
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(folder, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            owner = (Integer) attributes.getOrDefault("uid", -1);
            mode = (Integer) attributes.getOrDefault("mode", 0);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new HandoffException(
                    Reason.FOLDER, "cannot look at the hand-over point " + folder + ": " + e, e);
        }
        if ((mode & FORMAT) != DIRECTORY) {
            throw untrusted(folder, "it is no folder, or a symbolic link to one");
        }
        if (owner != Linux.geteuid() && owner != 0 && !users.contains(owner)) {
            throw untrusted(
                    folder,
                    "it belongs to user "
                            + Integer.toUnsignedString(owner)
                            + ", who is not among those allowed");
        }
        if ((mode & WRITABLE_BY_OTHERS) != 0) {
            throw untrusted(
                    folder,
                    "others than its owner may write to it (mode "
                            + Integer.toOctalString(mode & 07777)
                            + "); chmod go-w helps");
        }
        return true;
    }

    private static HandoffException untrusted(Path folder, String reason) {
        return new HandoffException(
                Reason.NOT_PERMITTED, "cannot use the hand-over point " + folder + ": " + reason);
    }

    /** The names of the sockets in it, sorted. */
    List<String> sockets() throws HandoffException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (SocketName.pid(name) > 0) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw new HandoffException(
                    Reason.FOLDER, "cannot read the hand-over point " + path + ": " + e, e);
        }
        Collections.sort(names);
        return names;
    }
}
