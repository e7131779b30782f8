package dev.baton.testkit.model;

/** What a socket is, as far as network events differ. */
public enum Kind {
    /** A TCP socket that has yet to connect. */
    CLIENT,
    /** A TCP socket that was accepted. */
    ACCEPTED,
    /** A listening TCP socket. */
    LISTENER,
    /** A bound UDP socket. */
    DATAGRAM;

    boolean isStream() {
        return this == CLIENT || this == ACCEPTED;
    }
}
