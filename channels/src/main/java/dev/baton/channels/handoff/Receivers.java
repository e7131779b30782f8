package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The receivers at a point, by the names of their sockets. Used by the sender's thread only. */
final class Receivers {
    private static final long DENIED = TimeUnit.SECONDS.toNanos(1);

    private final PlaceFolder folder;
    private final Map<String, SenderEnd> ends = new LinkedHashMap<>();
    private final Map<String, Denial> denials = new HashMap<>();
    private final List<String> busy = new ArrayList<>();
    private @Nullable HandoffException fault;

    /** Why a receiver is not asked again for a while. */
    private record Denial(HandoffException reason, long until) {}

    Receivers(PlaceFolder folder) {
        this.folder = folder;
    }

    Collection<SenderEnd> all() {
        return ends.values();
    }

    /** Those that are meant by a pid, or by {@link Parcel#ANYONE}. */
    List<SenderEnd> of(long target) {
        List<SenderEnd> found = new ArrayList<>();
        for (SenderEnd end : ends.values()) {
            if (target == Parcel.ANYONE || end.pid() == target) {
                found.add(end);
            }
        }
        return found;
    }

    /** Whether one of these has not taken the connection yet, and may still do so. */
    boolean busy(long target) {
        return busy.stream()
                .anyMatch(name -> target == Parcel.ANYONE || SocketName.pid(name) == target);
    }

    /** Tells the pids of those that are ready. */
    void answer(CompletableFuture<List<Long>> question) {
        HandoffException known = fault;
        if (known != null && ends.isEmpty()) {
            question.completeExceptionally(known);
            return;
        }
        question.complete(
                ends.values().stream()
                        .filter(SenderEnd::welcome)
                        .map(SenderEnd::pid)
                        .distinct()
                        .toList());
    }

    /** Looks for new ones. */
    void scan() {
        fault = null;
        busy.clear();
        long now = System.nanoTime();
        denials.values().removeIf(denial -> denial.until - now < 0);
        try {
            if (folder.exists()) {
                for (String name : folder.sockets()) {
                    if (!ends.containsKey(name) && !denials.containsKey(name)) {
                        connect(name);
                    }
                }
            }
        } catch (HandoffException e) {
            fault = e;
        }
    }

    private void connect(String name) throws HandoffException {
        Path path = folder.path().resolve(name);
        int fd = UnixSocket.open();
        if (fd < 0) {
            throw new HandoffException(
                    Reason.NO_DESCRIPTOR,
                    "cannot connect to "
                            + path
                            + ": "
                            + Errno.name(fd)
                            + " (close some descriptors, or raise the limit: ulimit -n)");
        }
        boolean connected = false;
        try {
            int result = UnixSocket.connect(fd, path);
            if (result == 0) {
                ends.put(name, SenderEnd.greet(fd, path, permitted(fd, path)));
                connected = true;
            } else if (result == -Errno.EAGAIN) {
                busy.add(name);
            } else if (result != -Errno.ECONNREFUSED && result != -Errno.ENOENT) {
                throw new HandoffException(
                        result == -Errno.EACCES ? Reason.NOT_PERMITTED : Reason.FOLDER,
                        "cannot connect to " + path + ": " + Errno.name(result));
            }
        } catch (HandoffException e) {
            deny(name, e);
        } finally {
            if (!connected) {
                Linux.close(fd);
            }
        }
    }

    private Credentials permitted(int fd, Path path) throws HandoffException {
        Credentials receiver = Credentials.of(fd);
        if (!receiver.permitted(folder.users())) {
            throw new HandoffException(
                    Reason.NOT_PERMITTED,
                    "nothing is handed over to "
                            + receiver
                            + " at "
                            + path
                            + "; HandoffPlace.allowing permits it");
        }
        return receiver;
    }

    private void deny(String name, HandoffException reason) {
        denials.put(name, new Denial(reason, System.nanoTime() + DENIED));
    }

    /** Removes those that have ended; one that has not said WELCOME is not asked again at once. */
    List<SenderEnd> removeEnded() {
        List<SenderEnd> ended = new ArrayList<>();
        ends.forEach((name, end) -> {
            if (end.ended()) {
                ended.add(end);
                if (!end.welcome()) {
                    deny(name, notWelcome(end));
                }
            }
        });
        ends.values().removeAll(ended);
        return ended;
    }

    private static HandoffException notWelcome(SenderEnd end) {
        return new HandoffException(
                Reason.NOT_PERMITTED,
                end + " hung up" + (end.lastWord().isEmpty() ? "" : ", saying: " + end.lastWord()));
    }

    /** Why nobody is there for a parcel. */
    HandoffException nobody(Parcel parcel) {
        HandoffException known = fault;
        for (Map.Entry<String, Denial> denial : denials.entrySet()) {
            if (parcel.target() == Parcel.ANYONE
                    || SocketName.pid(denial.getKey()) == parcel.target()) {
                known = denial.getValue().reason;
            }
        }
        String what =
                "cannot hand over "
                        + parcel
                        + " at "
                        + folder.path()
                        + ": "
                        + (known != null
                                ? known.getMessage()
                                : parcel.target() == Parcel.ANYONE
                                        ? "no process receives there; HandoffPoint.open begins to"
                                        : "process " + parcel.target() + " does not receive there")
                        + "; it is still open here";
        return known == null
                ? new HandoffException(Reason.NO_RECEIVER, what)
                : new HandoffException(known.reason(), what, known);
    }
}
