package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/** One socket option in Winsock's form. */
interface Option {
    /** Bytes of the value. */
    default int size() {
        return Integer.BYTES;
    }

    /**
     * Reads the option.
     *
     * @param value receives {@link #size} bytes
     * @return 0 or a negated code
     */
    int get(LinuxSocket socket, MemorySegment value);

    /** Why the option can't be set whatever the value is: a negated code, or 0 if it can. */
    default int refusal(LinuxSocket socket) {
        return -Constants.WSAENOPROTOOPT;
    }

    /**
     * Sets the option.
     *
     * @param value at least {@link #size} readable bytes
     * @return 0 or a negated code
     */
    default int set(LinuxSocket socket, MemorySegment value) {
        return refusal(socket);
    }
}
