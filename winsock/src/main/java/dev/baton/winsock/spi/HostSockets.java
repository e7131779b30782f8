package dev.baton.winsock.spi;

import java.lang.foreign.MemorySegment;

/**
 * Duplicates sockets that are no SOCKETs: descriptors of the host that something else in this
 * process owns, a JDK channel for example. They travel as those of {@code WSPDuplicateSocket} do,
 * in the same structures: what the one makes, the other can open. Thread-safe.
 */
public interface HostSockets extends AutoCloseable {
    /**
     * Delivers duplicates to a process: all or none.
     *
     * @param dwProcessId the target, which may be this process
     * @param descriptors sockets of the host; they stay the caller's
     * @param alone as many: whether this process is about to close its own descriptor, and nobody
     *     else has one; the target then may do what others would notice
     * @param infos receives as many {@code WSAPROTOCOL_INFOW}, 628 bytes each; undefined on failure
     * @throws HostSocketException {@code WSAEINVAL}, {@code WSAEACCES}, {@code WSAENOBUFS}, {@code
     *     WSAEMFILE} as {@code WSPDuplicateSocket}, {@code WSAENOTSOCK}, {@code WSAEOPNOTSUPP} for
     *     a kind of socket that no catalog entry stands for; then nothing was delivered
     */
    void duplicate(int dwProcessId, int[] descriptors, boolean[] alone, MemorySegment infos)
            throws HostSocketException;

    /**
     * Finds the duplicate that a structure stands for, without taking it.
     *
     * @param info a {@code WSAPROTOCOL_INFOW}
     * @throws HostSocketException {@code WSAEINVAL} if nothing waits for this process under it or
     *     it belongs to a chain of layers; {@code WSAEMFILE} if this process has no descriptor left
     *     to look for it: the structure stays good
     */
    Waiting find(MemorySegment info) throws HostSocketException;

    /** Takes the start back; the process is unreachable when nobody else needs it reachable. */
    @Override
    void close();

    /** A duplicate that has come, found but not taken. */
    interface Waiting {
        /** Its descriptor, to look at; not the caller's, and closed when its time is over. */
        int descriptor();

        /** Whether nobody else holds the socket, but for a source that is about to close it. */
        boolean alone();

        /**
         * Takes it: of all who try, one succeeds.
         *
         * @return its descriptor, close-on-exec, the caller's from now on
         * @throws HostSocketException {@code WSAEINVAL} if another was faster or its time is over
         */
        int take() throws HostSocketException;

        /** Ends the opening: what {@link #take} gave is in use. */
        void opened();

        /** Gives back what {@link #take} gave: the structure is good again. */
        void putBack();
    }
}
