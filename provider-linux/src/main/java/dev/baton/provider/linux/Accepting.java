package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@code WSPAccept}. A deferred connection waits here, in front of the kernel's queue. */
final class Accepting {
    private static final int AGAIN = Integer.MAX_VALUE;

    private final Blocking blocking;
    private final NewSockets newSockets;
    private final SocketTable table;

    /** By the listener's cookie: all its descriptors in this process have one line. */
    private final Map<Long, Deque<Arrival>> deferred = new ConcurrentHashMap<>();

    /** A connection taken from the kernel, with the peer's address in Windows' form. */
    private record Arrival(int fd, MemorySegment peer) {}

    Accepting(SocketTable table, Blocking blocking, NewSockets newSockets) {
        this.table = table;
        this.blocking = blocking;
        this.newSockets = newSockets;
    }

    /** The SOCKET of the next connection, or a negated code. */
    long accept(
            LinuxSocket listener,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC condition,
            long callbackData) {
        Arrival arrival = takeDeferred(listener);
        while (arrival == null) {
            int fd = next(listener);
            if (fd < 0) {
                return fd;
            }
            arrival = fd == AGAIN ? takeDeferred(listener) : arrival(fd);
        }
        if (condition == null) {
            return admit(listener, arrival, addr, addrlen);
        }
        return switch (ask(condition, arrival, callbackData)) {
            case Constants.CF_ACCEPT -> admit(listener, arrival, addr, addrlen);
            case Constants.CF_REJECT -> {
                NewSockets.reset(arrival.fd);
                yield -Constants.WSAECONNREFUSED;
            }
            case Constants.CF_DEFER -> {
                defer(listener, arrival);
                yield -Constants.WSATRY_AGAIN;
            }
            default -> {
                defer(listener, arrival);
                yield -Constants.WSAEINVAL;
            }
        };
    }

    private static Arrival arrival(int fd) {
        return new Arrival(fd, copy(Scratch.current()));
    }

    // The peer's address stays in the thread's scratch. AGAIN: a connection may have been deferred.
    private int next(LinuxSocket listener) {
        Scratch scratch = Scratch.current();
        NewSockets.keepNonBlocking(listener.fd());
        while (true) {
            scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
            int fd =
                    Linux.accept4(
                            listener.fd(),
                            scratch.address(),
                            scratch.length(),
                            LinuxConstants.SOCK_CLOEXEC | LinuxConstants.SOCK_NONBLOCK);
            if (fd >= 0) {
                return fd;
            }
            if (NewSockets.concernsOneConnection(fd)) {
                continue;
            }
            if (fd != -Errno.EAGAIN) {
                return Errors.of(fd);
            }
            if (listener.has(SocketState.NONBLOCKING)) {
                return -Constants.WSAEWOULDBLOCK;
            }
            int found = blocking.awaitOrWake(listener, LinuxConstants.POLLIN);
            if (found < 0) {
                return found;
            }
            if (found == 0) {
                return AGAIN;
            }
            NewSockets.keepNonBlocking(listener.fd());
        }
    }

    private static MemorySegment copy(Scratch scratch) {
        int length = Addresses.toWinsock(scratch.address(), scratch.length().get(JAVA_INT, 0));
        return MemorySegment.ofArray(scratch.address().asSlice(0, length).toArray(JAVA_BYTE));
    }

    private static MemorySegment localName(int fd) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        int result = Linux.getsockname(fd, scratch.address(), scratch.length());
        return result < 0 ? MemorySegment.NULL : copy(scratch);
    }

    private static int ask(LPCONDITIONPROC condition, Arrival arrival, long callbackData) {
        boolean answered = false;
        try {
            int answer =
                    condition.condition(
                            arrival.peer,
                            MemorySegment.NULL,
                            MemorySegment.NULL,
                            MemorySegment.NULL,
                            localName(arrival.fd),
                            MemorySegment.NULL,
                            MemorySegment.ofArray(new int[1]),
                            callbackData);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                NewSockets.reset(arrival.fd);
            }
        }
    }

    private long admit(
            LinuxSocket listener, Arrival arrival, MemorySegment addr, MemorySegment addrlen) {
        if (!tell(arrival, addr, addrlen)) {
            // A228: the connection is gone.
            Linux.close(arrival.fd);
            return -Constants.WSAEFAULT;
        }
        return newSockets.add(arrival.fd, listener.entry(), inherited(listener.state()));
    }

    private static boolean tell(Arrival arrival, MemorySegment addr, MemorySegment addrlen) {
        if (Addresses.absent(addr) || Addresses.absent(addrlen)) {
            return true;
        }
        int length = (int) arrival.peer.byteSize();
        try {
            if (!Addresses.fits(addr, addrlen, length)) {
                return false;
            }
            Addresses.write(arrival.peer, length, addr, addrlen);
            return true;
        } catch (IllegalStateException closed) {
            // Another thread has closed the arena in between.
            return false;
        }
    }

    private static SocketState inherited(SocketState listener) {
        SocketState state = SocketState.inHeap();
        state.copyFrom(listener);
        state.set(SocketState.Value.ERROR, 0);
        state.set(SocketState.Value.CONNECT_ERROR, 0);
        state.lower(SocketState.LISTENING);
        state.set(SocketState.Word.RECORD, 0);
        state.set(SocketState.Word.REGISTRATION, 0);
        return state;
    }

    private void defer(LinuxSocket listener, Arrival arrival) {
        long cookie = listener.cookie();
        deferred.compute(
                cookie,
                (key, queue) -> {
                    Deque<Arrival> kept = queue == null ? new ArrayDeque<>() : queue;
                    kept.addFirst(arrival);
                    return kept;
                });
        // The kernel does not know that a connection waits: whoever waits for one must look here.
        for (LinuxSocket other : table.all()) {
            if (other.cookie() == cookie) {
                other.wakeAll();
            }
        }
        if (listener.closing()) {
            drop(listener);
        }
    }

    private @Nullable Arrival takeDeferred(LinuxSocket listener) {
        if (deferred.isEmpty()) {
            return null;
        }
        Arrival[] taken = new Arrival[1];
        deferred.computeIfPresent(
                listener.cookie(),
                (key, queue) -> {
                    taken[0] = queue.pollFirst();
                    return queue.isEmpty() ? null : queue;
                });
        return taken[0];
    }

    /** Whether a deferred connection waits, so that accept won't block. */
    boolean waiting(LinuxSocket listener) {
        return !deferred.isEmpty() && deferred.containsKey(listener.cookie());
    }

    /** Ends the deferred connections of a listener when its last descriptor here is closed. */
    void drop(LinuxSocket listener) {
        if (deferred.isEmpty()) {
            return;
        }
        long cookie = listener.cookie();
        for (LinuxSocket other : table.all()) {
            if (other != listener && other.cookie() == cookie && !other.closing()) {
                return;
            }
        }
        Deque<Arrival> queue = deferred.remove(cookie);
        if (queue != null) {
            queue.forEach(arrival -> NewSockets.reset(arrival.fd));
        }
    }
}
