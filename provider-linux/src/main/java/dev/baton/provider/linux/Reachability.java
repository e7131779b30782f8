package dev.baton.provider.linux;

import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.SharingException;
import org.jspecify.annotations.Nullable;

/** One inbox for this process, as long as anybody needs it: Winsock, or sockets of the host. */
final class Reachability {
    private static @Nullable Sharing current;
    private static int users;

    private Reachability() {}

    /** Makes this process reachable, or counts one more who needs that. */
    static synchronized Sharing acquire() throws SharingException {
        Sharing sharing = current;
        if (sharing == null) {
            sharing = Sharing.open(Running::idle);
            current = sharing;
        }
        users++;
        return sharing;
    }

    /** Takes an {@link #acquire} back, when its user's sockets are closed. */
    static synchronized void release() {
        Sharing sharing = current;
        if (--users == 0 && sharing != null) {
            current = null;
            sharing.close();
        }
    }
}
