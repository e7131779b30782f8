package dev.baton.winsock;

import dev.baton.winsock.internal.catalog.CatalogException;
import dev.baton.winsock.internal.catalog.CatalogLocation;
import dev.baton.winsock.internal.catalog.InstalledCatalog;
import dev.baton.winsock.internal.catalog.InstalledEntry;
import dev.baton.winsock.internal.catalog.Providers;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.TerminatedText;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The catalog as the next {@link Winsock#WSAStartup} of this process will find it, and what the
 * {@code WSC…} functions can't say of it: where it is, what is wrong with it, and which providers
 * could be installed. Close it when its {@linkplain #factories factories} are not used any more.
 */
public final class ProviderCatalog implements AutoCloseable {
    private static final int SIZE = ProtocolInfoLayout.SIZEOF_W;

    private final Providers providers;
    private final CatalogLocation location;
    private final List<Entry> entries;
    private final Optional<String> problem;

    /**
     * An entry.
     *
     * @param info its description
     * @param path class name of its provider's factory
     * @param available whether this process has that factory
     */
    public record Entry(ProtocolInfo info, String path, boolean available) {}

    private ProviderCatalog(Providers providers, CatalogLocation location) {
        this.providers = providers;
        this.location = location;
        InstalledCatalog catalog = InstalledCatalog.load(providers);
        List<Entry> list = new ArrayList<>();
        for (InstalledEntry entry : catalog.entries()) {
            list.add(new Entry(entry.info(), entry.path(), entry.factory().isPresent()));
        }
        entries = List.copyOf(list);
        problem = catalog.problem();
    }

    /**
     * Reads the catalog.
     *
     * @return what it holds now
     * @throws IllegalStateException if the settings of this process name no possible folder
     */
    public static ProviderCatalog read() {
        Providers providers = Providers.load();
        try {
            return new ProviderCatalog(providers, providers.location());
        } catch (CatalogException e) {
            providers.close();
            throw new IllegalStateException(e.reason(), e);
        }
    }

    /**
     * Installs a layer: {@link Winsock#WSCInstallProviderAndChains} for what is at hand as Java
     * values.
     *
     * @param layer the layer
     * @param over the entries it is laid over, at least one
     * @return 0 or the error code
     */
    public static int install(LayerFactory layer, List<ProtocolInfo> over) {
        MemorySegment list = MemorySegment.ofArray(new byte[SIZE * over.size()]);
        for (int i = 0; i < over.size(); i++) {
            ProtocolInfoLayout.writeW(list.asSlice((long) i * SIZE, SIZE), over.get(i));
        }
        MemorySegment error = MemorySegment.ofArray(new int[1]);
        int result =
                Winsock.WSCInstallProviderAndChains(
                        MemorySegment.ofArray(layer.providerId().toBytes()),
                        text(layer.getClass().getName()),
                        text(layer.name()),
                        layer.dwServiceFlags(),
                        list,
                        over.size(),
                        MemorySegment.NULL,
                        error);
        return result == 0 ? 0 : Memory.int32(error, 0);
    }

    private static MemorySegment text(String text) {
        MemorySegment wide = MemorySegment.ofArray(new char[text.length() + 1]);
        TerminatedText.writeW(wide, text);
        return wide;
    }

    /**
     * Everything that is installed or that providers bring along.
     *
     * @return entries in the order of enumeration, hidden ones too; with a {@link #problem} only
     *     what providers bring along
     */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * Why what is installed can't be used.
     *
     * @return what is wrong and the remedy; empty if all is well
     */
    public Optional<String> problem() {
        return problem;
    }

    /**
     * The file that lists what is installed.
     *
     * @return its path; it need not exist
     */
    public Path file() {
        return location.file();
    }

    /**
     * The folder whose jars are searched for providers.
     *
     * @return its path; it need not exist
     */
    public Path providersFolder() {
        return location.providers();
    }

    /**
     * All providers this process can run, installed or not.
     *
     * @return one factory of each
     */
    public List<ProviderFactory> factories() {
        return providers.all();
    }

    /** Closes the jars of the providers folder. */
    @Override
    public void close() {
        providers.close();
    }
}
