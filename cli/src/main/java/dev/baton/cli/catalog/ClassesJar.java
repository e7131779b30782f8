package dev.baton.cli.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Makes a jar of a folder of classes: the same bytes of the same files, whenever it is made. */
final class ClassesJar {
    // The first moment that every zip tool can read.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private ClassesJar() {}

    static void write(Path folder, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream to = new JarOutputStream(out)) {
            for (Path file : files) {
                String name =
                        folder.relativize(file)
                                .toString()
                                .replace(file.getFileSystem().getSeparator(), "/");
                JarEntry entry = new JarEntry(name);
                entry.setTimeLocal(TIME);
                to.putNextEntry(entry);
                Files.copy(file, to);
                to.closeEntry();
            }
        }
    }
}
