package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.log.Log;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.WspData;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts one base provider or one chain, at most once per process and start. */
final class ProviderLoader {
    private final Optional<ProviderFactory> factory;
    private final ProtocolInfo info;
    private final String path;
    private volatile @Nullable ServiceProvider provider;
    private boolean ended;

    /**
     * Prepares a start.
     *
     * @param factory empty if the provider was not found
     * @param info the entry that {@code WSPStartup} gets
     * @param path class name of the provider's factory
     */
    ProviderLoader(Optional<ProviderFactory> factory, ProtocolInfo info, String path) {
        this.factory = factory;
        this.info = info;
        this.path = path;
    }

    Optional<ProviderFactory> factory() {
        return factory;
    }

    boolean isOf(ProviderFactory other) {
        return factory.isPresent() && factory.get().equals(other);
    }

    /**
     * Starts the provider unless it is started.
     *
     * @return 0 or the reason why it can't be used
     */
    int start(UpcallTable upcalls) {
        return provider != null ? 0 : startOnce(upcalls);
    }

    private synchronized int startOnce(UpcallTable upcalls) {
        if (ended) {
            return Constants.WSANOTINITIALISED;
        }
        if (provider != null) {
            return 0;
        }
        if (factory.isEmpty()) {
            return failed(
                    "its provider "
                            + path
                            + " was not found: put its jar on the class path or module path, or into"
                            + " the folder of providers",
                    null);
        }
        try {
            return startup(factory.get(), upcalls);
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            return failed("its WSPStartup threw", thrown);
        }
    }

    private int startup(ProviderFactory found, UpcallTable upcalls) {
        MemorySegment data = MemorySegment.ofArray(new byte[WspData.SIZEOF]);
        ProcTable table = new ProcTable();
        int result =
                found.WSPStartup(
                        Constants.WINSOCK_VERSION,
                        data,
                        MemorySegment.ofArray(info.toBytesW()),
                        upcalls,
                        table);
        if (result != 0) {
            return result;
        }
        Optional<ServiceProvider> entries = table.provider();
        if (Memory.int16(data, 0) != Constants.WINSOCK_VERSION) {
            entries.ifPresent(ProviderLoader::balance);
            return Constants.WSAEINVALIDPROVIDER;
        }
        if (entries.isEmpty()) {
            return Constants.WSAEINVALIDPROCTABLE;
        }
        provider = entries.get();
        return 0;
    }

    private int failed(String why, @Nullable Throwable thrown) {
        Log.error(
                "cannot start \""
                        + info.protocolName()
                        + "\" (catalog entry "
                        + info.dwCatalogEntryId()
                        + "): "
                        + why,
                thrown);
        return Constants.WSAEPROVIDERFAILEDINIT;
    }

    /** The started provider's entries, or null. */
    @Nullable ServiceProvider provider() {
        return provider;
    }

    /** Balances the start, for good: the next {@code WSAStartup} makes loaders of its own. */
    synchronized void cleanup() {
        ended = true;
        ServiceProvider started = provider;
        if (started != null) {
            balance(started);
            provider = null;
        }
    }

    private static void balance(ServiceProvider started) {
        try {
            started.WSPCleanup(MemorySegment.ofArray(new int[1]));
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            Log.warning("a provider's WSPCleanup threw", thrown);
        }
    }
}
