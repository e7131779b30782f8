package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;

import dev.baton.provider.linux.SocketState.Value;
import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Registration;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.MemorySegment;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code WSPEventSelect}, {@code WSPAsyncSelect} and {@code WSPEnumNetworkEvents}, and what other
 * calls on a socket mean for its network events.
 *
 * <p>There is one rule of judging, {@link EventRecord#notice}, and everybody applies it: the pump
 * when the kernel says that something has happened, and each call that asks or re-enables. So the
 * answer of a call never depends on whether the pump has run yet. Telling is for the process that
 * is registered alone; others ring its bell.
 */
final class NetworkEvents {
    private static final int[] MESSAGE_ORDER = {
        FD_CONNECT, FD_ACCEPT, FD_OOB, FD_READ, FD_WRITE, FD_CLOSE
    };

    private final Sharing sharing;
    private final SocketTable table;
    private final Accepting accepting;
    private final NewSockets newSockets;
    private final RegistrationLock registrations;
    private @Nullable EventPump pump;

    /** What was seen of a socket, and the record that says so. */
    private record Sight(Glance glance, long record) {}

    NetworkEvents(Sharing sharing, SocketTable table, Accepting accepting, NewSockets newSockets) {
        this.sharing = sharing;
        this.table = table;
        this.accepting = accepting;
        this.newSockets = newSockets;
        this.registrations = new RegistrationLock(sharing);
    }

    // Registering

    /** 0 or a negated code; then the earlier registration is as it was. */
    int eventSelect(LinuxSocket socket, long hEventObject, int events) {
        if (events != 0 && hEventObject == Constants.WSA_INVALID_EVENT) {
            return -Constants.WSAEINVAL;
        }
        return select(socket, events, false, hEventObject, 0);
    }

    /** The same for a window. */
    int asyncSelect(LinuxSocket socket, long hWnd, int wMsg, int events) {
        return select(socket, events, true, hWnd, wMsg);
    }

    private int select(LinuxSocket socket, int events, boolean window, long target, int message) {
        if ((events & ~Constants.FD_ALL_EVENTS) != 0) {
            return -Constants.WSAEINVAL;
        }
        if (events == 0) {
            nonBlocking(socket);
            cancel(socket);
            return 0;
        }
        EventPump watching;
        try {
            watching = pump();
            watching.watch(socket, events);
        } catch (LinuxException e) {
            return Errors.of(-e.errno());
        }
        try {
            socket.watchedBy(this);
            nonBlocking(socket);
            long begun = registrations.begin(socket);
            address(socket, target, socket.handle(), message);
            change(socket, window ? EventRecord::registerWindow : EventRecord::register);
            long made = Registration.complete(begun, events, window);
            if (registrations.complete(socket, begun, made)) {
                look(socket);
                tellAnew(socket);
            }
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

    private static void address(LinuxSocket socket, long target, long descriptor, int message) {
        socket.change(state -> {
            state.set(Word.TARGET, target);
            state.set(Word.DESCRIPTOR, descriptor);
            state.set(Value.MESSAGE, message);
        });
    }

    private void cancel(LinuxSocket socket) {
        if (Registration.events(socket.state().get(Word.REGISTRATION)) != 0) {
            long begun = registrations.begin(socket);
            registrations.complete(socket, begun, Registration.none(begun));
        }
    }

    /**
     * {@code FIONBIO}: 0 or a negated code; while somebody is registered, non-blocking it stays.
     */
    int mode(LinuxSocket socket, MemorySegment in, int cbIn) {
        if (cbIn < Integer.BYTES || !Memory.readable(in, cbIn)) {
            return -Constants.WSAEFAULT;
        }
        boolean nonBlocking = Memory.int32(in, 0) != 0;
        if (!nonBlocking && Registration.events(registrations.current(socket)) != 0) {
            return -Constants.WSAEINVAL;
        }
        socket.change(state -> state.mark(SocketState.NONBLOCKING, nonBlocking));
        return 0;
    }

    /** Hands a listener's registration on to a connection accepted from it. */
    void inherit(LinuxSocket listener, long s) {
        LinuxSocket socket = table.find(s);
        if (socket == null || !socket.enter()) {
            return;
        }
        try {
            inherit(listener, socket);
        } finally {
            socket.leave();
        }
    }

    private void inherit(LinuxSocket listener, LinuxSocket socket) {
        SocketState from = listener.state();
        long word = from.get(Word.REGISTRATION);
        if (Registration.events(word) == 0) {
            return;
        }
        long used = registrations.use(listener);
        if (used == RegistrationLock.NONE) {
            // Another process's: its event object or window is nothing here.
            socket.change(state -> state.set(Word.REGISTRATION, Registration.silent(word)));
            return;
        }
        try {
            int message = from.get(Value.MESSAGE);
            select(
                    socket,
                    Registration.events(used),
                    Registration.window(used),
                    from.get(Word.TARGET),
                    message);
        } finally {
            registrations.complete(listener, used, Registration.free(used));
        }
    }

    private synchronized EventPump pump() throws LinuxException {
        EventPump running = pump;
        if (running == null) {
            running = EventPump.open(sharing.bell(), table, this);
            pump = running;
        }
        return running;
    }

    // Looking and telling

    /** The pump was woken for a socket; the caller has entered it. */
    void happened(LinuxSocket socket) {
        EventPump running = pump;
        if (registrations.own(socket.state().get(Word.REGISTRATION))) {
            lookAndTell(socket);
        } else if (running != null) {
            running.tidy(socket);
        }
    }

    private void lookAndTell(LinuxSocket socket) {
        Sight sight = look(socket);
        long word = socket.state().get(Word.REGISTRATION);
        int events = Registration.events(word);
        int owner = Registration.owner(word);
        int news =
                Registration.window(word)
                        ? EventRecord.toPost(sight.record, events, sight.glance)
                        : EventRecord.due(sight.record) & events;
        if (news == 0 || owner == Registration.NOBODY) {
            return;
        }
        if (registrations.own(word)) {
            tell(socket, false);
        } else {
            sharing.bell().ring(owner, socket.cookie());
        }
    }

    private Sight look(LinuxSocket socket) {
        while (true) {
            SocketState state = socket.state();
            long before = state.get(Word.RECORD);
            Glance glance = Glance.at(socket, accepting.waiting(socket));
            long next = EventRecord.notice(before, glance);
            if ((glance.events() & FD_CLOSE) != 0 && !EventRecord.closeTold(before)) {
                socket.change(now -> code(now, FD_CLOSE, glance.closeCode()));
            }
            boolean same = next == before && state.get(Word.RECORD) == before;
            if (same || socket.replace(state, Word.RECORD, before, next)) {
                return new Sight(glance, next);
            }
        }
    }

    /** What was recorded before counts for a new registration as if it had just happened. */
    private void tellAnew(LinuxSocket socket) {
        tell(socket, true);
    }

    private void tell(LinuxSocket socket, boolean anew) {
        long used = registrations.use(socket);
        if (used == RegistrationLock.NONE) {
            return;
        }
        try {
            if (Registration.window(used)) {
                post(socket, Registration.events(used));
            } else {
                signal(socket, Registration.events(used), anew);
            }
        } finally {
            registrations.complete(socket, used, Registration.free(used));
        }
    }

    private void signal(LinuxSocket socket, int events, boolean anew) {
        long before = change(socket, record -> EventRecord.told(record, events));
        int news = anew ? EventRecord.recorded(before) : EventRecord.due(before);
        if ((news & events) != 0) {
            long event = socket.state().get(Word.TARGET);
            newSockets.upcalls().WPUSetEvent(event, MemorySegment.ofArray(new int[1]));
        }
    }

    private void post(LinuxSocket socket, int events) {
        while (true) {
            Sight sight = look(socket);
            SocketState state = socket.state();
            int news = EventRecord.toPost(sight.record, events, sight.glance);
            if (news == 0) {
                return;
            }
            long posted = EventRecord.posted(sight.record, news);
            if (socket.replace(state, Word.RECORD, sight.record, posted)) {
                for (int event : MESSAGE_ORDER) {
                    if ((news & event) != 0) {
                        post(state, event);
                    }
                }
                return;
            }
        }
    }

    // A full or closed window loses the message, as on Windows.
    private void post(SocketState state, int event) {
        long lParam = event | (long) code(state, event) << 16;
        newSockets
                .upcalls()
                .WPUPostMessage(
                        state.get(Word.TARGET),
                        state.get(Value.MESSAGE),
                        state.get(Word.DESCRIPTOR),
                        lParam);
    }

    // Reading

    /** 0 or a negated code; then nothing is cleared. */
    int enumerate(LinuxSocket socket, long hEventObject, MemorySegment lpNetworkEvents) {
        if (!Memory.writable(lpNetworkEvents, WsaNetworkEvents.SIZEOF)) {
            return -Constants.WSAEFAULT;
        }
        // While it is in use, the pump can't signal what is just being read.
        long used = registrations.use(socket);
        try {
            long word = used == RegistrationLock.NONE ? registrations.current(socket) : used;
            read(
                    socket,
                    Registration.window(word) ? 0 : Registration.events(word),
                    lpNetworkEvents);
            if (hEventObject != Constants.WSA_INVALID_EVENT) {
                newSockets.upcalls().WPUResetEvent(hEventObject, MemorySegment.ofArray(new int[1]));
            }
            return 0;
        } finally {
            if (used != RegistrationLock.NONE) {
                registrations.complete(socket, used, Registration.free(used));
            }
        }
    }

    private void read(LinuxSocket socket, int events, MemorySegment lpNetworkEvents) {
        while (true) {
            Sight sight = look(socket);
            SocketState state = socket.state();
            int read = EventRecord.recorded(sight.record) & events;
            WsaNetworkEvents.lNetworkEvents(lpNetworkEvents, read);
            for (int bit = 0; bit < Constants.FD_MAX_EVENTS; bit++) {
                if ((read & 1 << bit) != 0) {
                    WsaNetworkEvents.iErrorCode(lpNetworkEvents, bit, code(state, 1 << bit));
                }
            }
            long next = EventRecord.read(sight.record, read);
            if (socket.replace(state, Word.RECORD, sight.record, next)) {
                return;
            }
        }
    }

    // What other calls have done

    /** A receive returned bytes or a negated code. */
    void received(LinuxSocket socket, int flags, long result) {
        if (EventRecord.live(socket.state().get(Word.RECORD))) {
            int event = (flags & Constants.MSG_OOB) != 0 ? FD_OOB : FD_READ;
            boolean taken =
                    result >= 0
                            || result == -Constants.WSAEWOULDBLOCK
                            || result == -Constants.WSAEMSGSIZE;
            enable(socket, event, taken);
        }
    }

    /** An accept returned a SOCKET or a negated code; deferring a connection re-enables nothing. */
    void accepted(LinuxSocket listener, long result) {
        if (result >= 0) {
            inherit(listener, result);
        }
        if (result != -Constants.WSATRY_AGAIN
                && EventRecord.live(listener.state().get(Word.RECORD))) {
            enable(listener, FD_ACCEPT, true);
        }
    }

    private void enable(LinuxSocket socket, int event, boolean taken) {
        change(
                socket,
                record ->
                        taken
                                ? EventRecord.taken(record, event)
                                : EventRecord.failed(record, event));
        lookAndTell(socket);
    }

    /** A send returned bytes or a negated code; did it find the kernel full? */
    void sent(LinuxSocket socket, MemorySegment[] buffers, int count, long result) {
        if (EventRecord.live(socket.state().get(Word.RECORD))
                && (result == -Constants.WSAEWOULDBLOCK
                        || (result >= 0 && result < Buffers.size(buffers, count)))) {
            change(socket, EventRecord::blocked);
            lookAndTell(socket);
        }
    }

    /** A socket was bound or connected, or tried to. */
    void named(LinuxSocket socket) {
        if (EventRecord.live(socket.state().get(Word.RECORD))) {
            lookAndTell(socket);
        }
    }

    /** A connect begins. */
    static void connecting(LinuxSocket socket) {
        change(socket, EventRecord::connecting);
    }

    /** A connect has ended; whoever looks next tells it. */
    static void connected(LinuxSocket socket, int code) {
        socket.change(state -> code(state, FD_CONNECT, code));
        change(socket, EventRecord::connected);
    }

    /** A datagram socket got a peer. */
    static void associated(LinuxSocket socket) {
        socket.change(state -> code(state, FD_CONNECT, 0));
        change(socket, EventRecord::associated);
    }

    private static long change(LinuxSocket socket, LongUnaryOperator change) {
        while (true) {
            SocketState state = socket.state();
            long before = state.get(Word.RECORD);
            if (socket.replace(state, Word.RECORD, before, change.applyAsLong(before))) {
                return before;
            }
        }
    }

    // The codes of two events, 16 bits each; all others have none.
    private static int code(SocketState state, int event) {
        int codes = state.get(Value.EVENT_CODES);
        return switch (event) {
            case FD_CONNECT -> codes & 0xFFFF;
            case FD_CLOSE -> codes >>> 16;
            default -> 0;
        };
    }

    private static void code(SocketState state, int event, int code) {
        int codes = state.get(Value.EVENT_CODES);
        state.set(
                Value.EVENT_CODES,
                event == FD_CONNECT ? (codes & ~0xFFFF) | code : (codes & 0xFFFF) | (code << 16));
    }

    // Ending

    /** A descriptor is about to be closed; with the last one here, its registration ends. */
    void closing(LinuxSocket socket) {
        EventPump running = pump;
        long word = socket.state().get(Word.REGISTRATION);
        if (running != null
                && running.closing(socket, Registration.events(word))
                && registrations.own(word)) {
            cancel(socket);
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
