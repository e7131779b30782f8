package dev.baton.channels.handoff;

/** The other side does not keep to the protocol: its connection is closed. */
final class WireFault extends Exception {
    private static final long serialVersionUID = 1L;

    WireFault(String reason) {
        super(reason);
    }

    WireFault(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
