package dev.baton.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that this test run was started from. */
record Checkout(Path root) {

    /** Modules whose classes must be there when this module is tested; bench is built after it. */
    static final List<String> MODULES =
            List.of(
                    "winsock",
                    "native",
                    "provider-linux",
                    "layers",
                    "channels",
                    "netty",
                    "cli",
                    "testkit",
                    "it");

    static Checkout find() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("winsock").resolve("pom.xml"))) {
                return new Checkout(folder);
            }
        }
        throw new IllegalStateException("no Baton checkout at or above " + start);
    }

    Path classes(String module) {
        return root.resolve(module).resolve("target").resolve("classes");
    }

    /** Every Java source file, bench included. */
    List<Path> sources() {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(Checkout::javaFiles)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + folder, e);
        }
    }
}
