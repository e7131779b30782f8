package dev.baton.cli.catalog;

import dev.baton.winsock.spi.LayerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A layer to install and the jar that brings it to other processes, checked. */
final class LayerSource implements AutoCloseable {
    private final LayerFactory layer;
    private final @Nullable LoadedJar loaded;
    private @Nullable Path toCopy;
    private @Nullable Path temporary;
    private String name;

    private LayerSource(LayerFactory layer, @Nullable LoadedJar loaded, String name) {
        this.layer = layer;
        this.loaded = loaded;
        this.name = name;
    }

    /** A layer that this process has. */
    static LayerSource of(LayerFactory layer, ProvidersFolder folder) throws CatalogFailure {
        String type = layer.getClass().getName();
        LayerSource source = new LayerSource(layer, null, "");
        Optional<ProviderJar> there = folder.bringing(type);
        if (there.isPresent()) {
            check(there.get(), type, folder);
            source.name = there.get().name();
            return source;
        }
        boolean complete = false;
        try {
            Path home = LayerHome.of(layer);
            Path jar = Files.isDirectory(home) ? source.pack(home) : home;
            ProviderJar provider = ProviderJar.read(jar);
            if (!provider.factories().contains(type)) {
                throw new CatalogFailure(
                        home
                                + " does not name "
                                + type
                                + " in its "
                                + ProviderJar.SERVICES
                                + ": other processes would not find it; add it there");
            }
            check(provider, type, folder);
            source.toCopy = jar;
            source.name = home.equals(jar) ? provider.name() : LayerHome.jarName(layer);
            complete = true;
            return source;
        } catch (IOException e) {
            throw new CatalogFailure("cannot read where " + layer.name() + " comes from: " + e, e);
        } finally {
            if (!complete) {
                source.close();
            }
        }
    }

    private static void check(ProviderJar jar, String type, ProvidersFolder folder)
            throws CatalogFailure {
        try (LoadedJar loaded = LoadedJar.load(jar, folder.jars())) {
            loaded.check(type);
        }
    }

    private Path pack(Path classes) throws IOException {
        Path jar = Files.createTempFile("baton-layer", ".jar");
        temporary = jar;
        ClassesJar.write(classes, jar);
        return jar;
    }

    /**
     * A layer in a jar.
     *
     * @param wanted its name; null if the jar has only one
     */
    static LayerSource of(Path file, @Nullable String wanted, ProvidersFolder folder)
            throws CatalogFailure {
        ProviderJar jar = readable(file);
        LoadedJar loaded = LoadedJar.load(jar, folder.jars());
        boolean complete = false;
        try {
            LayerFactory layer = choose(file, loaded.layers(), wanted);
            loaded.check(layer.getClass().getName());
            String name = jar.name().endsWith(".jar") ? jar.name() : jar.name() + ".jar";
            LayerSource source = new LayerSource(layer, loaded, name);
            Optional<ProviderJar> there = folder.bringing(layer.getClass().getName());
            if (there.isEmpty()) {
                source.toCopy = file;
            } else if (Files.mismatch(file, there.get().file()) < 0) {
                source.name = there.get().name();
            } else {
                throw new CatalogFailure(
                        there.get().file()
                                + " brings another "
                                + layer.name()
                                + ": remove the layers that use it, or install it as it is with"
                                + " baton catalog install "
                                + layer.name());
            }
            complete = true;
            return source;
        } catch (IOException e) {
            throw new CatalogFailure("cannot read " + file + ": " + e, e);
        } finally {
            if (!complete) {
                loaded.close();
            }
        }
    }

    private static ProviderJar readable(Path file) throws CatalogFailure {
        if (!Files.isRegularFile(file)) {
            throw new CatalogFailure(
                    "there is no file "
                            + file
                            + "; a layer that is here already goes by its name: baton catalog list");
        }
        try {
            ProviderJar jar = ProviderJar.read(file);
            if (jar.factories().isEmpty()) {
                throw new CatalogFailure(
                        file + " has no layer: it names none in " + ProviderJar.SERVICES);
            }
            return jar;
        } catch (IOException e) {
            throw new CatalogFailure(
                    file + " can't be read as a jar (" + e.getMessage() + "): build it anew", e);
        }
    }

    private static LayerFactory choose(
            Path file, List<LayerFactory> layers, @Nullable String wanted) throws CatalogFailure {
        List<String> names = layers.stream().map(LayerFactory::name).toList();
        if (layers.isEmpty()) {
            throw new CatalogFailure(
                    file
                            + " has no layer but base providers, which need no installation: they"
                            + " work from the providers folder on");
        }
        if (wanted == null && layers.size() > 1) {
            throw new CatalogFailure(
                    file + " has the layers " + Text.list(names) + ": choose one with --layer");
        }
        for (LayerFactory layer : layers) {
            if (wanted == null || layer.name().equals(wanted)) {
                return layer;
            }
        }
        throw new CatalogFailure(
                file + " has no layer \"" + wanted + "\", but " + Text.list(names));
    }

    LayerFactory layer() {
        return layer;
    }

    /** The name of the jar in the providers folder. */
    String jarName() {
        return name;
    }

    /**
     * Sees to it that the providers folder, whose lock the caller holds, has the jar.
     *
     * @return what was copied there; empty if it was there
     */
    Optional<Path> place(ProvidersFolder folder) throws CatalogFailure {
        if (toCopy != null) {
            return folder.add(toCopy, name);
        }
        if (folder.bringing(layer.getClass().getName()).isEmpty()) {
            throw new CatalogFailure(
                    name + " was taken out of the providers folder in this moment: try again");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        if (loaded != null) {
            loaded.close();
        }
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
