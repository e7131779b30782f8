package dev.baton.provider.linux.sharing;

import dev.baton.winsock.Constants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The kept connections to the processes this one delivers to. */
final class Outboxes {
    private final ProcessIdentity self;
    private final SharedFile own;
    private final Runnable changed;
    private final Map<Integer, Outbox> byPid = new ConcurrentHashMap<>();
    private final Map<Integer, SharedFile> foreign = new HashMap<>();
    private boolean ended;

    /**
     * No connections.
     *
     * @param self this process
     * @param own its user's file
     * @param changed called when a connection is added
     */
    Outboxes(ProcessIdentity self, SharedFile own, Runnable changed) {
        this.self = self;
        this.own = own;
        this.changed = changed;
    }

    /** The connection to a process, made if there is none. */
    Outbox to(int pid) throws SharingException {
        Outbox kept = byPid.get(pid);
        return kept != null && !kept.closed() ? kept : connect(pid);
    }

    private synchronized Outbox connect(int pid) throws SharingException {
        if (ended) {
            throw new SharingException(Constants.WSANOTINITIALISED, "Winsock is being ended");
        }
        Outbox kept = byPid.get(pid);
        if (kept != null && !kept.closed()) {
            return kept;
        }
        Optional<ProcessIdentity> target = ProcessIdentity.of(pid);
        if (target.isEmpty()) {
            throw new SharingException(
                    Constants.WSAEINVAL,
                    "cannot deliver to process "
                            + Integer.toUnsignedString(pid)
                            + ": there is no such process");
        }
        Outbox made = Outbox.connect(target.get(), new ProcessTable(file(target.get())));
        byPid.put(pid, made);
        changed.run();
        return made;
    }

    private SharedFile file(ProcessIdentity target) throws SharingException {
        if (target.uid() == self.uid()) {
            return own;
        }
        if (self.uid() != 0) {
            throw new SharingException(
                    Constants.WSAEACCES,
                    "cannot deliver to process "
                            + target.pid()
                            + ": it belongs to user "
                            + target.uid()
                            + ", this one to user "
                            + self.uid());
        }
        SharedFile file = foreign.get(target.uid());
        if (file != null && !file.named()) {
            // Its last user has removed it; there may be a new one.
            foreign.remove(target.uid());
            file.close();
            file = null;
        }
        if (file == null) {
            file = SharedFolder.open(target.uid());
            foreign.put(target.uid(), file);
        }
        return file;
    }

    /** Whether a target shares the common block with this process. */
    boolean common(Outbox outbox) {
        return outbox.target().uid() == self.uid();
    }

    /** The connections, to be watched for the end of their targets. */
    synchronized List<Outbox> all() {
        byPid.values().removeIf(Outbox::closed);
        return new ArrayList<>(byPid.values());
    }

    synchronized void close() {
        ended = true;
        byPid.values().forEach(Outbox::close);
        byPid.clear();
        foreign.values().forEach(SharedFile::close);
        foreign.clear();
    }
}
