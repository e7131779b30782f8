package dev.baton.cli.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.spi.LayerFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Layers that this process has from a folder of classes, as in a development environment. */
final class LayerSourceTest extends CatalogFixture {
    @Test
    void makesAJarOfAFolderOfClasses() throws Exception {
        Path classes = classes(new LayerJars(folder).layer("Alpha", 1, ""));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
                CatalogLog log = CatalogLog.open();
                CatalogView view = CatalogView.read(log)) {
            ProvidersFolder providers = new ProvidersFolder(view);
            try (LayerSource source = LayerSource.of(alpha(loader), providers);
                    FileChannel _ = providers.lock()) {
                assertThat(source.jarName()).isEqualTo("alpha.jar");
                Optional<Path> copied = source.place(providers);
                assertThat(copied).contains(catalog().resolve("providers").resolve("alpha.jar"));
                assertThat(providers.bringing("sample.Alpha")).isPresent();
                assertThat(source.place(providers)).as("once more").isEmpty();
            }
            try (LayerSource again = LayerSource.of(alpha(loader), providers)) {
                assertThat(again.place(providers)).isEmpty();
                providers.delete(catalog().resolve("providers").resolve("alpha.jar"));
                assertThatThrownBy(() -> again.place(providers))
                        .hasMessage(
                                "alpha.jar was taken out of the providers folder in this moment:"
                                        + " try again");
            }
        }
        assertThat(providers()).isEmpty();
    }

    @Test
    void refusesALayerThatOthersWouldNotFind() throws Exception {
        Path classes = classes(new LayerJars(folder).layer("Alpha", 1, ""));
        Files.writeString(classes.resolve(ProviderJar.SERVICES), "");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
                CatalogLog log = CatalogLog.open();
                CatalogView view = CatalogView.read(log)) {
            LayerFactory alpha = alpha(loader);
            ProvidersFolder providers = new ProvidersFolder(view);

            assertThatThrownBy(() -> LayerSource.of(alpha, providers))
                    .isInstanceOf(CatalogFailure.class)
                    .hasMessageEndingWith(
                            "does not name sample.Alpha in its META-INF/services/"
                                    + "dev.baton.winsock.spi.ProviderFactory: other processes would"
                                    + " not find it; add it there");
        }
    }

    @Test
    void takesWhatALayerNeedsFromTheProvidersFolder() throws IOException {
        LayerJars jars = new LayerJars(folder);
        jars.source("Helper", "package sample; public class Helper { public static int n = 1; }");
        jars.layer("Alpha", 1, "int n = Helper.n;").write(folder.resolve("whole.jar"));
        Path classes = folder.resolve("classes");
        Path helper = Files.createDirectories(folder.resolve("helper").resolve("sample"));
        Files.move(
                classes.resolve("sample").resolve("Helper.class"), helper.resolve("Helper.class"));
        Path lacking = folder.resolve("lacking.jar");
        ClassesJar.write(classes, lacking);

        Transcript said = baton("install", lacking.toString(), "--over", "unix");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err().getFirst())
                .contains(
                        " sample.Alpha, which can't be made from this jar: java.lang.NoClassDefFoundError: sample/Helper;");

        Path providers = Files.createDirectories(catalog().resolve("providers"));
        ClassesJar.write(folder.resolve("helper"), providers.resolve("helper.jar"));
        assertThat(baton("install", lacking.toString(), "--over", "unix").code()).isZero();
        assertThat(baton("remove", "alpha").code()).isZero();
        assertThat(providers()).containsExactly("helper.jar");
    }

    private Path classes(LayerJars jars) throws IOException {
        jars.write(folder.resolve("unused.jar"));
        return folder.resolve("classes");
    }

    private static LayerFactory alpha(ClassLoader loader) throws ReflectiveOperationException {
        return (LayerFactory) loader.loadClass("sample.Alpha").getConstructor().newInstance();
    }
}
