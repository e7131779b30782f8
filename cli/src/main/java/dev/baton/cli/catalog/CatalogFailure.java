package dev.baton.cli.catalog;

/** What was asked for can't be done: the message tells the cause and the remedy. */
final class CatalogFailure extends Exception {
    private static final long serialVersionUID = 1;

    CatalogFailure(String message) {
        super(message);
    }

    CatalogFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The message, which is always there. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
