package dev.baton.provider.linux;

/** What waits in a {@link Line} for its turn. */
sealed interface Operation permits OverlappedTransfer, WaitingCall {
    /**
     * Goes on, without waiting.
     *
     * @param socket any descriptor of its socket, entered
     * @return whether it has ended, and its place is free
     */
    boolean proceed(LinuxSocket socket);

    /** Ends it: the process has no descriptor of the socket any more. */
    void abort();
}
