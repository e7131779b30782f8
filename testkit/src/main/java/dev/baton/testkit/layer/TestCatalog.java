package dev.baton.testkit.layer;

import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A provider catalog that this process, and those it starts, use until it is closed. */
public final class TestCatalog implements AutoCloseable {
    private static final String PROPERTY = "dev.baton.catalog";

    private final String before = System.getProperty(PROPERTY, "");
    private final Path folder;

    /** An empty one. Winsock must not be started. */
    public TestCatalog() {
        try {
            folder = Files.createTempDirectory("baton-catalog");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(PROPERTY, folder.toString());
    }

    /**
     * Lays layers over every protocol that applications see.
     *
     * @param layers the lowest first
     * @return this
     */
    public TestCatalog install(LayerFactory... layers) {
        return install(entry -> true, layers);
    }

    /**
     * Lays layers over protocols.
     *
     * @param over which of the entries that applications see
     * @param layers the lowest first
     * @return this
     */
    public TestCatalog install(Predicate<ProtocolInfo> over, LayerFactory... layers) {
        for (LayerFactory layer : layers) {
            int error = ProviderCatalog.install(layer, visible().filter(over).toList());
            if (error != 0) {
                throw new AssertionError("cannot install " + layer.name() + ": " + error);
            }
        }
        return this;
    }

    // The first entry for a protocol is the one that applications get.
    private static Stream<ProtocolInfo> visible() {
        try (ProviderCatalog catalog = ProviderCatalog.read()) {
            List<ProtocolInfo> all =
                    catalog.entries().stream()
                            .map(ProviderCatalog.Entry::info)
                            .filter(each -> !each.ProtocolChain().isLayer())
                            .toList();
            return all.stream().filter(each -> isFirst(each, all));
        }
    }

    private static boolean isFirst(ProtocolInfo entry, List<ProtocolInfo> all) {
        return all.stream()
                .filter(each ->
                        each.iAddressFamily() == entry.iAddressFamily()
                                && each.iSocketType() == entry.iSocketType()
                                && each.iProtocol() == entry.iProtocol())
                .findFirst()
                .orElseThrow()
                .equals(entry);
    }

    /**
     * Where it is.
     *
     * @return the folder
     */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (before.isEmpty()) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(TestCatalog::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
