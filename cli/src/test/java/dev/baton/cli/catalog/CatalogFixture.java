package dev.baton.cli.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A catalog of its own for each test. */
abstract class CatalogFixture {
    private static final String PROPERTY = "dev.baton.catalog";

    @TempDir Path folder;
    private String before = "";

    @BeforeEach
    final void useOwnCatalog() {
        before = System.getProperty(PROPERTY, "");
        System.setProperty(PROPERTY, catalog().toString());
    }

    @AfterEach
    final void useTheOtherAgain() {
        System.setProperty(PROPERTY, before);
    }

    final Path catalog() {
        return folder.resolve("catalog");
    }

    final Transcript baton(String... args) {
        return Transcript.of(catalog(), args);
    }

    /** A jar with layers, each named as its type in lower case. */
    final String jar(String name, String... types) {
        try {
            return LayerJars.of(folder, name, types).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the jars in the providers folder. */
    final List<String> providers() {
        Path providers = catalog().resolve("providers");
        if (!Files.exists(providers)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(providers)) {
            return files.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
