package dev.baton.winsock.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.internal.FakeProviders;
import dev.baton.winsock.spi.ProviderFactory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest extends WithCatalog {
    private static final String FAKE = FakeProviders.Ifs.class.getName();
    private static final int FAKES = 6;

    @TempDir private Path elsewhere;

    private Path folder() throws IOException {
        Files.createDirectories(location().providers());
        for (Path each : List.of(location().folder(), location().providers())) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwx------"));
        }
        return location().providers();
    }

    private static List<String> names(Providers providers) {
        return providers.all().stream().map(factory -> factory.getClass().getName()).toList();
    }

    @Test
    @DisplayName("Without a folder there are the providers of the class path, and nothing is made")
    void findsTheClassPath() {
        try (Providers providers = Providers.load()) {
            assertThat(names(providers)).hasSize(FAKES).contains(FAKE).doesNotHaveDuplicates();
            assertThat(providers.byPath(FAKE)).containsInstanceOf(FakeProviders.Ifs.class);
            assertThat(providers.byPath("dev.example.Nowhere")).isEmpty();
        }
        assertThat(location().folder()).doesNotExist();
    }

    @Test
    @DisplayName("The jars of the folder come after, each class once, in the order of their names")
    void findsJars() throws IOException {
        Path folder = folder();
        Jars.make(folder.resolve("b.jar"), "B", Jars.layer("B", ""), "jarred.B # a layer\n");
        Jars.make(
                folder.resolve("a.jar"),
                "A",
                Jars.layer("A", ""),
                "# layers\n\njarred.A\njarred.B\n" + FAKE + "\n");
        Files.writeString(folder.resolve("readme.txt"), "not a jar");
        try (Providers providers = Providers.load()) {
            assertThat(names(providers).subList(FAKES, FAKES + 2))
                    .containsExactly("jarred.A", "jarred.B");
            assertThat(names(providers)).hasSize(FAKES + 2);
            assertThat(providers.byPath("jarred.B")).isPresent();
        }
        assertThat(RecordingLoggers.logged(Level.ERROR)).isEmpty();
    }

    @Test
    @DisplayName("After closing no jar is held open")
    void closesJars() throws IOException {
        Path jar = folder().resolve("a.jar");
        Jars.make(jar, "A", Jars.layer("A", ""), "jarred.A\n");
        ClassLoader loader;
        try (Providers providers = Providers.load()) {
            loader = providers.byPath("jarred.A").orElseThrow().getClass().getClassLoader();
            try (var in = loader.getResourceAsStream("jarred/A.class")) {
                assertThat(in).isNotNull();
            }
        }
        assertThat(loader.getResourceAsStream("jarred/A.class")).isNull();
        assertThatThrownBy(() -> loader.loadClass("jarred.Other"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    @DisplayName("What is broken in the folder is logged with its jar, and the rest is found")
    void leavesBrokenJarsOut() throws IOException {
        Path folder = folder();
        Files.writeString(folder.resolve("damaged.jar"), "no jar");
        Jars.make(
                folder.resolve("throws.jar"),
                "T",
                Jars.layer("T", "throw new IllegalStateException(\"no\");"),
                "jarred.T\n");
        Jars.make(folder.resolve("missing.jar"), "M", Jars.layer("M", ""), "jarred.Absent\n");
        Jars.make(
                folder.resolve("other.jar"), "O", "package jarred; public class O {}", "jarred.O");
        Jars.make(
                folder.resolve("unlinked.jar"),
                "U",
                Jars.layer("U", "throw new NoClassDefFoundError(\"gone\");"),
                "jarred.U\n");
        Jars.make(folder.resolve("z.jar"), "Z", Jars.layer("Z", ""), "jarred.Z\n");
        for (Path jar : List.of(folder.resolve("damaged.jar"))) {
            Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
        }
        try (Providers providers = Providers.load()) {
            assertThat(names(providers)).hasSize(FAKES + 1).endsWith("jarred.Z");
        }
        assertThat(RecordingLoggers.logged(Level.ERROR))
                .hasSize(5)
                .allSatisfy(message -> assertThat(message).contains("replace the jar or take it"))
                .anySatisfy(message -> assertThat(message).contains("damaged.jar"))
                .anySatisfy(message -> assertThat(message).contains("throws.jar", "jarred.T", "no"))
                .anySatisfy(message -> assertThat(message).contains("missing.jar", "jarred.Absent"))
                .anySatisfy(message -> assertThat(message).contains("jarred.O is no Provider"))
                .anySatisfy(message -> assertThat(message).contains("unlinked.jar", "gone"));
    }

    @Test
    @DisplayName("Jars that others can write to are not run")
    void distrustsJars() throws IOException {
        Path folder = folder();
        Jars.make(folder.resolve("a.jar"), "A", Jars.layer("A", ""), "jarred.A\n");
        Jars.make(folder.resolve("b.jar"), "B", Jars.layer("B", ""), "jarred.B\n");
        Files.setPosixFilePermissions(
                folder.resolve("a.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));
        try (Providers providers = Providers.load()) {
            assertThat(names(providers)).contains("jarred.B").doesNotContain("jarred.A");
        }
        assertThat(RecordingLoggers.logged(Level.ERROR))
                .singleElement()
                .asString()
                .contains("chmod go-w " + folder.resolve("a.jar"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        try (Providers providers = Providers.load()) {
            assertThat(names(providers)).hasSize(FAKES);
        }
    }

    @Test
    @DisplayName("A broken provider of the class path is logged, and the others are found")
    void leavesBrokenClassPathEntriesOut() throws IOException {
        Path jar = elsewhere.resolve("broken.jar");
        Jars.make(
                jar,
                "T",
                Jars.layer("T", "throw new IllegalStateException(\"no\");"),
                "jarred.Absent\njarred.T\n" + FAKE + "\n");
        URL[] urls = {jar.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader());
                Providers providers = Providers.load(loader)) {
            assertThat(names(providers)).hasSize(FAKES).contains(FAKE).doesNotHaveDuplicates();
        }
        assertThat(RecordingLoggers.logged(Level.ERROR))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("correct its jar or take"));
    }

    @Test
    @DisplayName("Where no provider is in sight of Winsock's loader, the thread's is asked")
    void asksTheThreadsLoader() {
        ClassLoader blind = ClassLoader.getPlatformClassLoader();
        try (Providers providers = Providers.load(blind)) {
            assertThat(providers.all()).hasSize(FAKES).hasOnlyElementsOfType(ProviderFactory.class);
        }
    }

    @Test
    @DisplayName("A folder that can't be is told of, and the class path serves")
    void survivesAnImpossibleFolder() {
        System.setProperty(PROPERTY, "a\0b");
        try (Providers providers = Providers.load()) {
            assertThat(providers.all()).hasSize(FAKES);
            assertThatThrownBy(providers::location).isInstanceOf(CatalogException.class);
            assertThat(InstalledCatalog.load(providers).problem()).isPresent();
        }
    }
}
