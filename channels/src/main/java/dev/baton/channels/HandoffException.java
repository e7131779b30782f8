package dev.baton.channels;

import java.io.IOException;

/**
 * An item was not handed over, or can't be accepted. The message names the point, the process, the
 * cause and what to do. At the sender the item's channel is open and the sender's, but for {@link
 * Reason#NOT_RELEASED}.
 */
public final class HandoffException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No process, or not the wanted one, receives at this point. */
        NO_RECEIVER,
        /** The receiver does not want this item. */
        REFUSED,
        /** The receiver, or its point, ended before it answered. */
        RECEIVER_ENDED,
        /** One side does not permit the other's user, or the folder is not to be trusted. */
        NOT_PERMITTED,
        /** This side was closed. */
        CLOSED,
        /** The sender has taken the item back, or has ended. */
        TAKEN_BACK,
        /** The item was accepted or refused before. */
        DECIDED,
        /** The channel is closed, not connected, not bound, or of a library that can't share it. */
        NOT_SHAREABLE,
        /** The item is larger than this receiver takes. */
        TOO_LARGE,
        /** This process has no descriptor left. */
        NO_DESCRIPTOR,
        /** The folder can't be made, read or used. */
        FOLDER,
        /** The other side does not keep to the protocol. */
        PROTOCOL,
        /** The receiver has the item, but this process's own channel could not be released. */
        NOT_RELEASED
    }

    /** The cause in a word. */
    private final Reason reason;

    /**
     * States a reason.
     *
     * @param reason the cause in a word
     * @param message operation, object, cause and remedy
     */
    public HandoffException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * States a reason that another exception tells more of.
     *
     * @param reason the cause in a word
     * @param message operation, object, cause and remedy
     * @param cause the other exception
     */
    public HandoffException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The cause in a word. */
    public Reason reason() {
        return reason;
    }
}
