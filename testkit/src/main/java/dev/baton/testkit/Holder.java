package dev.baton.testkit;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Linger;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A descriptor in the process that holds it. Methods that return an {@link Outcome} make no demand;
 * the others fail the test if the call fails.
 *
 * @param caller the process
 * @param s the descriptor, which means something only there
 */
public record Holder(Caller caller, long s) {
    private static final int ADDRESS_ROOM = 128;

    /** How long a call may wait for what the test has already caused. */
    private static final int PATIENCE_MILLIS = 10_000;

    private Outcome make(Call.Operation operation, long... numbers) {
        return caller.make(Call.of(operation, s, numbers));
    }

    private Outcome make(Call.Operation operation, byte[] data, long... numbers) {
        return caller.make(Call.of(operation, s, data, numbers));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Makes a duplicate for a process.
     *
     * @param target the process
     * @return {@code WSAPROTOCOL_INFOW}
     */
    public byte[] duplicateFor(Caller target) {
        return tryDuplicate(target.pid()).succeeds().data();
    }

    /**
     * Calls {@code WSADuplicateSocketW}.
     *
     * @param pid the target
     * @return what it returned, with the structure
     */
    public Outcome tryDuplicate(long pid) {
        return make(Call.Operation.DUPLICATE_W, pid);
    }

    /**
     * Calls {@code WSADuplicateSocketA}.
     *
     * @param pid the target
     * @return what it returned, with the structure
     */
    public Outcome tryDuplicateA(long pid) {
        return make(Call.Operation.DUPLICATE_A, pid);
    }

    /**
     * Makes another descriptor of the socket in a process.
     *
     * @param target the process
     * @return the descriptor
     */
    public Holder shareWith(Caller target) {
        return target.open(duplicateFor(target));
    }

    /**
     * Sends text, one byte a character.
     *
     * @param text the text
     * @return bytes sent
     */
    public Outcome send(String text) {
        return send(text, 0);
    }

    /**
     * Sends text, one byte a character.
     *
     * @param text the text
     * @param flags as of {@code send}
     * @return bytes sent
     */
    public Outcome send(String text, int flags) {
        return make(Call.Operation.SEND, bytes(text), flags);
    }

    /**
     * Sends a datagram.
     *
     * @param text its content
     * @param to its receiver
     * @return bytes sent
     */
    public Outcome sendTo(String text, SockAddr to) {
        byte[] address = to.toBytes();
        byte[] all = Arrays.copyOf(address, address.length + text.length());
        System.arraycopy(bytes(text), 0, all, address.length, text.length());
        return make(Call.Operation.SEND_TO, all, 0, address.length);
    }

    /**
     * Receives what is there, waiting as the socket's mode is.
     *
     * @param room bytes at most
     * @return the data
     */
    public Outcome receive(int room) {
        return receive(room, 0);
    }

    /**
     * Receives what is there, waiting as the socket's mode is.
     *
     * @param room bytes at most
     * @param flags as of {@code recv}
     * @return the data
     */
    public Outcome receive(int room, int flags) {
        return make(Call.Operation.RECEIVE, room, flags);
    }

    /**
     * Receives a datagram, waiting as the socket's mode is.
     *
     * @param room bytes at most
     * @return the sender's address in 128 bytes, then the data
     */
    public Outcome receiveFrom(int room) {
        return make(Call.Operation.RECEIVE_FROM, room, 0);
    }

    /**
     * Receives exactly so many bytes of a stream, or one datagram of that size.
     *
     * @param length how many
     * @return the data
     */
    public String text(int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            awaitReadable();
            String part = receive(length - text.length()).text();
            if (part.isEmpty()) {
                throw new AssertionError(
                        "the stream ended after \"" + text + "\", " + length + " bytes expected");
            }
            text.append(part);
        }
        return text.toString();
    }

    /** Demands that the peer has ended sending and nothing is left to be received. */
    public void receivesEnd() {
        awaitReadable();
        Outcome end = receive(1).succeeds();
        if (end.result() != 0) {
            throw new AssertionError(end + " where the end of the stream was expected");
        }
    }

    /** Waits until receiving will not block. */
    public void awaitReadable() {
        if (poll(Constants.POLLRDNORM, PATIENCE_MILLIS).succeeds().result() == 0) {
            throw new AssertionError(this + " got nothing to receive");
        }
    }

    /**
     * Calls {@code WSAPoll} for this descriptor alone.
     *
     * @param events what to wait for
     * @param timeout milliseconds
     * @return what happened, 0 at the time-out
     */
    public Outcome poll(int events, int timeout) {
        return make(Call.Operation.POLL, events, timeout);
    }

    /**
     * Calls {@code shutdown}.
     *
     * @param how {@code SD_…}
     * @return what it returned
     */
    public Outcome shutdown(int how) {
        return make(Call.Operation.SHUTDOWN, how);
    }

    /**
     * Calls {@code closesocket}.
     *
     * @return what it returned
     */
    public Outcome tryClose() {
        return make(Call.Operation.CLOSE);
    }

    /** Closes the descriptor. */
    public void close() {
        tryClose().succeeds();
    }

    /** Makes the last close reset the connection, then closes this descriptor. */
    public void reset() {
        setLinger(new Linger(1, 0));
        close();
    }

    /**
     * Calls {@code bind}.
     *
     * @param name the address
     * @return what it returned
     */
    public Outcome bind(SockAddr name) {
        return make(Call.Operation.BIND, name.toBytes());
    }

    /**
     * Calls {@code listen}.
     *
     * @return what it returned
     */
    public Outcome listen() {
        return make(Call.Operation.LISTEN, Constants.SOMAXCONN);
    }

    /**
     * Calls {@code connect}.
     *
     * @param name the address
     * @return what it returned
     */
    public Outcome connect(SockAddr name) {
        return make(Call.Operation.CONNECT, name.toBytes());
    }

    /**
     * Calls {@code accept}.
     *
     * @return the descriptor, with the peer's address
     */
    public Outcome tryAccept() {
        return make(Call.Operation.ACCEPT);
    }

    /**
     * Accepts a connection that is there or under way.
     *
     * @return its descriptor
     */
    public Holder accept() {
        awaitReadable();
        return caller.holder(tryAccept().succeeds().result());
    }

    /**
     * Calls {@code getsockname}.
     *
     * @return what it returned, with the address
     */
    public Outcome tryName() {
        return make(Call.Operation.SOCKET_NAME);
    }

    /**
     * Calls {@code getpeername}.
     *
     * @return what it returned, with the address
     */
    public Outcome tryPeerName() {
        return make(Call.Operation.PEER_NAME);
    }

    /**
     * Returns the local address.
     *
     * @return the address
     */
    public SockAddr name() {
        return address(tryName().succeeds().data());
    }

    /**
     * Returns the peer's address.
     *
     * @return the address
     */
    public SockAddr peerName() {
        return address(tryPeerName().succeeds().data());
    }

    /**
     * Decodes an address that a call returned.
     *
     * @param data an {@link Outcome#data}
     * @return the address
     */
    public static SockAddr address(byte[] data) {
        return SockAddr.of(MemorySegment.ofArray(data), Math.min(data.length, ADDRESS_ROOM));
    }

    /**
     * Calls {@code getsockopt}.
     *
     * @param level the level
     * @param name the option
     * @param room bytes
     * @return what it returned, with the value
     */
    public Outcome getOption(int level, int name, int room) {
        return make(Call.Operation.GET_OPTION, level, name, room);
    }

    /**
     * Calls {@code setsockopt}.
     *
     * @param level the level
     * @param name the option
     * @param value its value
     * @return what it returned
     */
    public Outcome setOption(int level, int name, byte[] value) {
        return make(Call.Operation.SET_OPTION, value, level, name);
    }

    /**
     * Calls {@code setsockopt} with 32 bits.
     *
     * @param level the level
     * @param name the option
     * @param value its value
     * @return what it returned
     */
    public Outcome setOption(int level, int name, int value) {
        var bytes = new byte[Integer.BYTES];
        Memory.int32(MemorySegment.ofArray(bytes), 0, value);
        return setOption(level, name, bytes);
    }

    /**
     * Reads an option of 32 bits.
     *
     * @param level the level
     * @param name the option
     * @return its value
     */
    public int option(int level, int name) {
        byte[] value = getOption(level, name, Integer.BYTES).succeeds().data();
        // Some flags are one byte long.
        return Memory.int32(MemorySegment.ofArray(Arrays.copyOf(value, Integer.BYTES)), 0);
    }

    /**
     * Reads an option of {@code SOL_SOCKET}.
     *
     * @param name the option
     * @return its value
     */
    public int option(int name) {
        return option(Constants.SOL_SOCKET, name);
    }

    /**
     * Sets an option of {@code SOL_SOCKET}.
     *
     * @param name the option
     * @param value its value
     */
    public void setOption(int name, int value) {
        setOption(Constants.SOL_SOCKET, name, value).succeeds();
    }

    /**
     * Reads {@code SO_LINGER}.
     *
     * @return its value
     */
    public Linger linger() {
        byte[] value = getOption(Constants.SOL_SOCKET, Constants.SO_LINGER, 4).succeeds().data();
        return Linger.read(MemorySegment.ofArray(value));
    }

    /**
     * Sets {@code SO_LINGER}.
     *
     * @param linger its value
     */
    public void setLinger(Linger linger) {
        byte[] value = Memory.bytes(linger.toSegment(), 0, Linger.SIZEOF);
        setOption(Constants.SOL_SOCKET, Constants.SO_LINGER, value).succeeds();
    }

    /**
     * Calls {@code ioctlsocket}.
     *
     * @param command the command
     * @param value its argument
     * @return what it returned, with the argument
     */
    public Outcome ioctl(int command, int value) {
        return make(Call.Operation.IOCTL, command, value);
    }

    /**
     * Sets the blocking mode.
     *
     * @param nonblocking true for non-blocking
     */
    public void nonblocking(boolean nonblocking) {
        ioctl(Constants.FIONBIO, nonblocking ? 1 : 0).succeeds();
    }

    /**
     * Tells the blocking mode, for which Winsock has no question: receives with a short time-out on
     * a socket that has nothing to receive.
     *
     * @return true if it is non-blocking
     */
    public boolean isNonblocking() {
        setOption(Constants.SO_RCVTIMEO, 20);
        Outcome nothing = receive(1);
        setOption(Constants.SO_RCVTIMEO, 0);
        if (nothing.failed() && nothing.error() == Constants.WSAEWOULDBLOCK) {
            return true;
        }
        nothing.failsWith(Constants.WSAETIMEDOUT);
        return false;
    }

    /**
     * Calls {@code WSAEventSelect}.
     *
     * @param event the event's handle
     * @param mask {@code FD_…}
     * @return what it returned
     */
    public Outcome eventSelect(long event, int mask) {
        return make(Call.Operation.EVENT_SELECT, event, mask);
    }

    /**
     * Calls {@code WSAEnumNetworkEvents}.
     *
     * @param event the event's handle, or 0
     * @return what it returned, with {@code WSANETWORKEVENTS} over zeros
     */
    public Outcome enumerate(long event) {
        return make(Call.Operation.ENUM_EVENTS, event);
    }

    /**
     * Calls {@code WSAAsyncSelect}.
     *
     * @param window the window's handle
     * @param message the number of its messages
     * @param mask {@code FD_…}
     * @return what it returned
     */
    public Outcome asyncSelect(long window, int message, int mask) {
        return make(Call.Operation.ASYNC_SELECT, window, message, mask);
    }

    @Override
    public String toString() {
        return "descriptor " + s + " of " + caller;
    }
}
