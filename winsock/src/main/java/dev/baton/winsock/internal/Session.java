package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.event.EventTable;
import dev.baton.winsock.internal.log.Log;
import org.jspecify.annotations.Nullable;

/** Winsock between the first {@code WSAStartup} of this process and the last {@code WSACleanup}. */
public final class Session {
    private static final Object LOCK = new Object();
    private static volatile @Nullable Session current;
    private static int starts;

    private final Catalog catalog = Catalog.load();
    private final DescriptorTable descriptors = new DescriptorTable();
    private final Upcalls upcalls = new Upcalls(catalog, descriptors, EventTable.process());

    private Session() {}

    /** The running session, or null before {@code WSAStartup}. */
    static @Nullable Session current() {
        return current;
    }

    /**
     * Counts a start; the first one starts the base providers, because a process must be reachable
     * for deliveries as soon as it is started.
     *
     * @return 0, or {@code WSASYSNOTREADY} or the provider's reason if none can be started
     */
    public static int start() {
        synchronized (LOCK) {
            if (current == null) {
                Session session = new Session();
                int error = session.startProviders();
                if (error != 0) {
                    session.catalog.close();
                    return error;
                }
                current = session;
            }
            starts++;
            return 0;
        }
    }

    /**
     * Takes one start back; the last one closes every descriptor of this process.
     *
     * @return false if nothing was started
     */
    public static boolean stop() {
        synchronized (LOCK) {
            Session session = current;
            if (session == null) {
                return false;
            }
            if (--starts == 0) {
                current = null;
                session.catalog.chains().forEach(ProviderLoader::cleanup);
                session.catalog.bases().forEach(ProviderLoader::cleanup);
                session.upcalls.end();
                session.descriptors.clear();
                session.catalog.close();
            }
            return true;
        }
    }

    private int startProviders() {
        int firstError = 0;
        boolean started = false;
        for (ProviderLoader loader : catalog.bases()) {
            int error = loader.start(upcalls);
            started |= error == 0;
            firstError = firstError == 0 ? error : firstError;
        }
        if (catalog.bases().isEmpty()) {
            Log.error(
                    "cannot start Winsock: no transport service provider for this"
                            + " operating system was found; on Linux, put"
                            + " baton-provider-linux on the module path or class path");
        }
        return started ? 0 : firstError == 0 ? Constants.WSASYSNOTREADY : firstError;
    }

    Catalog catalog() {
        return catalog;
    }

    DescriptorTable descriptors() {
        return descriptors;
    }

    Upcalls upcalls() {
        return upcalls;
    }
}
