package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_ALL_EVENTS;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.WSAECONNRESET;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;

import dev.baton.testkit.model.Registration.Flavour;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One underlying socket and what the rules of network events demand of it. Two machines run side by
 * side: the record, which {@code WSAEnumNetworkEvents} reads and which sets event objects, and the
 * enabled events, which are posted to windows. Operations return a value or a negated code.
 */
public final class SocketModel {
    private final Kind kind;
    private final Notices notices;
    private final Transport transport;
    private final EventRecord recorded = new EventRecord();
    private final List<Handle> handles = new ArrayList<>();
    private Registration registration = Registration.NONE;

    /** Events that may be posted again; each registration enables all. */
    private int enabled = FD_ALL_EVENTS;

    private boolean nonblocking;

    /**
     * A socket as its making leaves it.
     *
     * @param kind what it is
     * @param notices where its events are told
     * @param handle its first descriptor
     */
    public SocketModel(Kind kind, Notices notices, Handle handle) {
        this.kind = kind;
        this.notices = notices;
        transport = new Transport(kind);
        handles.add(handle);
        if (kind == Kind.ACCEPTED || kind == Kind.DATAGRAM) {
            happened(FD_WRITE, 0);
        }
    }

    // Registration

    /**
     * {@code WSAEventSelect}.
     *
     * @param handle the descriptor
     * @param event the event object, null for a handle that is none
     * @param mask {@code FD_} bits
     * @return 0 or a negated code
     */
    public int selectEvent(Handle handle, @Nullable Target event, int mask) {
        return select(new Registration(Flavour.EVENT, handle, event, mask));
    }

    /**
     * {@code WSAAsyncSelect}.
     *
     * @param handle the descriptor
     * @param window the window, null for a handle that is none
     * @param mask {@code FD_} bits
     * @return 0 or a negated code
     */
    public int selectMessage(Handle handle, @Nullable Target window, int mask) {
        return select(new Registration(Flavour.MESSAGE, handle, window, mask));
    }

    private int select(Registration wanted) {
        if ((wanted.mask() & ~FD_ALL_EVENTS) != 0
                || (wanted.mask() != 0 && wanted.target() == null)) {
            return -WSAEINVAL;
        }
        withdraw(FD_ALL_EVENTS);
        nonblocking = true;
        registration = wanted.mask() == 0 ? Registration.NONE : wanted;
        enabled = FD_ALL_EVENTS;
        forEach(recorded.bits(), this::signal);
        forEach(FD_ALL_EVENTS, this::post);
        // Whether a connection that was reset counts as writable is nobody's rule.
        if (transport.reset) {
            whenPosting(
                    FD_WRITE, (mailbox, handle) -> mailbox.mayPost(new Post(handle, FD_WRITE, 0)));
        }
        return 0;
    }

    /**
     * {@code WSAEnumNetworkEvents}.
     *
     * @param event the event object to reset, null for none
     * @return the events with their error codes
     */
    public SortedMap<Integer, Integer> enumerate(@Nullable Target event) {
        SortedMap<Integer, Integer> taken = new TreeMap<>();
        if (registration.is(Flavour.EVENT)) {
            taken = recorded.take(registration.mask());
            taken.keySet().forEach(this::withdraw);
        }
        if (event != null) {
            notices.signal(event).resetBy(this);
        }
        return taken;
    }

    /**
     * {@code FIONBIO}.
     *
     * @param on the argument
     * @return 0 or a negated code
     */
    public int setNonblocking(boolean on) {
        if (!on && registration.mask() != 0) {
            return -WSAEINVAL;
        }
        nonblocking = on;
        return 0;
    }

    // Descriptors

    /**
     * Another descriptor was opened.
     *
     * @param handle the descriptor
     */
    public void open(Handle handle) {
        handles.add(handle);
    }

    /**
     * {@code closesocket}.
     *
     * @param handle the descriptor
     */
    public void close(Handle handle) {
        handles.remove(handle);
        processLost(registration.handle().process());
    }

    /**
     * A process died: all its descriptors are closed.
     *
     * @param process the process
     */
    public void die(int process) {
        handles.removeIf(handle -> handle.process() == process);
        processLost(process);
    }

    private void processLost(int process) {
        if (registration.handle().process() == process
                && handles.stream().noneMatch(handle -> handle.process() == process)) {
            withdraw(FD_ALL_EVENTS);
            registration = Registration.NONE;
        }
    }

    // Calls

    /**
     * Whether a receive or an accept is something the model answers, and does not block for ever.
     *
     * @return false if it must be left out
     */
    public boolean canReceive() {
        boolean open = !kind.isStream() || (transport.connected && !transport.urgent);
        // What a receive says once a reset has followed the FIN is no matter of events.
        boolean clear = !transport.reset || transport.endError != 0;
        return open && clear && (nonblocking || transport.waiting > 0 || transport.ended);
    }

    /**
     * {@code recv}.
     *
     * @param room bytes at most
     * @param peek whether {@code MSG_PEEK} is given
     * @return bytes, of a datagram socket 1 for a datagram, or a negated code
     */
    public int receive(int room, boolean peek) {
        if (transport.reset && transport.waiting == 0) {
            consumed(FD_READ);
            return -WSAECONNRESET;
        }
        if (transport.waiting == 0) {
            consumed(FD_READ);
            return transport.ended ? 0 : -WSAEWOULDBLOCK;
        }
        int count = Math.min(kind == Kind.DATAGRAM ? 1 : room, transport.waiting);
        if (!peek) {
            transport.waiting -= count;
            transport.marked = false;
        }
        consumed(FD_READ);
        return count;
    }

    /** {@code recv} into memory that is none: {@code WSAEFAULT}. */
    public void receiveFaulty() {
        enableAgain(FD_READ);
    }

    /**
     * {@code recv} with {@code MSG_OOB} while an urgent byte waits.
     *
     * @return bytes received
     */
    public int receiveUrgent() {
        transport.urgent = false;
        consumed(FD_OOB);
        return 1;
    }

    /**
     * {@code accept}.
     *
     * @param accepted what the new descriptor will be
     * @return the accepted socket, null where {@code accept} fails with {@code WSAEWOULDBLOCK}
     */
    public @Nullable SocketModel accept(Handle accepted) {
        if (transport.waiting == 0) {
            consumed(FD_ACCEPT);
            return null;
        }
        transport.waiting--;
        consumed(FD_ACCEPT);
        SocketModel socket = new SocketModel(Kind.ACCEPTED, notices, accepted);
        socket.nonblocking = nonblocking;
        socket.registration = registration.inheritedBy(accepted);
        forEach(socket.recorded.bits(), socket::signal);
        socket.post(FD_WRITE);
        return socket;
    }

    /** A send failed with {@code WSAEWOULDBLOCK}. */
    public void sendWouldBlock() {
        transport.full = true;
        transport.sendFailed = true;
        consumed(FD_WRITE);
    }

    /**
     * {@code connect}, and its end.
     *
     * @param error why it failed, 0 if it succeeded
     */
    public void connect(int error) {
        // An earlier end that nobody looked at is forgotten.
        withdraw(FD_CONNECT);
        recorded.remove(FD_CONNECT);
        record(FD_CONNECT, error);
        // Of a datagram socket a window is told FD_WRITE only (4.7, item 15).
        if (kind != Kind.DATAGRAM) {
            whenPosting(
                    FD_CONNECT,
                    (mailbox, handle) -> mailbox.post(new Post(handle, FD_CONNECT, error)));
        }
        if (error == 0) {
            transport.connected = true;
            recorded.remove(FD_WRITE);
            record(FD_WRITE, 0);
            enableAgain(FD_WRITE);
        }
    }

    // What the peer does

    /**
     * Bytes, datagrams or connections arrive.
     *
     * @param count how many
     */
    public void arrive(int count) {
        transport.waiting += count;
        happened(kind == Kind.LISTENER ? FD_ACCEPT : FD_READ, 0);
    }

    /** An urgent byte arrives. */
    public void arriveUrgent() {
        transport.urgent = true;
        transport.marked = true;
        happened(FD_OOB, 0);
    }

    /** The peer has received so much that there is room again. */
    public void room() {
        transport.full = false;
        if (transport.sendFailed) {
            transport.sendFailed = false;
            record(FD_WRITE, 0);
        }
        post(FD_WRITE);
    }

    /** The peer's FIN arrives. */
    public void finish() {
        end(false);
    }

    /** The peer's reset arrives. */
    public void reset() {
        end(true);
    }

    private void end(boolean byReset) {
        if (transport.end(byReset)) {
            happened(FD_CLOSE, transport.endError);
        }
    }

    // The two machines

    private void happened(int bit, int error) {
        record(bit, error);
        post(bit);
    }

    private void record(int bit, int error) {
        if (recorded.add(bit, error)) {
            signal(bit);
        }
    }

    private void signal(int bit) {
        Target event = registration.target();
        if (registration.is(Flavour.EVENT) && registration.covers(bit) && event != null) {
            notices.signal(event).due(this, bit);
        }
    }

    private void post(int bit) {
        if ((enabled & bit) != 0 && transport.is(bit)) {
            whenPosting(
                    bit,
                    (mailbox, handle) -> {
                        enabled &= ~bit;
                        int error = bit == FD_CLOSE ? transport.endError : 0;
                        mailbox.post(new Post(handle, bit, error));
                    });
        }
    }

    /** What the receiving call of an event does to it, if it succeeds or finds nothing. */
    private void consumed(int bit) {
        withdraw(bit);
        recorded.remove(bit);
        if (transport.is(bit)) {
            record(bit, 0);
        }
        enabled |= bit;
        post(bit);
    }

    private void enableAgain(int bit) {
        whenPosting(bit, (mailbox, handle) -> withdraw(bit));
        enabled |= bit;
        post(bit);
    }

    /** What was due for these events and has not been seen may have come, and comes no more. */
    private void withdraw(int bits) {
        Target target = registration.target();
        if (target == null) {
            return;
        }
        if (registration.is(Flavour.EVENT)) {
            notices.signal(target).withdraw(this, bits);
        } else {
            Handle handle = registration.handle();
            notices.mailbox(target)
                    .withdraw(post -> post.handle().equals(handle) && (post.event() & bits) != 0);
        }
    }

    /** Does something with a mailbox. */
    @FunctionalInterface
    private interface Posting {
        void to(Mailbox mailbox, Handle handle);
    }

    private void whenPosting(int bit, Posting posting) {
        Target window = registration.target();
        if (registration.is(Flavour.MESSAGE) && registration.covers(bit) && window != null) {
            posting.to(notices.mailbox(window), registration.handle());
        }
    }

    /** Does something with each event. */
    @FunctionalInterface
    private interface Each {
        void event(int bit);
    }

    private static void forEach(int bits, Each each) {
        for (int rest = bits; rest != 0; rest &= rest - 1) {
            each.event(Integer.lowestOneBit(rest));
        }
    }

    // State, for those who choose steps

    /**
     * Returns the open descriptors.
     *
     * @return a copy
     */
    public List<Handle> handles() {
        return List.copyOf(handles);
    }

    Kind kind() {
        return kind;
    }

    Transport transport() {
        return transport;
    }

    /** Whether somebody has looked at room and end, if enumerated and settled now. */
    boolean isWatched() {
        int watched = FD_WRITE | FD_CLOSE;
        return registration.is(Flavour.EVENT)
                || ((registration.mask() & watched) == watched && registration.target() != null);
    }

    boolean isNonblocking() {
        return nonblocking;
    }

    @Override
    public String toString() {
        return kind
                + ", "
                + transport
                + ", recorded "
                + recorded
                + ", "
                + registration
                + (nonblocking ? ", non-blocking" : ", blocking");
    }
}
