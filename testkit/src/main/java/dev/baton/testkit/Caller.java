package dev.baton.testkit;

import dev.baton.winsock.Constants;

/** A process that makes Winsock calls: {@link Here} or a {@link Peer}. */
public sealed interface Caller permits Here, Peer {
    /**
     * Returns the process identifier.
     *
     * @return the pid
     */
    long pid();

    /**
     * Makes a call in that process.
     *
     * @param call the call
     * @return what it returned
     */
    Outcome make(Call call);

    /**
     * Starts Winsock there, or counts one more start.
     *
     * @return what {@code WSAStartup} returned
     */
    default Outcome startup() {
        return make(Call.of(Call.Operation.STARTUP, 0, Constants.WINSOCK_VERSION));
    }

    /**
     * Takes back one start.
     *
     * @return what {@code WSACleanup} returned
     */
    default Outcome cleanup() {
        return make(Call.of(Call.Operation.CLEANUP, 0));
    }

    /**
     * Makes a socket there.
     *
     * @param af its family
     * @param type its type
     * @return its descriptor
     * @throws AssertionError if that fails
     */
    default Holder socket(int af, int type) {
        return holder(make(Call.of(Call.Operation.SOCKET, 0, af, type, 0)).succeeds().result());
    }

    /**
     * Names a descriptor of that process.
     *
     * @param s the descriptor
     * @return how to use it
     */
    default Holder holder(long s) {
        return new Holder(this, s);
    }

    /**
     * Opens a duplicate that was made for that process.
     *
     * @param info the structure in either form
     * @return its descriptor
     * @throws AssertionError if that fails
     */
    default Holder open(byte[] info) {
        return holder(tryOpen(info).succeeds().result());
    }

    /**
     * Opens a duplicate with {@code FROM_PROTOCOL_INFO} three times and {@code
     * WSA_FLAG_OVERLAPPED}.
     *
     * @param info the structure in either form
     * @return what {@code WSASocket} returned
     */
    default Outcome tryOpen(byte[] info) {
        return tryOpen(
                Constants.FROM_PROTOCOL_INFO,
                Constants.FROM_PROTOCOL_INFO,
                Constants.FROM_PROTOCOL_INFO,
                info,
                0,
                Constants.WSA_FLAG_OVERLAPPED);
    }

    /**
     * Calls {@code WSASocketA} or {@code WSASocketW}, whichever the structure's length tells.
     *
     * @param af the family
     * @param type the type
     * @param protocol the protocol
     * @param info the structure, empty for NULL
     * @param g the group
     * @param flags the flags
     * @return what it returned
     */
    default Outcome tryOpen(int af, int type, int protocol, byte[] info, int g, int flags) {
        Call.Operation operation =
                info.length == Constants.SIZEOF_WSAPROTOCOL_INFOA
                        ? Call.Operation.SOCKET_A
                        : Call.Operation.SOCKET_W;
        return make(Call.of(operation, 0, info, af, type, protocol, g, flags));
    }

    /**
     * Makes an event object there.
     *
     * @return the event, not signaled
     */
    default EventObject event() {
        return new EventObject(
                this, make(Call.of(Call.Operation.CREATE_EVENT, 0)).succeeds().result());
    }

    /**
     * Opens a window there.
     *
     * @return the window, without messages
     */
    default Window window() {
        return new Window(this, make(Call.of(Call.Operation.OPEN_WINDOW, 0)).succeeds().result());
    }

    /** Closes the events and windows that were made there by such calls. */
    default void closeHandles() {
        make(Call.of(Call.Operation.CLOSE_HANDLES, 0)).succeeds();
    }
}
