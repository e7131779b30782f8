package dev.baton.cli.catalog;

import dev.baton.winsock.spi.ProviderFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A jar, and which providers it says it has.
 *
 * @param file the jar
 * @param factories class names from its {@code META-INF/services}
 */
record ProviderJar(Path file, List<String> factories) {
    /** Where a jar names its providers. */
    static final String SERVICES = "META-INF/services/" + ProviderFactory.class.getName();

    ProviderJar {
        factories = List.copyOf(factories);
    }

    /** Reads it; fails if it is no jar. */
    static ProviderJar read(Path file) throws IOException {
        List<String> factories = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            ZipEntry services = jar.getEntry(SERVICES);
            if (services != null) {
                read(jar, services, factories);
            }
        }
        return new ProviderJar(file, factories);
    }

    private static void read(JarFile jar, ZipEntry services, List<String> factories)
            throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                jar.getInputStream(services), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int comment = line.indexOf('#');
                String name = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!name.isEmpty()) {
                    factories.add(name);
                }
            }
        }
    }

    /** The file's name. */
    String name() {
        return String.valueOf(file.getFileName());
    }
}
