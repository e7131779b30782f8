package dev.baton.provider.linux;

/**
 * Where a registration of this process is told.
 *
 * @param registration the word of the {@link dev.baton.provider.linux.sharing.Registration} that it
 *     belongs to
 * @param handle the event object or the window
 * @param message the number of a window's messages
 * @param descriptor the SOCKET value that it was registered through
 */
record EventTarget(long registration, long handle, int message, long descriptor) {}
