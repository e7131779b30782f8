package dev.baton.winsock.internal.catalog;

import dev.baton.winsock.Constants;

/** Why the catalog can't be used or changed, with the remedy, and the Winsock code for it. */
public final class CatalogException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int error;
    private final boolean refusal;

    private CatalogException(int error, boolean refusal, String message) {
        super(message);
        this.error = error;
        this.refusal = refusal;
    }

    /** The caller asked for something that can't be. */
    static CatalogException refused(int error, String message) {
        return new CatalogException(error, true, message);
    }

    /** The folder or the file is not as it must be. */
    static CatalogException unusable(String message) {
        return new CatalogException(Constants.WSANO_RECOVERY, false, message);
    }

    /** The {@code WSA…} code. */
    public int error() {
        return error;
    }

    /** True if the caller is the cause, not the folder or the file. */
    boolean refusal() {
        return refusal;
    }

    /** The message, which is always there. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
