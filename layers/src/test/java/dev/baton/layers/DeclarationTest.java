package dev.baton.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.ServiceProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeclarationTest {
    private static final String SERVICE = ProviderFactory.class.getName();

    private static List<String> provided() {
        ModuleDescriptor module = Entry.class.getModule().getDescriptor();
        return module.provides().stream()
                .filter(each -> each.service().equals(SERVICE))
                .flatMap(each -> each.providers().stream())
                .toList();
    }

    @Test
    void declaresTheSameFactoriesToModulesAndToTheClassPath() throws IOException {
        try (InputStream file =
                Entry.class.getModule().getResourceAsStream("META-INF/services/" + SERVICE)) {
            byte[] text = Objects.requireNonNull(file).readAllBytes();
            assertThat(new String(text, StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrderElementsOf(provided());
        }
    }

    @Test
    void givesEachLayerAnIdentifierAndANameOfItsOwn() throws ReflectiveOperationException {
        List<LayerFactory> layers = new ArrayList<>();
        for (String each : provided()) {
            Class<?> factory = Class.forName(each);
            layers.add(factory.asSubclass(LayerFactory.class).getConstructor().newInstance());
        }
        assertThat(layers)
                .extracting(LayerFactory::name)
                .containsExactlyInAnyOrder(
                        "access", "compress", "fault", "meter", "throttle", "trace");
        assertThat(layers).extracting(LayerFactory::providerId).doesNotHaveDuplicates();
    }

    @Test
    void namesEveryEntryOfTheTable() {
        List<String> entries =
                Arrays.stream(ServiceProvider.class.getMethods()).map(Method::getName).toList();
        assertThat(entries).hasSize(30);
        assertThat(Entry.values())
                .extracting(Entry::name)
                .containsExactlyInAnyOrderElementsOf(entries);
    }
}
