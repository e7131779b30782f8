package dev.baton.cli.demo;

/** The demo could not be played to its end; the message says in one line why. */
public final class DemoFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final String details;

    DemoFailure(String message) {
        this(message, "");
    }

    DemoFailure(String message, String details) {
        super(message);
        this.details = details;
    }

    DemoFailure(String message, Throwable cause) {
        super(message, cause);
        this.details = "";
    }

    /** What the failed process left: exit code and error output, in lines; may be empty. */
    public String details() {
        return details;
    }
}
