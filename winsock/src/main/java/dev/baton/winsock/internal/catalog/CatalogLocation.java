package dev.baton.winsock.internal.catalog;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the catalog is.
 *
 * @param folder holds all of it; need not exist
 */
public record CatalogLocation(Path folder) {
    private static final String PROPERTY = "dev.baton.catalog";
    private static final String VARIABLE = "BATON_CATALOG";

    /** The folder that this process's settings name. */
    static CatalogLocation current() throws CatalogException {
        return find(
                System.getProperty(PROPERTY),
                System.getenv(VARIABLE),
                System.getenv("XDG_CONFIG_HOME"),
                System.getProperty("user.home", ""));
    }

    static CatalogLocation find(
            @Nullable String property,
            @Nullable String variable,
            @Nullable String configHome,
            String home)
            throws CatalogException {
        try {
            if (property != null && !property.isEmpty()) {
                return new CatalogLocation(Path.of(property).toAbsolutePath());
            }
            if (variable != null && !variable.isEmpty()) {
                return new CatalogLocation(Path.of(variable).toAbsolutePath());
            }
            // The XDG specification wants a relative one to be ignored.
            if (configHome != null && Path.of(configHome).isAbsolute()) {
                return new CatalogLocation(Path.of(configHome, "baton"));
            }
            return new CatalogLocation(Path.of(home, ".config", "baton").toAbsolutePath());
        } catch (InvalidPathException e) {
            throw CatalogException.unusable(
                    "cannot tell where the provider catalog is: "
                            + e.getMessage()
                            + "; set the system property "
                            + PROPERTY
                            + " or the environment variable "
                            + VARIABLE
                            + " to its folder");
        }
    }

    /** The list of what is installed. */
    public Path file() {
        return folder.resolve("catalog");
    }

    /** The jars of installed providers. */
    public Path providers() {
        return folder.resolve("providers");
    }

    /** Locked by whoever changes the list; its content means nothing. */
    Path lock() {
        return folder.resolve("catalog.lock");
    }

    /** The next list, until it is complete. */
    Path next() {
        return folder.resolve("catalog.new");
    }
}
