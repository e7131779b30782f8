package dev.baton.provider.linux;

import dev.baton.winsock.spi.UpcallTable;

/**
 * Where a registration of this process is told.
 *
 * @param upcalls of the start that it was registered through: a layer may have its own
 * @param registration the word of the {@link dev.baton.provider.linux.sharing.Registration} that it
 *     belongs to, 0 before it is made
 * @param handle the event object or the window
 * @param message the number of a window's messages
 * @param descriptor the SOCKET value that it was registered through
 */
record EventTarget(
        UpcallTable upcalls, long registration, long handle, int message, long descriptor) {

    /** The same of a registration that was made. */
    EventTarget of(long made) {
        return new EventTarget(upcalls, made, handle, message, descriptor);
    }

    /** The same for an accepted connection. */
    EventTarget inherited(long accepted) {
        return new EventTarget(upcalls, 0, handle, message, accepted);
    }
}
