package dev.baton.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.ProviderFactory;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A layer that one of the two declarations lacks is there on one of the two paths only. */
class DeclarationsTest {
    private static final String SERVICE = ProviderFactory.class.getName();

    private static Path classes() throws URISyntaxException {
        return Path.of(
                LayerProperty.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<String> declared() throws URISyntaxException {
        ModuleDescriptor module =
                ModuleFinder.of(classes()).find("dev.baton.layers").orElseThrow().descriptor();
        assertThat(module.provides()).hasSize(1);
        return module.provides().iterator().next().providers();
    }

    @Test
    void agree() throws IOException, URISyntaxException {
        Path list = classes().resolve("META-INF/services").resolve(SERVICE);
        assertThat(Files.readAllLines(list)).containsExactlyInAnyOrderElementsOf(declared());
    }

    @Test
    void nameLayersOfDifferentNamesAndIdentifiers()
            throws ReflectiveOperationException, URISyntaxException {
        List<LayerFactory> layers = new ArrayList<>();
        for (String name : declared()) {
            layers.add(
                    Class.forName(name)
                            .asSubclass(LayerFactory.class)
                            .getConstructor()
                            .newInstance());
        }
        assertThat(layers)
                .extracting(LayerFactory::name)
                .contains("access", "compress", "throttle");
        assertThat(layers).extracting(LayerFactory::name).doesNotHaveDuplicates();
        assertThat(layers).extracting(LayerFactory::providerId).doesNotHaveDuplicates();
    }
}
