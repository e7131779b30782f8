package dev.baton.it.handoff;

import dev.baton.channels.Handoff;
import dev.baton.ffm.Linux;
import dev.baton.testkit.ChildLoop;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs of another user, from copies of the classes: what a build makes is its user's. */
final class OtherProgram {
    private final Path folder;
    private final int user;

    /**
     * Prepares the classes.
     *
     * @param folder of the test's own, empty
     */
    OtherProgram(Path folder, int user) {
        this.folder = folder;
        this.user = user;
        try {
            for (Path place : places()) {
                copy(place, folder.resolve(Integer.toHexString(place.hashCode())));
            }
            makeReadable();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> places() {
        return Stream.of(
                        Winsock.class,
                        Linux.class,
                        Handoff.class,
                        ChildLoop.class,
                        HandoffProgram.class)
                .map(OtherProgram::place)
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

    private void makeReadable() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String permissions = Files.isDirectory(file) ? "rwxr-xr-x" : "rw-r--r--";
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    Program start() throws IOException {
        String classPath;
        try (Stream<Path> copies = Files.list(folder)) {
            classPath = copies.map(Path::toString).collect(Collectors.joining(":"));
        }
        String command =
                String.join(
                        " ",
                        "exec setpriv --reuid=" + user + " --regid=" + user + " --clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-cp " + classPath + " " + HandoffProgram.class.getName());
        // What comes after, the ordinary command for a child JVM, is not used.
        return Program.start(List.of("sh", "-c", command, "sh"), List.of());
    }
}
