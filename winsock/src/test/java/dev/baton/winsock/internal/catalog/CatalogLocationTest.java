package dev.baton.winsock.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CatalogLocationTest {
    private static final Path A = Path.of("/a");

    @Test
    void prefersThePropertyToTheEnvironment() throws CatalogException {
        assertThat(CatalogLocation.find("/a", "/b", "/c", "/d").folder()).isEqualTo(A);
        assertThat(CatalogLocation.find("", "/a", "/c", "/d").folder()).isEqualTo(A);
        assertThat(CatalogLocation.find(null, "/a", "/c", "/d").folder()).isEqualTo(A);
    }

    @Test
    void usesTheFolderForSettings() throws CatalogException {
        assertThat(CatalogLocation.find(null, "", "/a", "/d").folder())
                .isEqualTo(Path.of("/a/baton"));
        Path home = Path.of("/a/.config/baton");
        assertThat(CatalogLocation.find(null, null, null, "/a").folder()).isEqualTo(home);
        assertThat(CatalogLocation.find(null, null, "relative", "/a").folder()).isEqualTo(home);
        assertThat(CatalogLocation.find(null, null, "", "/a").folder()).isEqualTo(home);
    }

    @Test
    void dependsOnNoLaterChangeOfTheCurrentFolder() throws CatalogException {
        assertThat(CatalogLocation.find("a", null, null, "/d").folder())
                .isEqualTo(Path.of("").toAbsolutePath().resolve("a"));
    }

    @Test
    void namesTheFiles() {
        CatalogLocation location = new CatalogLocation(A);
        assertThat(location.file()).isEqualTo(Path.of("/a/catalog"));
        assertThat(location.lock()).isEqualTo(Path.of("/a/catalog.lock"));
        assertThat(location.providers()).isEqualTo(Path.of("/a/providers"));
    }

    @Test
    void saysWhatToDoAboutAnImpossibleFolder() {
        assertThatThrownBy(() -> CatalogLocation.find("a\0b", null, null, "/d"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("dev.baton.catalog");
    }

    @Test
    void ignoresTheHomeOfAUserWithoutOne() {
        for (String none : new String[] {"?", "", "relative"}) {
            assertThatThrownBy(() -> CatalogLocation.find(null, null, null, none))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("no home")
                    .hasMessageContaining("BATON_CATALOG");
        }
    }
}
