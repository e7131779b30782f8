package dev.baton.winsock.internal;

import dev.baton.winsock.spi.ServiceProvider;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Descriptors that a provider registered in a call that then failed: nobody will ever learn of
 * them.
 */
final class Orphans {
    private Orphans() {}

    /** Closes those that are still there, and forgets them all. */
    static void close(List<Descriptor> made) {
        Session session = Session.current();
        if (session == null) {
            return;
        }
        for (Descriptor each : made) {
            ServiceProvider provider = each.provider();
            if (session.descriptors().remove(each) && provider != null) {
                close(provider, each.handle());
            }
        }
    }

    private static void close(ServiceProvider provider, long s) {
        try {
            provider.WSPCloseSocket(s, MemorySegment.ofArray(new int[1]));
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            Faults.code(thrown);
        }
    }
}
