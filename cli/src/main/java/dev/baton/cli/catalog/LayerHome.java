package dev.baton.cli.catalog;

import dev.baton.winsock.spi.LayerFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where this process has a layer from. */
final class LayerHome {
    private LayerHome() {}

    /** A jar or a folder of classes. */
    static Path of(LayerFactory layer) throws CatalogFailure {
        CodeSource source = layer.getClass().getProtectionDomain().getCodeSource();
        URL place = source == null ? null : source.getLocation();
        try {
            if (place != null && place.getProtocol().equals("file")) {
                return Path.of(place.toURI());
            }
        } catch (URISyntaxException e) {
            throw new CatalogFailure(layer.name() + " comes from " + place + ": no file", e);
        }
        throw new CatalogFailure(
                "cannot tell which jar " + layer.name() + " comes from: give the path of its jar");
    }

    /** What a jar of its classes is called. */
    static String jarName(LayerFactory layer) {
        String module = layer.getClass().getModule().getName();
        return (module == null ? layer.name() : module) + ".jar";
    }
}
