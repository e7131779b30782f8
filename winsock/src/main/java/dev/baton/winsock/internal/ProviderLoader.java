package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.spi.ProviderFactory;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Starts one provider, at most once per process and start. */
final class ProviderLoader {
    private static final int VERSION = 0x0202;
    private static final int WSPDATA_SIZE = 4 + 2 * 256;

    private final ProviderFactory factory;
    private final ProtocolInfo first;
    private volatile @Nullable ServiceProvider provider;
    private boolean ended;

    ProviderLoader(ProviderFactory factory, ProtocolInfo first) {
        this.factory = factory;
        this.first = first;
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
        return provider != null ? 0 : startup(upcalls);
    }

    private int startup(UpcallTable upcalls) {
        MemorySegment data = MemorySegment.ofArray(new byte[WSPDATA_SIZE]);
        ProcTable table = new ProcTable();
        int result =
                factory.WSPStartup(
                        VERSION, data, MemorySegment.ofArray(first.toBytesW()), upcalls, table);
        if (result != 0) {
            return result;
        }
        if (Memory.int16(data, 0) != VERSION) {
            table.provider().ifPresent(ProviderLoader::balance);
            return Constants.WSAEINVALIDPROVIDER;
        }
        if (table.provider().isEmpty()) {
            return Constants.WSAEINVALIDPROCTABLE;
        }
        provider = table.provider().get();
        return 0;
    }

    String factoryName() {
        return factory.getClass().getName();
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
        started.WSPCleanup(MemorySegment.ofArray(new int[1]));
    }
}
