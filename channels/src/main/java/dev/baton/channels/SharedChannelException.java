package dev.baton.channels;

import java.io.IOException;

/**
 * A channel can't be duplicated, opened or released. Nothing was changed; the message names what,
 * for or from which process, why, and what to do.
 */
public final class SharedChannelException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int error;

    /**
     * States a reason.
     *
     * @param error the code that the Winsock tier gives for it
     * @param message operation, object, cause and remedy
     */
    public SharedChannelException(int error, String message) {
        super(message);
        this.error = error;
    }

    SharedChannelException(int error, String message, Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    /**
     * The code that the Winsock tier gives for the same reason: {@code WSAEINVAL}, {@code
     * WSAEMFILE}, ... of {@link dev.baton.winsock.Constants}.
     */
    public int error() {
        return error;
    }
}
