package dev.baton.winsock.spi;

/** Why a socket of the host can't be delivered or opened. */
public final class HostSocketException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int error;

    /**
     * States a reason.
     *
     * @param error the WSA code
     * @param message operation, object, cause and remedy
     */
    public HostSocketException(int error, String message) {
        super(message);
        this.error = error;
    }

    /** The WSA code. */
    public int error() {
        return error;
    }
}
