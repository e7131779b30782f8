package dev.baton.testkit;

import dev.baton.winsock.Constants;
import java.time.Duration;

/**
 * An event object in the process that made it.
 *
 * @param caller the process
 * @param handle the event, which means something only there
 */
public record EventObject(Caller caller, long handle) {
    private Outcome make(Call.Operation operation, long... numbers) {
        return caller.make(Call.of(operation, handle, numbers));
    }

    /** Signals it. */
    public void set() {
        make(Call.Operation.SET_EVENT).succeeds();
    }

    /** Takes its signal back. */
    public void reset() {
        make(Call.Operation.RESET_EVENT).succeeds();
    }

    /** Ends it. */
    public void close() {
        make(Call.Operation.CLOSE_EVENT).succeeds();
    }

    /**
     * Tells whether it is signaled.
     *
     * @return true if it is
     */
    public boolean isSet() {
        return await(Duration.ZERO);
    }

    /**
     * Waits until it is signaled.
     *
     * @param limit how long
     * @return false if it was not in that time
     */
    public boolean await(Duration limit) {
        long result = make(Call.Operation.AWAIT_EVENT, limit.toMillis()).succeeds().result();
        return result != Constants.WSA_WAIT_TIMEOUT;
    }

    @Override
    public String toString() {
        return "event " + handle + " of " + caller;
    }
}
