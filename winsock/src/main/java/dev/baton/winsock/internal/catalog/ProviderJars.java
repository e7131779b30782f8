package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.internal.log.Log;
import dev.baton.winsock.spi.ProviderFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The jars of the providers folder, each of which names its factories in {@code META-INF/services}.
 * They share one class loader, so that one may need another.
 */
final class ProviderJars {
    private static final String SERVICES = "META-INF/services/" + ProviderFactory.class.getName();

    private ProviderJars() {}

    /**
     * Makes the factories.
     *
     * @param parent what the jars' classes see besides each other
     * @param found receives the factories; what it has already is not made again
     * @return what must be closed in the end; null if there is no jar
     */
    static @Nullable URLClassLoader open(
            CatalogLocation location, ClassLoader parent, List<ProviderFactory> found) {
        Map<Path, List<String>> jars = names(location);
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars.keySet()) {
            try {
                urls.add(jar.toUri().toURL());
            } catch (IOException e) {
                leftOut(jar, e.toString());
            }
        }
        if (urls.isEmpty()) {
            return null;
        }
        URLClassLoader loader =
                new URLClassLoader("baton-providers", urls.toArray(new URL[0]), parent);
        for (Map.Entry<Path, List<String>> jar : jars.entrySet()) {
            for (String name : jar.getValue()) {
                if (Providers.byClassName(found, name) == null) {
                    make(jar.getKey(), name, loader, found);
                }
            }
        }
        return loader;
    }

    // In the order of their names: the same on each machine.
    private static Map<Path, List<String>> names(CatalogLocation location) {
        Map<Path, List<String>> jars = new TreeMap<>();
        Path folder = location.providers();
        try {
            FileTrust.check(location.folder());
            FileTrust.check(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                for (Path jar : files) {
                    read(jar, jars);
                }
            }
        } catch (CatalogException e) {
            Log.error("the providers in " + folder + " are left out: " + e.reason());
        } catch (IOException e) {
            leftOut(folder, e.toString());
        }
        return jars;
    }

    // A class loader would pass over a damaged jar in silence.
    private static void read(Path jar, Map<Path, List<String>> jars) {
        try {
            FileTrust.check(jar);
            try (JarFile file = new JarFile(jar.toFile())) {
                jars.put(jar, services(file));
            }
        } catch (CatalogException e) {
            Log.error("a jar of providers is left out: " + e.reason());
        } catch (IOException e) {
            leftOut(jar, e.toString());
        }
    }

    private static List<String> services(JarFile file) throws IOException {
        List<String> names = new ArrayList<>();
        ZipEntry entry = file.getEntry(SERVICES);
        if (entry == null) {
            return names;
        }
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                file.getInputStream(entry), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int comment = line.indexOf('#');
                String name = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static void make(
            Path jar, String name, ClassLoader loader, List<ProviderFactory> found) {
        try {
            Class<?> type = Class.forName(name, true, loader);
            Object made = type.getConstructor().newInstance();
            if (made instanceof ProviderFactory factory) {
                found.add(factory);
            } else {
                leftOut(jar, name + " is no ProviderFactory of this Baton");
            }
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            leftOut(jar, "cannot make " + name + ": " + Providers.withCause(e));
        }
    }

    private static void leftOut(Path what, String why) {
        Log.error(
                "a provider in "
                        + what
                        + " can't be used and is left out: "
                        + why
                        + "; replace the jar or take it away");
    }
}
