package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.internal.log.Log;
import dev.baton.winsock.spi.ProviderFactory;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The factories of all providers this process can run: those of the class path and module path, and
 * those in the jars of the providers folder. What is broken is logged and left out. After {@link
 * #close} a provider from the folder can't load further classes.
 */
public final class Providers implements AutoCloseable {
    // ServiceLoader may fail again and again at one place.
    private static final int MOST_FAILURES = 64;

    private final List<ProviderFactory> all = new ArrayList<>();
    private final @Nullable CatalogLocation location;
    private final @Nullable CatalogException nowhere;
    private @Nullable URLClassLoader jars;

    private Providers() {
        CatalogLocation found = null;
        CatalogException why = null;
        try {
            found = CatalogLocation.current();
        } catch (CatalogException e) {
            why = e;
        }
        location = found;
        nowhere = why;
    }

    /** What can be found now; no lambdas, no streams: each start of Winsock waits for this. */
    public static Providers load() {
        return load(Providers.class.getClassLoader());
    }

    static Providers load(ClassLoader own) {
        Providers providers = new Providers();
        ClassLoader parent = own;
        providers.add(ServiceLoader.load(ProviderFactory.class, parent));
        if (providers.all.isEmpty()) {
            providers.add(ServiceLoader.load(ProviderFactory.class));
            if (!providers.all.isEmpty()) {
                parent = Thread.currentThread().getContextClassLoader();
            }
        }
        CatalogLocation location = providers.location;
        if (location != null && location.providers().toFile().isDirectory()) {
            providers.jars = ProviderJars.open(location, parent, providers.all);
        }
        return providers;
    }

    private void add(ServiceLoader<ProviderFactory> services) {
        Iterator<ProviderFactory> iterator = services.iterator();
        for (int failures = 0; failures < MOST_FAILURES; ) {
            try {
                if (!iterator.hasNext()) {
                    return;
                }
                ProviderFactory factory = iterator.next();
                if (byClassName(all, factory.getClass().getName()) == null) {
                    all.add(factory);
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                failures++;
                Log.error(
                        "a transport service provider on the class path or module path can't be"
                                + " used and is left out: "
                                + withCause(e)
                                + "; correct its jar or take it away");
            }
        }
    }

    static String withCause(Throwable e) {
        return e.getCause() == null ? e.toString() : e + ", because of " + e.getCause();
    }

    static @Nullable ProviderFactory byClassName(List<ProviderFactory> factories, String name) {
        for (ProviderFactory factory : factories) {
            if (factory.getClass().getName().equals(name)) {
                return factory;
            }
        }
        return null;
    }

    /** All factories, one of each class; those of the folder come last. */
    public List<ProviderFactory> all() {
        return Collections.unmodifiableList(all);
    }

    /**
     * A factory by what the catalog calls the path of its provider.
     *
     * @param className its fully qualified class name
     */
    public Optional<ProviderFactory> byPath(String className) {
        return Optional.ofNullable(byClassName(all, className));
    }

    /** Where the catalog is. */
    public CatalogLocation location() throws CatalogException {
        if (nowhere != null) {
            throw nowhere;
        }
        return Objects.requireNonNull(location);
    }

    @Override
    public void close() {
        URLClassLoader open = jars;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                Log.warning("cannot close a jar of the providers folder: " + e);
            }
        }
    }
}
