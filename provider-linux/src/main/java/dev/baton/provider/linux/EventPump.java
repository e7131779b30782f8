package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static java.lang.foreign.MemorySegment.NULL;

import dev.baton.ffm.EpollEvents;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.provider.linux.sharing.Bell;
import dev.baton.provider.linux.sharing.Log;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one daemon thread that waits for what happens to the sockets this process is registered for,
 * and for the bell of other processes. It tells {@link NetworkEvents} to look; what it was woken
 * for it does not judge.
 */
final class EventPump {
    private static final long BELL = 0;
    private static final int AT_ONCE = 256;

    /** How soon a process that comes first is seen to have ended, in milliseconds. */
    private static final int SUSPECT = 100;

    /** A socket, by one of its descriptors in this process. */
    private static final class Watch {
        LinuxSocket socket;

        /** {@code FD_} bits. */
        int events;

        /** Registrations and operations that are being added: the watch stays for them. */
        int registering;

        Watch(LinuxSocket socket) {
            this.socket = socket;
        }
    }

    private final int epfd;
    private final Bell bell;
    private final SocketTable table;
    private final NetworkEvents listener;
    private final Map<Long, Watch> watches = new ConcurrentHashMap<>();
    private final EpollEvents argument = new EpollEvents(Arena.ofAuto(), 1);
    private final Thread thread;
    private volatile boolean closed;

    private EventPump(int epfd, Bell bell, SocketTable table, NetworkEvents listener) {
        this.epfd = epfd;
        this.bell = bell;
        this.table = table;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("baton-events").unstarted(this::run);
    }

    /**
     * Starts it.
     *
     * @param table the sockets of this process
     * @param listener is told of each socket that something may have happened to
     */
    static EventPump open(Bell bell, SocketTable table, NetworkEvents listener)
            throws LinuxException {
        int epfd = Linux.epollCreate(LinuxConstants.EPOLL_CLOEXEC);
        if (epfd < 0) {
            throw new LinuxException(epfd);
        }
        EventPump pump = new EventPump(epfd, bell, table, listener);
        int result =
                pump.control(LinuxConstants.EPOLL_CTL_ADD, bell.fd(), LinuxConstants.POLLIN, BELL);
        if (result < 0) {
            Linux.close(epfd);
            throw new LinuxException(result);
        }
        pump.thread.start();
        return pump;
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            EpollEvents events = new EpollEvents(arena, AT_ONCE);
            MemorySegment message = arena.allocate(Long.BYTES, 8);
            while (!closed && !bell.stopped()) {
                int limit = listener.operations().anyBehind() ? SUSPECT : -1;
                int count = Linux.epollWait(epfd, events.memory(), events.capacity(), limit);
                for (int i = 0; i < count; i++) {
                    happened(events.data(i), message);
                }
                if (count == 0) {
                    listener.operations().takeBehind().forEach(each -> happened(each, message));
                }
            }
        }
    }

    private void happened(long cookie, MemorySegment message) {
        try {
            if (cookie != BELL) {
                look(cookie);
            } else if (bell.answer(message, this::look)) {
                List.copyOf(watches.keySet()).forEach(this::look);
            }
        } catch (RuntimeException | Error e) {
            // Without this thread no event would come any more.
            Log.LOG.log(
                    Level.WARNING,
                    "cannot look for network events of a socket; it is looked at again when something"
                            + " happens to it, or when a program registers for it again",
                    e);
        }
    }

    private void look(long cookie) {
        Watch watch = watches.get(cookie);
        LinuxSocket socket = watch == null ? null : watch.socket;
        if (socket == null || !socket.enter()) {
            return;
        }
        try {
            listener.happened(socket);
        } finally {
            socket.leave();
        }
    }

    /**
     * Watches a socket, at least until {@link #registered}.
     *
     * @param events {@code FD_} bits
     */
    synchronized void watch(LinuxSocket socket, int events) throws LinuxException {
        Watch known = watches.get(socket.cookie());
        int others = known == null || known.registering == 0 ? 0 : known.events;
        begin(socket, events | others | listener.operations().events(socket.cookie()));
    }

    /** Watches a socket for these events besides those that it is watched for. */
    synchronized void await(LinuxSocket socket, int events) throws LinuxException {
        Watch known = watches.get(socket.cookie());
        if (known != null && (known.events & events) == events) {
            known.registering++;
        } else {
            begin(socket, events | (known == null ? 0 : known.events));
        }
    }

    private void begin(LinuxSocket socket, int events) throws LinuxException {
        Watch known = watches.get(socket.cookie());
        Watch watch = known == null ? new Watch(socket) : known;
        int operation = known == null ? LinuxConstants.EPOLL_CTL_ADD : LinuxConstants.EPOLL_CTL_MOD;
        int result = control(operation, watch.socket.fd(), interest(events), socket.cookie());
        if (result < 0) {
            throw new LinuxException(result);
        }
        watch.events = events;
        watch.registering++;
        watches.put(socket.cookie(), watch);
    }

    /** A registration was made or has failed; watches on while {@link #tidy} does not end it. */
    synchronized void registered(LinuxSocket socket) {
        Watch watch = watches.get(socket.cookie());
        if (watch != null) {
            watch.registering--;
        }
    }

    /**
     * Ends watching a socket that this process is not registered for any more, unless something is
     * pending on it; false if it is just being registered for.
     */
    synchronized boolean tidy(LinuxSocket socket) {
        Watch watch = watches.get(socket.cookie());
        if (watch != null && watch.registering != 0) {
            return false;
        }
        int wanted = listener.operations().events(socket.cookie());
        if (watch != null && wanted == 0) {
            remove(watch);
        } else if (watch != null && wanted != watch.events) {
            watch.events = wanted;
            control(
                    LinuxConstants.EPOLL_CTL_MOD,
                    watch.socket.fd(),
                    interest(wanted),
                    socket.cookie());
        }
        return true;
    }

    private void remove(Watch watch) {
        watches.remove(watch.socket.cookie());
        control(LinuxConstants.EPOLL_CTL_DEL, watch.socket.fd(), 0, 0);
    }

    /**
     * A descriptor is about to be closed: another one of the socket is watched in its place.
     *
     * @param events what to watch for
     * @return whether there is none, and the socket was watched by this one
     */
    synchronized boolean closing(LinuxSocket socket, int events) {
        Watch watch = watches.get(socket.cookie());
        if (watch == null || !watch.socket.equals(socket)) {
            return false;
        }
        remove(watch);
        return !socket.isShared() || !move(watch, socket, events);
    }

    private boolean move(Watch watch, LinuxSocket socket, int events) {
        long cookie = socket.cookie();
        watch.events = events | listener.operations().events(cookie);
        for (LinuxSocket other : table.all()) {
            if (!other.equals(socket) && other.cookie() == cookie && other.enter()) {
                try {
                    int wanted = interest(watch.events);
                    if (control(LinuxConstants.EPOLL_CTL_ADD, other.fd(), wanted, cookie) == 0) {
                        other.watchedBy(listener);
                        watch.socket = other;
                        watches.put(cookie, watch);
                        return true;
                    }
                } finally {
                    other.leave();
                }
            }
        }
        return false;
    }

    // What happened before counts too: epoll tells of it at once, also after a change.
    private static int interest(int events) {
        int interest = LinuxConstants.EPOLLET;
        interest |= (events & (FD_READ | FD_ACCEPT)) != 0 ? LinuxConstants.POLLIN : 0;
        interest |= (events & (FD_WRITE | FD_CONNECT)) != 0 ? LinuxConstants.POLLOUT : 0;
        interest |= (events & FD_OOB) != 0 ? LinuxConstants.POLLPRI : 0;
        return interest | ((events & FD_CLOSE) != 0 ? LinuxConstants.POLLRDHUP : 0);
    }

    private synchronized int control(int operation, int fd, int events, long data) {
        argument.first(events, data);
        return Linux.epollControl(
                epfd,
                operation,
                fd,
                operation == LinuxConstants.EPOLL_CTL_DEL ? NULL : argument.memory());
    }

    /** Ends the thread and waits for its end; the bell may serve another one after it. */
    void close() {
        closed = true;
        bell.wake();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        Linux.close(epfd);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
