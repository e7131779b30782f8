package dev.baton.cli.sockets;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ErrorNames;

/** A Winsock call failed. */
public final class WinsockFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;

    /** Makes the failure of a call, written as in C, with the code it left. */
    public WinsockFailure(String call, int code) {
        super(call + " failed: " + ErrorNames.name(code) + remedy(code));
        this.code = code;
    }

    /** The {@code WSA…} code. */
    public int code() {
        return code;
    }

    private static String remedy(int code) {
        return switch (code) {
            case Constants.WSASYSNOTREADY -> "; no provider could be started: run \"baton doctor\"";
            case Constants.WSAEMFILE ->
                    "; no descriptor is left: raise the limit with \"ulimit -n\"";
            case Constants.WSAENOBUFS ->
                    "; the target's inbox or /dev/shm is full, or too many descriptors are on the way:"
                            + " let the target open some, make room, or raise \"ulimit -n\"";
            case Constants.WSAEACCES -> "; the target belongs to another user";
            default -> "";
        };
    }
}
