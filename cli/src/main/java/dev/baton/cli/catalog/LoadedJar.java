package dev.baton.cli.catalog;

import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.ProviderFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The layers of a jar, made as another process would make them: with nothing but Winsock and the
 * other jars of the providers folder at hand. What works in this process only, because its own
 * class path or module path happens to have it, must not get into the catalog.
 */
final class LoadedJar implements AutoCloseable {
    private final ProviderJar jar;
    private final URLClassLoader loader;
    private final List<LayerFactory> layers = new ArrayList<>();

    private LoadedJar(ProviderJar jar, URLClassLoader loader) {
        this.jar = jar;
        this.loader = loader;
    }

    /** Sees the JDK and Winsock, nothing else of this process. */
    private static final class WinsockOnly extends ClassLoader {
        private static final ClassLoader HERE = ProviderFactory.class.getClassLoader();

        WinsockOnly() {
            super("baton-winsock", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.baton.winsock.")) {
                return HERE.loadClass(name);
            }
            Class<?> type = super.loadClass(name, resolve);
            // The JDK's own loader also knows the modules of this process's module path.
            if (Objects.equals(type.getClassLoader(), ClassLoader.getSystemClassLoader())) {
                throw new ClassNotFoundException(name);
            }
            return type;
        }
    }

    /**
     * Loads a jar.
     *
     * @param beside the jars of the providers folder
     * @throws CatalogFailure if a provider it names can't be made
     */
    static LoadedJar load(ProviderJar jar, List<ProviderJar> beside) throws CatalogFailure {
        List<URL> urls = new ArrayList<>();
        urls.add(url(jar.file()));
        beside.forEach(each -> urls.add(url(each.file())));
        LoadedJar loaded =
                new LoadedJar(
                        jar,
                        new URLClassLoader(
                                "baton-candidate", urls.toArray(new URL[0]), new WinsockOnly()));
        boolean complete = false;
        try {
            for (String name : jar.factories()) {
                loaded.make(name);
            }
            complete = true;
            return loaded;
        } finally {
            if (!complete) {
                loaded.close();
            }
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make(String name) throws CatalogFailure {
        Object made;
        try {
            made = Class.forName(name, true, loader).getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            throw cannotMake(name, e);
        }
        if (made instanceof LayerFactory layer) {
            layers.add(layer);
        } else if (!(made instanceof ProviderFactory)) {
            throw new CatalogFailure(
                    jar.file()
                            + " names the provider "
                            + name
                            + ", which is no ProviderFactory of this Baton: build it anew");
        }
    }

    private CatalogFailure cannotMake(String name, Throwable e) {
        Throwable cause = e.getCause() == null || e instanceof LinkageError ? e : e.getCause();
        return new CatalogFailure(
                jar.file()
                        + " names the provider "
                        + name
                        + ", which can't be made from this jar: "
                        + cause
                        + "; it needs a public class with a public constructor without parameters,"
                        + " and whatever it uses besides Winsock in the jar or in the providers"
                        + " folder",
                e);
    }

    /**
     * Makes a layer's object, too: its classes may need what others of the jar do without.
     *
     * @param className of the layer's factory
     */
    void check(String className) throws CatalogFailure {
        for (LayerFactory layer : layers) {
            if (layer.getClass().getName().equals(className)) {
                try {
                    layer.dwServiceFlags();
                } catch (LinkageError | RuntimeException e) {
                    throw cannotMake(className, e);
                }
            }
        }
    }

    /** In the order in which the jar names them. */
    List<LayerFactory> layers() {
        return layers;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
