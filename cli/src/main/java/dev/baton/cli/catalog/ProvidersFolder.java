package dev.baton.cli.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The folder with the jars of installed layers, where each process of the user finds them. */
final class ProvidersFolder {
    private final Path folder;
    private final Path home;

    ProvidersFolder(CatalogView view) {
        folder = view.providersFolder();
        home = Optional.ofNullable(folder.getParent()).orElse(folder);
    }

    /**
     * Keeps other commands away until it is closed: one could take the jar away that another one
     * has just copied and not yet installed.
     */
    FileChannel lock() throws CatalogFailure {
        try {
            Path parent = home.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(home, permissions("rwx------"));
            FileChannel channel =
                    FileChannel.open(
                            home.resolve("providers.lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            permissions(isOpen() ? "rw-r--r--" : "rw-------"));
            boolean locked = false;
            try {
                channel.lock();
                locked = true;
                return channel;
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new CatalogFailure(
                    "cannot write to the catalog's folder "
                            + home
                            + " ("
                            + e
                            + "): make it writable, or set BATON_CATALOG to a folder of yours",
                    e);
        }
    }

    /** All jars that can be read, in the order of their names. */
    List<ProviderJar> jars() throws CatalogFailure {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.jar")) {
                all.forEach(files::add);
            } catch (IOException e) {
                throw new CatalogFailure(
                        "cannot read " + folder + " (" + e + "): make it readable", e);
            }
        }
        Collections.sort(files);
        return files.stream().flatMap(each -> readable(each).stream()).toList();
    }

    // Whoever reads the catalog is told of what is no jar: here it only brings nothing.
    private static Optional<ProviderJar> readable(Path file) {
        try {
            return Optional.of(ProviderJar.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The jar that brings a provider. */
    Optional<ProviderJar> bringing(String className) throws CatalogFailure {
        return jars().stream().filter(jar -> jar.factories().contains(className)).findFirst();
    }

    /**
     * Copies a jar into the folder, where it is either whole or not there.
     *
     * @return the copy; empty if the same jar is there already
     */
    Optional<Path> add(Path jar, String name) throws CatalogFailure {
        Path target = folder.resolve(name);
        Path next = folder.resolve(name + ".new");
        try {
            Files.createDirectories(folder, permissions(isOpen() ? "rwxr-xr-x" : "rwx------"));
            if (Files.exists(target) && Files.mismatch(jar, target) < 0) {
                return Optional.empty();
            }
            if (Files.exists(target)) {
                throw new CatalogFailure(
                        target + " is there already and another file: give yours another name");
            }
            Files.deleteIfExists(next);
            try (InputStream from = Files.newInputStream(jar);
                    FileChannel channel =
                            FileChannel.open(
                                    next,
                                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                    permissions(isOpen() ? "rw-r--r--" : "rw-------"));
                    OutputStream to = Channels.newOutputStream(channel)) {
                from.transferTo(to);
                channel.force(true);
            }
            return Optional.of(Files.move(next, target, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            throw new CatalogFailure(
                    "cannot copy " + jar + " to " + target + " (" + e + "); nothing was installed",
                    e);
        }
    }

    /**
     * Deletes the jars that brought removed providers and bring nothing that is still needed.
     *
     * @return what was deleted
     */
    List<Path> removeUnneeded(Collection<String> removed, Collection<String> needed)
            throws CatalogFailure {
        List<Path> deleted = new ArrayList<>();
        for (ProviderJar jar : jars()) {
            if (!Collections.disjoint(jar.factories(), removed)
                    && Collections.disjoint(jar.factories(), needed)) {
                delete(jar.file());
                deleted.add(jar.file());
            }
        }
        return deleted;
    }

    /** Deletes a jar of the folder. */
    void delete(Path jar) throws CatalogFailure {
        try {
            Files.deleteIfExists(jar);
        } catch (IOException e) {
            throw new CatalogFailure(
                    "cannot delete "
                            + jar
                            + " ("
                            + e
                            + "), which no installed layer needs: delete it yourself",
                    e);
        }
    }

    // A catalog in a folder that others can look into is for them, too.
    private boolean isOpen() throws IOException {
        if (!isPosix()) {
            return true;
        }
        Set<PosixFilePermission> all = Files.getPosixFilePermissions(home);
        return all.contains(PosixFilePermission.GROUP_EXECUTE)
                || all.contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    private FileAttribute<?>[] permissions(String text) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
