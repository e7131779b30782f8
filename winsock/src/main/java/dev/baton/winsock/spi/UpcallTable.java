package dev.baton.winsock.spi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The upcalls of Winsock to a provider ({@code WSPUPCALLTABLE}, fifteen entries, and {@link
 * #WPUCompleteOverlappedRequest}, which Windows exports by itself): thread-safe, valid from {@code
 * WSPStartup} to the last {@code WSPCleanup}.
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
     * Makes an event object that is reset by hand and not signaled.
     *
     * @param lpErrno receives {@code WSA_NOT_ENOUGH_MEMORY}
     * @return its handle or {@code WSA_INVALID_EVENT}
     */
    long WPUCreateEvent(MemorySegment lpErrno);

    /**
     * Ends an event's handle. Waits for the event fail with {@code WSA_INVALID_HANDLE}.
     *
     * @param hEvent an event
     * @param lpErrno receives {@code WSA_INVALID_HANDLE}
     * @return 1, or 0 on failure
     */
    int WPUCloseEvent(long hEvent, MemorySegment lpErrno);

    /**
     * Signals an event.
     *
     * @param hEvent an event
     * @param lpErrno receives {@code WSA_INVALID_HANDLE}
     * @return 1, or 0 on failure
     */
    int WPUSetEvent(long hEvent, MemorySegment lpErrno);

    /**
     * Takes an event's signal back.
     *
     * @param hEvent an event
     * @param lpErrno receives {@code WSA_INVALID_HANDLE}
     * @return 1, or 0 on failure
     */
    int WPUResetEvent(long hEvent, MemorySegment lpErrno);

    /**
     * Posts a message to a window ({@link dev.baton.winsock.MessageWindow}).
     *
     * @param hWnd the window
     * @param Msg the message's number
     * @param wParam its first parameter
     * @param lParam its second parameter
     * @return 1, or 0: the window is unknown, closed or full
     */
    int WPUPostMessage(long hWnd, int Msg, long wParam, long lParam);

    /**
     * Names the calling thread for overlapped operations and {@link #WPUQueueApc}. Each success is
     * balanced by one {@link #WPUCloseThread}.
     *
     * @param lpThreadId receives {@code WSATHREADID}, 16 bytes
     * @param lpErrno receives {@code WSANOTINITIALISED} or {@code WSAEFAULT}
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUOpenCurrentThread(MemorySegment lpThreadId, MemorySegment lpErrno);

    /**
     * Ends what {@link #WPUOpenCurrentThread} made. Calls that were queued stay queued.
     *
     * @param lpThreadId {@code WSATHREADID}, 16 bytes
     * @param lpErrno receives {@code WSANOTINITIALISED}, or {@code WSAEFAULT} for what names no
     *     thread
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUCloseThread(MemorySegment lpThreadId, MemorySegment lpErrno);

    /**
     * Queues a call for a thread, which makes it in its next alertable wait or in the one it is in.
     *
     * @param lpThreadId {@code WSATHREADID}, 16 bytes, not needed after the return
     * @param lpfnUserApc what is called
     * @param dwContext passed to it
     * @param lpErrno receives {@code WSAEFAULT} for what names no thread, or one that has ended
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUQueueApc(
            MemorySegment lpThreadId,
            LPWSAUSERAPC lpfnUserApc,
            long dwContext,
            MemorySegment lpErrno);

    /**
     * Completes an overlapped operation that has no completion routine: writes {@code Internal} and
     * {@code InternalHigh} of its structure and signals its {@code hEvent}. Flags are written
     * before.
     *
     * @param s the descriptor it was started with, not looked at: it may be closed
     * @param lpOverlapped {@code WSAOVERLAPPED}, 32 bytes
     * @param dwError 0 or a {@code WSA…} code
     * @param cbTransferred bytes moved
     * @param lpErrno receives {@code WSAEFAULT}
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUCompleteOverlappedRequest(
            long s,
            MemorySegment lpOverlapped,
            int dwError,
            int cbTransferred,
            MemorySegment lpErrno);

    /**
     * Asks for the blocking hook, which Winsock 2 applications don't have: a provider blocks as its
     * system does.
     *
     * @param dwCatalogEntryId the calling provider's entry
     * @param lplpfnCallback receives {@code null} in its first element
     * @param lpdwContext receives eight bytes, 0
     * @param lpErrno receives {@code WSAEINVAL} for an unknown entry or {@code WSAEFAULT}
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUQueryBlockingCallback(
            int dwCatalogEntryId,
            @Nullable LPBLOCKINGCALLBACK @Nullable [] lplpfnCallback,
            MemorySegment lpdwContext,
            MemorySegment lpErrno);

    /**
     * Tells where a provider's program is: the class name of its {@link ProviderFactory}.
     *
     * @param lpProviderId {@code GUID}, 16 bytes: {@code ProviderId} of an entry of the catalog
     * @param lpszProviderDllPath receives UTF-16 characters and a NUL
     * @param lpProviderDllPathLen in: room in characters, out: characters with the NUL, also where
     *     the room is too small
     * @param lpErrno receives {@code WSAEINVAL} for an unknown provider, or {@code WSAEFAULT}, also
     *     where the room is too small
     * @return 0 or {@code SOCKET_ERROR}
     */
    int WPUGetProviderPath(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpProviderDllPathLen,
            MemorySegment lpErrno);

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
