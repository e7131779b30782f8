package dev.baton.channels;

import dev.baton.channels.handoff.PlaceFolder;
import dev.baton.ffm.Linux;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where receivers and senders meet: a folder in which each receiver has a socket. Only who may
 * write to it can receive there. Immutable.
 */
public final class HandoffPlace {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final PlaceFolder folder;
    private final boolean byPath;

    private HandoffPlace(PlaceFolder folder, boolean byPath) {
        this.folder = folder;
        this.byPath = byPath;
    }

    /**
     * A place of this user, by name: {@code $XDG_RUNTIME_DIR/baton/points/NAME}, or, where there is
     * no such folder of the user's own, {@code baton-UID/points/NAME} in the folder for temporary
     * files.
     *
     * @param name 1 to 64 letters, digits, dots, hyphens and underscores, not {@code .} or {@code
     *     ..}
     * @throws IllegalArgumentException for another name, or if the path is too long for a socket
     */
    public static HandoffPlace named(String name) {
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "'"
                            + name
                            + "' can't name a hand-over point: it needs 1 to 64 of"
                            + " A-Z a-z 0-9 . _ -");
        }
        Path top = runtimeFolder();
        Path points = top.resolve("points");
        return of(List.of(top, points, points.resolve(name)), false);
    }

    /**
     * A place by its path, which another user may know, too.
     *
     * @param folder made if there is none; the one above it must exist
     * @throws IllegalArgumentException if the path is too long for a socket
     */
    public static HandoffPlace at(Path folder) {
        return of(List.of(folder.toAbsolutePath().normalize()), true);
    }

    private static HandoffPlace of(List<Path> own, boolean byPath) {
        Path path = own.getLast();
        int size = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > PlaceFolder.MOST_PATH) {
            throw new IllegalArgumentException(
                    path
                            + " can't be a hand-over point: it has "
                            + size
                            + " bytes, and with more than "
                            + PlaceFolder.MOST_PATH
                            + " no socket in it can have a name; choose a shorter path");
        }
        return new HandoffPlace(new PlaceFolder(path, own, Set.of(), false), byPath);
    }

    private static Path runtimeFolder() {
        String given = System.getenv("XDG_RUNTIME_DIR");
        if (given != null && !given.isEmpty() && ownFolder(Path.of(given))) {
            return Path.of(given).toAbsolutePath().resolve("baton");
        }
        String own = "baton-" + Integer.toUnsignedString(Linux.geteuid());
        return Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath().resolve(own);
    }

    private static boolean ownFolder(Path folder) {
        try {
            return Files.isDirectory(folder)
                    && Objects.equals(Files.getAttribute(folder, "unix:uid"), Linux.geteuid());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The same place, where other users may be at the other end: at a receiver those who may hand
     * over, at a sender those who may receive. The own user always may, and root. A folder given by
     * its path is then made, with its sockets, for everyone to reach; the kernel tells who it is.
     *
     * @param users their numbers, in addition to those allowed before
     */
    public HandoffPlace allowing(int... users) {
        Set<Integer> all = new HashSet<>(folder.users());
        for (int user : users) {
            all.add(user);
        }
        boolean open = byPath && !all.isEmpty();
        return new HandoffPlace(new PlaceFolder(folder.path(), folder.own(), all, open), byPath);
    }

    /** The folder. */
    public Path folder() {
        return folder.path();
    }

    /** Those allowed besides the own user and root. */
    public List<Integer> users() {
        List<Integer> users = new ArrayList<>(folder.users());
        users.sort(Integer::compareUnsigned);
        return List.copyOf(users);
    }

    PlaceFolder placeFolder() {
        return folder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HandoffPlace place && folder.equals(place.folder);
    }

    @Override
    public int hashCode() {
        return folder.hashCode();
    }

    /** Its path. */
    @Override
    public String toString() {
        return folder.path().toString();
    }
}
