package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.WSAECONNABORTED;

/** What is the case beneath the events: queues and the state of the connection. */
final class Transport {
    /** Bytes, datagrams or connections that wait. */
    int waiting;

    boolean urgent;

    /** Where an urgent byte was, ordinary ones stand in line behind its place. */
    boolean marked;

    boolean connected;
    boolean full;

    /** A send has failed for want of room, and no room has come since. */
    boolean sendFailed;

    boolean ended;
    boolean reset;
    boolean peerClosed;
    int endError;

    private final Kind kind;

    Transport(Kind kind) {
        this.kind = kind;
        connected = kind == Kind.ACCEPTED;
    }

    /** Whether an event's condition is true now. */
    boolean is(int bit) {
        return switch (bit) {
            case FD_READ -> kind != Kind.LISTENER && waiting > 0;
            case FD_ACCEPT -> kind == Kind.LISTENER && waiting > 0;
            case FD_OOB -> urgent;
            case FD_WRITE ->
                    kind == Kind.DATAGRAM || (kind.isStream() && connected && !full && !reset);
            case FD_CLOSE -> ended;
            default -> false;
        };
    }

    /** False if the end was there before. */
    boolean end(boolean byReset) {
        reset |= byReset;
        if (ended) {
            return false;
        }
        ended = true;
        endError = byReset ? WSAECONNABORTED : 0;
        return true;
    }

    @Override
    public String toString() {
        return "waiting "
                + waiting
                + (urgent ? ", urgent" : "")
                + (connected ? ", connected" : "")
                + (full ? ", full" : "")
                + (ended ? ", ended " + endError : "")
                + (reset ? ", reset" : "");
    }
}
