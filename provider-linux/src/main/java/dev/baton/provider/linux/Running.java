package dev.baton.provider.linux;

import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.SharingException;
import dev.baton.winsock.spi.UpcallTable;
import org.jspecify.annotations.Nullable;

/**
 * The provider in this process, from its first WSPStartup to its last WSPCleanup. Winsock starts
 * it, and so does the lowest layer of each chain: every starter gets a table of its own, over the
 * same sockets, so that one who ends twice ends nothing of the others.
 */
final class Running {
    private static volatile @Nullable Running current;

    private final SocketTable sockets = new SocketTable();
    private final WaiterPool waiters = new WaiterPool();
    private final Blocking blocking = new Blocking(waiters);
    private final NewSockets newSockets;
    private final Accepting accepting;
    private final Duplication duplication;
    private final NetworkEvents events;
    private int starts;

    private Running(UpcallTable upcalls) throws SharingException {
        newSockets = new NewSockets(upcalls, sockets);
        accepting = new Accepting(sockets, blocking, newSockets);
        Sharing sharing = Reachability.acquire();
        duplication = new Duplication(sharing, sockets, newSockets);
        Operations operations = new Operations(sharing, sockets);
        events = new NetworkEvents(sharing, sockets, accepting, operations);
    }

    /** Whether Winsock has no socket in this process. */
    static boolean idle() {
        Running running = current;
        return running == null || running.sockets.isEmpty();
    }

    /** Counts a start; the latest upcalls serve all. */
    static synchronized LinuxProvider start(UpcallTable upcalls) throws SharingException {
        Running running = current;
        if (running == null) {
            running = new Running(upcalls);
            current = running;
        }
        running.newSockets.upcalls(upcalls);
        running.starts++;
        return new LinuxProvider(running, upcalls);
    }

    /** Takes a start back; the last one closes everything. */
    static synchronized void end(Running running) {
        if (--running.starts == 0) {
            current = null;
            new Closing(running.sockets, running.blocking, running.accepting).closeAll();
            running.events.close();
            Reachability.release();
            running.waiters.close();
        }
    }

    SocketTable sockets() {
        return sockets;
    }

    WaiterPool waiters() {
        return waiters;
    }

    Blocking blocking() {
        return blocking;
    }

    Accepting accepting() {
        return accepting;
    }

    NewSockets newSockets() {
        return newSockets;
    }

    NetworkEvents events() {
        return events;
    }

    Duplication duplication() {
        return duplication;
    }
}
