package dev.baton.it;

import dev.baton.channels.SharedChannels;
import dev.baton.ffm.Linux;
import dev.baton.provider.linux.sharing.Probe;
import dev.baton.testkit.Here;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Workers of other users. They get copies of the classes, on a class path, because what a build
 * makes is nobody else's to read.
 */
final class OtherUser {
    private final Path folder;

    /**
     * Prepares the classes.
     *
     * @param folder of the test's own, empty
     */
    OtherUser(Path folder) {
        this.folder = folder;
        try {
            for (Path place : places()) {
                copy(place, folder.resolve(Integer.toHexString(place.hashCode())));
            }
            makeReadable(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> places() {
        return Stream.of(
                        Winsock.class,
                        Linux.class,
                        Probe.class,
                        SharedChannels.class,
                        Here.class,
                        WorkerProgram.class)
                .map(OtherUser::place)
                .distinct()
                .toList();
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Lets everybody read a folder and all that is in it. */
    static void makeReadable(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String permissions = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    /** Starts a process of another user, which shares its {@code /dev/shm} with one of root's. */
    Worker start(int uid, Worker roots, String... options) {
        var command = new ArrayList<String>();
        command.add("exec setpriv --reuid=" + uid + " --regid=" + uid + " --clear-groups");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(options));
        command.add("-cp " + classPath() + " " + WorkerProgram.class.getName());
        var launcher = new ArrayList<>(OwnMemory.of(roots));
        // What comes after, the ordinary command for a child JVM, is not used.
        launcher.addAll(List.of("sh", "-c", String.join(" ", command), "sh"));
        return Worker.start(launcher);
    }

    /** The copies, as a class path. */
    String classPath() {
        try (Stream<Path> copies = Files.list(folder)) {
            return copies.map(Path::toString).collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
