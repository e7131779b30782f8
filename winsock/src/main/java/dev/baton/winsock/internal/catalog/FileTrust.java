package dev.baton.winsock.internal.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Set;

/** Files that name code to run must be out of other users' reach. */
final class FileTrust {
    private FileTrust() {}

    /** Demands that a file or folder is this user's or root's, and that no one else can write. */
    static void check(Path path) throws CatalogException, IOException {
        if (!isPosix(path)) {
            return;
        }
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw CatalogException.unusable(
                    path
                            + " names code to run, but others than its owner can write to it: make"
                            + " sure that its content is yours, then run chmod go-w "
                            + path);
        }
        if (!isTrusted(attributes.owner())) {
            throw CatalogException.unusable(
                    path
                            + " names code to run, but belongs to another user, "
                            + attributes.owner().getName()
                            + ": use a catalog of your own (system property dev.baton.catalog or"
                            + " environment variable BATON_CATALOG), or make this one yours");
        }
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static boolean isTrusted(UserPrincipal owner) throws IOException {
        String name = owner.getName();
        // Where no user has a name, root is just 0.
        return name.equals("root") || name.equals("0") || owner.equals(thisUser());
    }

    private static UserPrincipal thisUser() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return folder.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name"));
        } catch (UserPrincipalNotFoundException nameless) {
            // A user without a name, as in many containers, is known by what he makes.
            Path made = Files.createTempFile(folder, "baton", null);
            try {
                return Files.getOwner(made);
            } finally {
                Files.delete(made);
            }
        }
    }
}
