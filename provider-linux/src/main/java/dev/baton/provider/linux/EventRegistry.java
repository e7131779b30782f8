package dev.baton.provider.linux;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Registration;
import dev.baton.provider.linux.sharing.Sharing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is told of the network events of sockets: one for each socket, of all processes. */
final class EventRegistry {
    private final Sharing sharing;
    private final SocketTable table;
    private final RegistrationLock registrations;
    private final NetworkEvents listener;
    private @Nullable EventPump pump;

    /** By cookie: of one socket, this process has one registration at most. */
    private final Map<Long, EventTarget> targets = new ConcurrentHashMap<>();

    /**
     * Makes an empty one.
     *
     * @param listener is told by the pump
     */
    EventRegistry(
            Sharing sharing,
            SocketTable table,
            RegistrationLock registrations,
            NetworkEvents listener) {
        this.sharing = sharing;
        this.table = table;
        this.registrations = registrations;
        this.listener = listener;
    }

    /**
     * Registers this process in another registration's place.
     *
     * @param events {@code FD_} bits, not 0
     * @param target where
     * @return 0, or a negated code, and then the earlier registration is as it was
     */
    int register(LinuxSocket socket, int events, boolean window, EventTarget target) {
        EventPump watching;
        try {
            watching = pump();
            watching.watch(socket, events);
        } catch (LinuxException e) {
            return Errors.of(-e.errno());
        }
        try {
            socket.watchedBy(listener);
            nonBlocking(socket);
            // A window is not told of a connect that has ended before.
            Connecting.settle(socket);
            long begun = registrations.begin(socket);
            long made = Registration.complete(begun, events, window);
            targets.put(socket.cookie(), target.of(made));
            EventRecorder.change(
                    socket, window ? EventRecord::registerWindow : EventRecord::register);
            registrations.complete(socket, begun, made);
            return 0;
        } finally {
            watching.registered(socket);
        }
    }

    private static void nonBlocking(LinuxSocket socket) {
        if (!socket.has(SocketState.NONBLOCKING)) {
            socket.change(state -> state.raise(SocketState.NONBLOCKING));
        }
    }

    /** Ends whosever registration; the socket becomes non-blocking by that too. */
    void cancel(LinuxSocket socket) {
        nonBlocking(socket);
        end(socket);
    }

    private void end(LinuxSocket socket) {
        if (Registration.events(socket.state().get(Word.REGISTRATION)) != 0) {
            long begun = registrations.begin(socket);
            registrations.complete(socket, begun, Registration.none(begun));
        }
    }

    /** Where to tell a registration of this process; null if it has ended. */
    @Nullable EventTarget target(LinuxSocket socket, long registration) {
        EventTarget target = targets.get(socket.cookie());
        return target != null && target.registration() == Registration.free(registration)
                ? target
                : null;
    }

    /**
     * Hands a listener's registration on to a connection accepted from it. Of another process's
     * only the events and the mode: its event object or window is nothing here.
     */
    void inherit(LinuxSocket listening, LinuxSocket accepted) {
        long word = registrations.current(listening);
        if (Registration.events(word) == 0) {
            return;
        }
        long used = registrations.use(listening);
        try {
            EventTarget target = used == RegistrationLock.NONE ? null : target(listening, used);
            if (target == null) {
                accepted.change(state -> state.set(Word.REGISTRATION, Registration.silent(word)));
                EventRecorder.change(accepted, EventRecord::register);
            } else {
                register(
                        accepted,
                        Registration.events(used),
                        Registration.window(used),
                        target.inherited(accepted.handle()));
            }
        } finally {
            if (used != RegistrationLock.NONE) {
                registrations.complete(listening, used, Registration.free(used));
            }
        }
    }

    private synchronized EventPump pump() throws LinuxException {
        EventPump running = pump;
        if (running == null) {
            running = EventPump.open(sharing.bell(), table, listener);
            pump = running;
        }
        return running;
    }

    /** Watches a socket for an operation that is about to be added: 0 or a negated code. */
    int await(LinuxSocket socket, int events) {
        try {
            pump().await(socket, events);
            socket.watchedBy(listener);
            return 0;
        } catch (LinuxException e) {
            return Errors.of(-e.errno());
        }
    }

    /** Balances {@link #await}. */
    void awaited(LinuxSocket socket) {
        EventPump running = pump;
        if (running != null) {
            running.registered(socket);
        }
    }

    /** Lets go of a socket that another process is registered for now. */
    void forget(LinuxSocket socket) {
        EventPump running = pump;
        if (running == null) {
            return;
        }
        // Its lock keeps a registration of this process from coming in between.
        synchronized (running) {
            if (!registrations.own(socket.state().get(Word.REGISTRATION)) && running.tidy(socket)) {
                targets.remove(socket.cookie());
            }
        }
    }

    /** A descriptor is about to be closed; with the last one here, its registration ends. */
    void closing(LinuxSocket socket) {
        EventPump running = pump;
        long word = socket.state().get(Word.REGISTRATION);
        if (running != null && running.closing(socket, Registration.events(word))) {
            if (registrations.own(word)) {
                end(socket);
            }
            targets.remove(socket.cookie());
        }
    }

    /** Ends the pump, when all sockets are closed. */
    synchronized void close() {
        EventPump running = pump;
        if (running != null) {
            running.close();
        }
    }
}
