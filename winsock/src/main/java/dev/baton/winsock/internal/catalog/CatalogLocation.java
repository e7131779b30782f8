package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;
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
    private static final String REMEDY =
            "; set the system property "
                    + PROPERTY
                    + " or the environment variable "
                    + VARIABLE
                    + " to the folder of the provider catalog";

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
            // A user without a home, as in many containers, has a question mark: not the folder of
            // that name in whatever folder is current.
            if (Path.of(home).isAbsolute()) {
                return new CatalogLocation(Path.of(home, ".config", "baton"));
            }
            throw CatalogException.refused(
                    Constants.WSANO_RECOVERY, "this user has no home folder" + REMEDY);
        } catch (InvalidPathException e) {
            throw CatalogException.unusable(
                    "cannot tell where the provider catalog is: " + e.getMessage() + REMEDY);
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
