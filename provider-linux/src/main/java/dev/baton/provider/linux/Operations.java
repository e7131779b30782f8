package dev.baton.provider.linux;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.provider.linux.sharing.Turns;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this process has pending on its sockets. It belongs to the socket, whichever descriptor it
 * was started through, and ends with the process's last one.
 *
 * <p>Everything goes on in {@link #serve}, which is called when something is added, when the kernel
 * or another process says that something has happened, and by each call that asks what is the case.
 */
final class Operations {
    /** Lines that belong to no socket any more: the last descriptor but this one was closed. */
    private static final int ENDED = 1;

    private final Sharing sharing;
    private final SocketTable table;
    private final TurnTaking receiving;
    private final TurnTaking sending;

    /** By cookie. An entry stays until the last descriptor is closed. */
    private final Map<Long, Lines> sockets = new ConcurrentHashMap<>();

    /** Sockets on which another process comes first: if it ends, nobody tells. */
    private final Set<Long> behind = ConcurrentHashMap.newKeySet();

    Operations(Sharing sharing, SocketTable table) {
        this.sharing = sharing;
        this.table = table;
        receiving = new TurnTaking(sharing, Word.RECEIVES);
        sending = new TurnTaking(sharing, Word.SENDS);
    }

    private Lines lines(LinuxSocket socket) {
        return sockets.computeIfAbsent(socket.cookie(), cookie -> new Lines(receiving, sending));
    }

    /**
     * Tries a transfer if nothing is pending before it.
     *
     * @return like {@link OverlappedTransfer#begin}; {@link Blocked} also if something is pending
     */
    long begin(LinuxSocket socket, OverlappedTransfer transfer) {
        Lines lines = lines(socket);
        synchronized (lines) {
            Direction direction = transfer.direction();
            return direction.idle(socket) && lines.of(direction).isEmpty()
                    ? transfer.begin(socket)
                    : Blocked.after(0);
        }
    }

    /** Puts an operation behind the others, and serves: 0 or a negated code. */
    int add(LinuxSocket socket, Direction direction, Operation operation) {
        int result = ENDED;
        while (result == ENDED) {
            Lines lines = lines(socket);
            synchronized (lines) {
                result = sockets.get(socket.cookie()) == lines ? 0 : ENDED;
                result = result == 0 ? lines.of(direction).add(socket, operation) : result;
                lines.serve(socket);
            }
        }
        if (result != 0) {
            return result;
        }
        if (isBehind(socket)) {
            // The pump waits without end otherwise.
            sharing.bell().ring(sharing.process(), socket.cookie());
        }
        return 0;
    }

    /** Takes a call away, and serves what was behind it. */
    void withdraw(LinuxSocket socket, Direction direction, Operation call) {
        Lines lines = lines(socket);
        synchronized (lines) {
            lines.of(direction).withdraw(call);
            lines.serve(socket);
        }
    }

    /**
     * Goes on with what is pending, as far as it is this process's turn.
     *
     * @param socket entered
     * @return whether something has ended
     */
    boolean serve(LinuxSocket socket) {
        Lines lines = sockets.isEmpty() ? null : sockets.get(socket.cookie());
        boolean ended = false;
        if (lines != null) {
            synchronized (lines) {
                ended = lines.serve(socket);
            }
        }
        if (isBehind(socket)) {
            behind.add(socket.cookie());
        }
        return ended;
    }

    private boolean isBehind(LinuxSocket socket) {
        return (!Direction.RECEIVE.idle(socket) && isBehind(receiving.first(socket)))
                || (!Direction.SEND.idle(socket) && isBehind(sending.first(socket)));
    }

    private boolean isBehind(int first) {
        return first != Turns.NOBODY && first != sharing.process();
    }

    /** The sockets to look at again in a while, each time anew. */
    List<Long> takeBehind() {
        List<Long> all = List.copyOf(behind);
        all.forEach(behind::remove);
        return all;
    }

    boolean anyBehind() {
        return !behind.isEmpty();
    }

    /** What to watch a socket for, {@code FD_} bits. */
    int events(long cookie) {
        Lines lines = sockets.get(cookie);
        return lines == null ? 0 : lines.events();
    }

    /** The transfer of a caller's structure that is pending on a socket; null if there is none. */
    @Nullable OverlappedTransfer find(LinuxSocket socket, MemorySegment lpOverlapped) {
        Lines lines = sockets.get(socket.cookie());
        if (lines == null) {
            return null;
        }
        synchronized (lines) {
            return lines.find(lpOverlapped);
        }
    }

    /**
     * A descriptor is about to be closed; if it is the last one here, everything pending ends.
     *
     * @param heir lets another descriptor say when it is closed
     * @return whether something has ended
     */
    boolean closing(LinuxSocket socket, Consumer<LinuxSocket> heir) {
        long cookie = socket.cookie();
        behind.remove(cookie);
        if (!sockets.containsKey(cookie)) {
            return false;
        }
        LinuxSocket other = socket.isShared() ? table.enterAnother(socket) : null;
        if (other != null) {
            heir.accept(other);
            other.leave();
            return false;
        }
        Lines lines = sockets.get(cookie);
        return lines != null && abort(socket, lines);
    }

    private boolean abort(LinuxSocket socket, Lines lines) {
        List<Operation> all;
        synchronized (lines) {
            sockets.remove(socket.cookie(), lines);
            all = lines.end(socket);
        }
        all.forEach(Operation::abort);
        return !all.isEmpty();
    }
}
