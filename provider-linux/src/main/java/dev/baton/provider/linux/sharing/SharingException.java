package dev.baton.provider.linux.sharing;

/** Why a socket can't be shared, delivered or opened. */
public final class SharingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int error;

    /**
     * States a reason.
     *
     * @param error the WSA code
     * @param message operation, object, cause and remedy
     */
    public SharingException(int error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    /** The WSA code. */
    public int error() {
        return error;
    }
}
