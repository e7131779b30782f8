package dev.baton.winsock.internal.catalog;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A catalog of the test's own. */
abstract class WithCatalog {
    static final String PROPERTY = "dev.baton.catalog";

    @TempDir private Path temp;
    private String former = "";

    @BeforeEach
    final void useOwnCatalog() {
        former = System.getProperty(PROPERTY, "");
        System.setProperty(PROPERTY, location().folder().toString());
        RecordingLoggers.clear();
    }

    @AfterEach
    final void useFormerCatalog() {
        System.setProperty(PROPERTY, former);
    }

    final CatalogLocation location() {
        return new CatalogLocation(temp.resolve("baton"));
    }
}
