package dev.baton.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads classes before they are needed: loading one takes a descriptor. */
public final class ClassLoading {
    private ClassLoading() {}

    /**
     * Loads all classes that stand beside one.
     *
     * @return how many
     */
    public static int loadAllBeside(Class<?> one) {
        try {
            Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return loadAll(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return loadAll(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int loadAll(Path root) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(root)) {
            names =
                    files.map(file -> root.relativize(file).toString())
                            .filter(name -> name.endsWith(".class"))
                            .filter(name -> name.startsWith("dev"))
                            .map(name -> name.substring(0, name.length() - ".class".length()))
                            .map(name -> name.replace('/', '.'))
                            .toList();
        }
        return names.stream().mapToInt(ClassLoading::load).sum();
    }

    private static int load(String name) {
        try {
            Class.forName(name, false, ClassLoading.class.getClassLoader());
            return 1;
        } catch (ClassNotFoundException | LinkageError e) {
            // Needs a library that this process has not got, and does without it.
            return 0;
        }
    }
}
