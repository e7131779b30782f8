package dev.baton.winsock.spi;

import java.lang.foreign.MemorySegment;

/**
 * The upcalls of Winsock to a provider ({@code WSPUPCALLTABLE}): thread-safe, valid from {@code
 * WSPStartup} to the last {@code WSPCleanup}. The entries that serve events, messages and
 * asynchronous procedure calls come with those.
 */
public interface UpcallTable {
    /**
     * Tells Winsock of a descriptor that an installable file system provider made. Every new
     * descriptor passes through here, an imported duplicate too; the last caller's entry owns the
     * routing of calls.
     *
     * @param dwCatalogEntryId the calling provider's entry
     * @param proposedHandle the descriptor
     * @param lpErrno receives {@code WSAEINVAL}
     * @return the descriptor to use, equal to {@code proposedHandle}, or {@code INVALID_SOCKET}
     */
    long WPUModifyIFSHandle(int dwCatalogEntryId, long proposedHandle, MemorySegment lpErrno);

    /**
     * Makes a descriptor for a provider without handles of its own.
     *
     * @param dwCatalogEntryId the calling provider's entry, one without {@code XP1_IFS_HANDLES}
     * @param dwContext any value of the provider's, returned by {@link
     *     #WPUQuerySocketHandleContext}
     * @param lpErrno receives {@code WSAENOBUFS} or {@code WSAEINVAL}
     * @return the descriptor or {@code INVALID_SOCKET}
     */
    long WPUCreateSocketHandle(int dwCatalogEntryId, long dwContext, MemorySegment lpErrno);

    /**
     * Reads a descriptor's context.
     *
     * @param s a descriptor from {@link #WPUCreateSocketHandle}
     * @param lpContext receives eight bytes
     * @param lpErrno receives {@code WSAENOTSOCK} or {@code WSAEFAULT}
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUQuerySocketHandleContext(long s, MemorySegment lpContext, MemorySegment lpErrno);

    /**
     * Ends a descriptor that {@link #WPUCreateSocketHandle} made.
     *
     * @param s the descriptor
     * @param lpErrno receives {@code WSAENOTSOCK}
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUCloseSocketHandle(long s, MemorySegment lpErrno);

    /**
     * Whether a descriptor is in a set.
     *
     * @param s a descriptor
     * @param set an {@code fd_set}
     * @return nonzero if it is
     */
    int WPUFDIsSet(long s, MemorySegment set);

    /**
     * Takes the descriptor of a provider beneath away from applications, for a layer that gives
     * them another in its place.
     *
     * @param s a descriptor that was registered with {@link #WPUModifyIFSHandle}; any other is left
     *     as it is
     */
    void conceal(long s);

    /** The catalog, in which a layer finds the provider beneath it. */
    ProtocolCatalog catalog();
}
