package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_ACCEPT;

import dev.baton.provider.linux.SocketState.Word;
import dev.baton.provider.linux.sharing.Registration;
import dev.baton.provider.linux.sharing.Sharing;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.MemorySegment;

/**
 * {@code WSPEventSelect}, {@code WSPAsyncSelect} and {@code WSPEnumNetworkEvents}, and what other
 * calls on a socket mean for its network events.
 */
final class NetworkEvents {
    private final SocketTable table;
    private final EventRecorder recorder;
    private final RegistrationLock registrations;
    private final EventRegistry registry;
    private final EventTeller teller;
    private final Operations operations;

    NetworkEvents(Sharing sharing, SocketTable table, Accepting accepting, Operations operations) {
        this.table = table;
        this.operations = operations;
        this.recorder = new EventRecorder(accepting, operations);
        this.registrations = new RegistrationLock(sharing);
        this.registry = new EventRegistry(sharing, table, registrations, this);
        this.teller = new EventTeller(sharing, recorder, registrations, registry);
    }

    // Registering

    /** 0 or a negated code; then the earlier registration is as it was. */
    int eventSelect(LinuxSocket socket, long hEventObject, int events, UpcallTable upcalls) {
        if (events != 0 && hEventObject == Constants.WSA_INVALID_EVENT) {
            return -Constants.WSAEINVAL;
        }
        EventTarget target = new EventTarget(upcalls, 0, hEventObject, 0, socket.handle());
        return select(socket, events, false, target);
    }

    /** The same for a window. */
    int asyncSelect(LinuxSocket socket, long hWnd, int wMsg, int events, UpcallTable upcalls) {
        EventTarget target = new EventTarget(upcalls, 0, hWnd, wMsg, socket.handle());
        return select(socket, events, true, target);
    }

    private int select(LinuxSocket socket, int events, boolean window, EventTarget target) {
        if ((events & ~Constants.FD_ALL_EVENTS) != 0) {
            return -Constants.WSAEINVAL;
        }
        if (events == 0) {
            registry.cancel(socket);
            return 0;
        }
        int result = registry.register(socket, events, window, target);
        if (result == 0) {
            teller.tellAnew(socket);
        }
        return result;
    }

    /**
     * {@code FIONBIO}: 0 or a negated code. While somebody is registered, the socket stays
     * non-blocking.
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

    // What the pump has to say

    /** The pump was woken for a socket; the caller has entered it. */
    void happened(LinuxSocket socket) {
        boolean ended = operations.serve(socket);
        boolean own = registrations.own(socket.state().get(Word.REGISTRATION));
        if (own || ended) {
            changed(socket);
        }
        if (!own) {
            registry.forget(socket);
        }
    }

    /** What may be an event has changed. */
    void changed(LinuxSocket socket) {
        if (EventRecorder.live(socket)) {
            teller.lookAndTell(socket);
        }
    }

    /** What is pending here, for which the pump watches too. */
    Operations operations() {
        return operations;
    }

    /**
     * Watches a socket for an operation that is about to be added: 0 or a negated code. After 0,
     * {@link #awaited} follows.
     */
    int await(LinuxSocket socket, Direction direction) {
        return registry.await(socket, direction.events());
    }

    /** The operation was added, or is not to be. */
    void awaited(LinuxSocket socket) {
        registry.awaited(socket);
    }

    // Reading

    /** 0 or a negated code; then nothing is cleared. */
    int enumerate(
            LinuxSocket socket,
            long hEventObject,
            MemorySegment lpNetworkEvents,
            UpcallTable upcalls) {
        if (!Memory.writable(lpNetworkEvents, WsaNetworkEvents.SIZEOF)) {
            return -Constants.WSAEFAULT;
        }
        // While it is in use, the pump can't signal what is just being read.
        long used = registrations.use(socket);
        try {
            long word = used == RegistrationLock.NONE ? registrations.current(socket) : used;
            int events = Registration.window(word) ? 0 : Registration.events(word);
            if (events == 0) {
                WsaNetworkEvents.lNetworkEvents(lpNetworkEvents, 0);
            } else {
                read(socket, events, lpNetworkEvents);
            }
            if (hEventObject != Constants.WSA_INVALID_EVENT) {
                upcalls.WPUResetEvent(hEventObject, MemorySegment.ofArray(new int[1]));
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
            EventRecorder.Sight sight = recorder.look(socket);
            SocketState state = socket.state();
            int read = EventRecord.recorded(sight.record()) & events;
            WsaNetworkEvents.lNetworkEvents(lpNetworkEvents, read);
            for (int bit = 0; bit < Constants.FD_MAX_EVENTS; bit++) {
                if ((read & 1 << bit) != 0) {
                    int code = EventRecorder.code(state, sight.record(), 1 << bit);
                    WsaNetworkEvents.iErrorCode(lpNetworkEvents, bit, code);
                }
            }
            long next = EventRecord.read(sight.record(), read);
            if (socket.replace(state, Word.RECORD, sight.record(), next)) {
                return;
            }
        }
    }

    // What other calls have done

    /** A receive returned bytes or a negated code. */
    void received(LinuxSocket socket, int flags, long result) {
        if (EventRecorder.live(socket)) {
            EventRecorder.received(socket, flags, result);
            teller.lookAndTell(socket);
        }
    }

    /** An accept returned a SOCKET or a negated code; deferring a connection re-enables nothing. */
    void accepted(LinuxSocket listener, long result) {
        LinuxSocket accepted = result < 0 ? null : table.find(result);
        if (accepted != null && accepted.enter()) {
            try {
                registry.inherit(listener, accepted);
                named(accepted);
            } finally {
                accepted.leave();
            }
        }
        if (result != -Constants.WSATRY_AGAIN && EventRecorder.live(listener)) {
            EventRecorder.change(listener, record -> EventRecord.taken(record, FD_ACCEPT));
            teller.lookAndTell(listener);
        }
    }

    /** A send returned bytes or a negated code; did it find the kernel full? */
    void sent(LinuxSocket socket, MemorySegment[] buffers, int count, long result) {
        if (EventRecorder.live(socket)
                && (result == -Constants.WSAEWOULDBLOCK
                        || (result >= 0 && result < Buffers.size(buffers, count)))) {
            EventRecorder.change(socket, EventRecord::blocked);
            teller.lookAndTell(socket);
        }
    }

    /** A socket was bound, connected or accepted, or that was tried. */
    void named(LinuxSocket socket) {
        if (EventRecorder.live(socket)) {
            teller.lookAndTell(socket);
        }
    }

    // Ending

    /** A descriptor is about to be closed. */
    void closing(LinuxSocket socket) {
        boolean ended = false;
        try {
            registry.closing(socket);
        } finally {
            ended = operations.closing(socket, other -> other.watchedBy(this));
        }
        if (ended) {
            changed(socket);
        }
    }

    /** Ends the pump, when all sockets are closed. */
    void close() {
        registry.close();
    }
}
