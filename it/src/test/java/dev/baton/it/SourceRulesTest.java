package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What class files do not tell: suppressed warnings and the module descriptors. */
final class SourceRulesTest {
    private static final Pattern SUPPRESSES_RESTRICTED =
            Pattern.compile("@SuppressWarnings\\([^)]*\"restricted\"");

    /** A string that begins with the name of such a package: what reflection begins with. */
    private static final Pattern CODE_NAMING_SUN = Pattern.compile("\"(sun|jdk\\.internal)\\.");

    private static final Checkout CHECKOUT = Checkout.find();

    @Test
    void suppressesRestrictedInTheNativeModuleOnly() throws IOException {
        List<Path> sources = CHECKOUT.sources();
        assertThat(sources).hasSizeGreaterThan(60);

        Path home = CHECKOUT.root().resolve("native").resolve("src");
        List<Path> inside = new ArrayList<>();
        List<Path> outside = new ArrayList<>();
        for (Path source : sources) {
            if (SUPPRESSES_RESTRICTED.matcher(Files.readString(source)).find()) {
                (source.startsWith(home) ? inside : outside).add(source);
            }
        }
        assertThat(inside).as("the pattern finds what it looks for").isNotEmpty();
        assertThat(outside).as("restricted calls outside the native module").isEmpty();
    }

    @Test
    void namesInternalsOfTheJdkInOneClass() throws IOException {
        List<String> naming = new ArrayList<>();
        for (Path source : CHECKOUT.sources()) {
            boolean product =
                    source.startsWith(CHECKOUT.root().resolve("channels").resolve("src/main"));
            if (product && CODE_NAMING_SUN.matcher(Files.readString(source)).find()) {
                naming.add(source.getFileName().toString());
            }
        }
        assertThat(naming).containsExactly("JdkChannels.java");
    }

    @Test
    void requiresNothingInWinsockButTheJdk() {
        assertThat(module("winsock", "dev.baton.winsock").requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactlyInAnyOrder("java.base", "org.jspecify");
    }

    @Test
    void opensTheNativeModuleToNamedModulesOnly() {
        assertThat(module("native", "dev.baton.ffm").exports())
                .isNotEmpty()
                .allMatch(ModuleDescriptor.Exports::isQualified);
    }

    @Test
    void declaresTheProviderForClassPathAndModulePathAlike() throws IOException {
        String service = "dev.baton.winsock.spi.ProviderFactory";
        Path list =
                CHECKOUT.classes("provider-linux")
                        .resolve("META-INF")
                        .resolve("services")
                        .resolve(service);
        assertThat(module("provider-linux", "dev.baton.provider.linux").provides())
                .singleElement()
                .satisfies(provides -> {
                    assertThat(provides.service()).isEqualTo(service);
                    assertThat(Files.readAllLines(list)).isEqualTo(provides.providers());
                });
    }

    private static ModuleDescriptor module(String folder, String name) {
        return ModuleFinder.of(CHECKOUT.classes(folder)).find(name).orElseThrow().descriptor();
    }
}
