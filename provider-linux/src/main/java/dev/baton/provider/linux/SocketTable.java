package dev.baton.provider.linux;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The SOCKET values of this process. A value is a multiple of four, as on Windows, and never used
 * again: a stale one is WSAENOTSOCK, not somebody else's socket.
 */
final class SocketTable {
    private static final AtomicLong NEXT = new AtomicLong(0x100);

    private final Map<Long, LinuxSocket> sockets = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** A value for a new socket. */
    long newHandle() {
        return NEXT.getAndAdd(4);
    }

    /** Makes a socket known; false once the table is closed, and then it is not. */
    boolean add(LinuxSocket socket) {
        sockets.put(socket.handle(), socket);
        return !closed || !sockets.remove(socket.handle(), socket);
    }

    /** Lets no socket in any more: those that are in are about to be closed. */
    void close() {
        closed = true;
    }

    @Nullable LinuxSocket find(long handle) {
        return sockets.get(handle);
    }

    /** Another open descriptor of the same socket, entered; null if there is none. */
    @Nullable LinuxSocket enterAnother(LinuxSocket socket) {
        for (LinuxSocket each : sockets.values()) {
            if (each != socket && each.enter()) {
                if (each.cookie() == socket.cookie()) {
                    return each;
                }
                each.leave();
            }
        }
        return null;
    }

    void remove(LinuxSocket socket) {
        sockets.remove(socket.handle());
    }

    boolean isEmpty() {
        return sockets.isEmpty();
    }

    List<LinuxSocket> all() {
        return List.copyOf(sockets.values());
    }
}
