package dev.baton.winsock;

import static dev.baton.winsock.internal.ThreadState.threadId;

import dev.baton.winsock.internal.AddressConversion;
import dev.baton.winsock.internal.Dispatch;
import dev.baton.winsock.internal.Enumeration;
import dev.baton.winsock.internal.Events;
import dev.baton.winsock.internal.Notification;
import dev.baton.winsock.internal.OpenType;
import dev.baton.winsock.internal.Readiness;
import dev.baton.winsock.internal.SocketCreation;
import dev.baton.winsock.internal.Startup;
import dev.baton.winsock.internal.ThreadState;
import dev.baton.winsock.internal.catalog.CatalogManagement;
import dev.baton.winsock.internal.catalog.CatalogQueries;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.struct.FdSet;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The Winsock 2 functions, one method for each, named and with parameters as in ws2_32.
 *
 * <p><b>Types.</b> {@code SOCKET} and other handles are {@code long}; {@code int}, {@code DWORD}
 * and {@code BOOL} are {@code int}; every pointer is a {@link MemorySegment}, {@code NULL} is
 * {@link MemorySegment#NULL}. Structures have the layout of Windows x64, little-endian; native and
 * heap segments serve alike. An array of {@code WSABUF} is an array of segments, each one's size
 * its length.
 *
 * <p><b>Errors.</b> A function that fails returns {@code SOCKET_ERROR} (−1) or {@code
 * INVALID_SOCKET} (−1), one on events 0 or {@code WSA_WAIT_FAILED} (−1), and {@link
 * #WSAGetLastError} tells the code of the calling thread; nothing is thrown for what the
 * specification gives a code. Every function but {@link #WSAStartup}, {@link #WSAGetLastError},
 * {@link #WSASetLastError}, {@link #__WSAFDIsSet} and the {@code WSC…} fails with {@code
 * WSANOTINITIALISED} before the first successful {@link #WSAStartup}; every function on a
 * descriptor fails with {@code WSAENOTSOCK} for a value that is none; memory that is {@code NULL},
 * too short, read-only where it is written to, closed or confined to another thread is {@code
 * WSAEFAULT}. These three are not repeated below.
 *
 * <p><b>The management of the catalog</b> ({@code WSC…}) needs no {@code WSAStartup}; it works on
 * the list of installed providers, which every later first {@code WSAStartup} reads, and never
 * touches what is running. Its codes come through {@code lpErrno}.
 *
 * <p><b>Threads.</b> Any function may be called from any thread; a descriptor is valid in all
 * threads. A call that blocks on a virtual thread holds its carrier; a wait for events does not.
 *
 * <p><b>Memory</b> stays the caller's and is not used after the function has returned, except that
 * of an overlapped operation ({@link #WSAGetOverlappedResult}).
 *
 * <p>Source of all: the Winsock 2 specification, winsock2.h and Microsoft's pages of the same
 * names.
 */
public final class Winsock {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private Winsock() {}

    // Start-up and errors

    /**
     * Starts Winsock in this process, or counts one more start. The first one makes the process
     * reachable for sockets that others duplicate for it.
     *
     * @param wVersionRequested major version in the low byte, minor in the high byte: 0x0202
     * @param lpWSAData {@code WSADATA}, 408 bytes, filled with the version that will be used
     * @return 0, or the code itself (not through {@link #WSAGetLastError}): {@code
     *     WSAVERNOTSUPPORTED} (major version 0; the data is filled with 2.2), {@code WSAEFAULT}; if
     *     no provider can be started, {@code WSASYSNOTREADY} or the first provider's own reason
     *     (the log says more)
     */
    public static int WSAStartup(int wVersionRequested, MemorySegment lpWSAData) {
        return Startup.startup(wVersionRequested, lpWSAData);
    }

    /**
     * Takes back one start; the last one closes every descriptor of this process, opened duplicates
     * too, and ends its reachability. Sockets live on through other processes' descriptors.
     *
     * @return 0 (and the last error is 0), or {@code SOCKET_ERROR} with {@code WSANOTINITIALISED}
     */
    public static int WSACleanup() {
        return Startup.cleanup();
    }

    /**
     * The code of the calling thread's last failure.
     *
     * @return a {@code WSA…} code, 0 if there was none
     */
    public static int WSAGetLastError() {
        return ThreadState.current().lastError();
    }

    /**
     * Sets what {@link #WSAGetLastError} returns in the calling thread.
     *
     * @param iError the code
     */
    public static void WSASetLastError(int iError) {
        ThreadState.current().lastError(iError);
    }

    // The life of a descriptor

    /**
     * Makes a socket, with the overlapped attribute unless the thread's {@code SO_OPENTYPE} says
     * otherwise.
     *
     * @param af {@code AF_INET}, {@code AF_INET6}, {@code AF_UNIX}, or {@code AF_UNSPEC} with a
     *     protocol
     * @param type {@code SOCK_…}, or 0 for the protocol's
     * @param protocol {@code IPPROTO_…}, or 0 for the first entry that takes it
     * @return the descriptor, or {@code INVALID_SOCKET}: {@code WSAESOCKTNOSUPPORT}, {@code
     *     WSAEAFNOSUPPORT}, {@code WSAEPROTONOSUPPORT} (checked in this order), {@code WSAEINVAL}
     *     (neither family nor protocol), {@code WSAEACCES} (raw socket without privilege), {@code
     *     WSAEMFILE}, {@code WSAENOBUFS}
     */
    public static long socket(int af, int type, int protocol) {
        return SocketCreation.socket(af, type, protocol);
    }

    /**
     * Makes a socket by family, type and protocol, by a catalog entry, or opens the duplicate that
     * another process made for this one with {@code WSADuplicateSocket}.
     *
     * <p>With a structure, its {@code dwCatalogEntryId} alone chooses the provider. A structure
     * from {@code WSADuplicateSocket} opens once, only in the process it was made for, and a failed
     * opening does not use it up. {@code g} is ignored; an opened duplicate has the socket's own
     * overlapped attribute.
     *
     * @param af as in {@link #socket}; with a structure 0, {@code FROM_PROTOCOL_INFO} or the true
     *     value
     * @param type likewise
     * @param protocol likewise
     * @param lpProtocolInfo {@code WSAPROTOCOL_INFOW}, 628 bytes, or {@code NULL}
     * @param g ignored
     * @param dwFlags {@code WSA_FLAG_…}
     * @return the descriptor, or {@code INVALID_SOCKET} with a code of {@link #socket}, or {@code
     *     WSAEINVAL}: the structure is unknown here, altered, expired, used before, or was made for
     *     another process; contradicting arguments give {@code WSAEAFNOSUPPORT}, {@code
     *     WSAESOCKTNOSUPPORT} or {@code WSAEPROTONOSUPPORT}; {@code WSAEMFILE}: no descriptor is
     *     left and the structure stays good; {@code WSAEPROVIDERFAILEDINIT}, {@code
     *     WSAEINVALIDPROVIDER}, {@code WSAEINVALIDPROCTABLE}: the provider can't be started
     */
    public static long WSASocketW(
            int af, int type, int protocol, MemorySegment lpProtocolInfo, int g, int dwFlags) {
        return SocketCreation.create(af, type, protocol, lpProtocolInfo, g, dwFlags);
    }

    /**
     * The ANSI form of {@link #WSASocketW}.
     *
     * @param af as in {@link #socket}; with a structure 0, {@code FROM_PROTOCOL_INFO} or the true
     *     value
     * @param type likewise
     * @param protocol likewise
     * @param lpProtocolInfo {@code WSAPROTOCOL_INFOA}, 372 bytes, or {@code NULL}
     * @param g ignored
     * @param dwFlags {@code WSA_FLAG_…}
     * @return the descriptor, or {@code INVALID_SOCKET} with a code of {@link #socket}, or {@code
     *     WSAEINVAL}: the structure is unknown here, altered, expired, used before, or was made for
     *     another process; contradicting arguments give {@code WSAEAFNOSUPPORT}, {@code
     *     WSAESOCKTNOSUPPORT} or {@code WSAEPROTONOSUPPORT}; {@code WSAEMFILE}: no descriptor is
     *     left and the structure stays good; {@code WSAEPROVIDERFAILEDINIT}, {@code
     *     WSAEINVALIDPROVIDER}, {@code WSAEINVALIDPROCTABLE}: the provider can't be started
     */
    public static long WSASocketA(
            int af, int type, int protocol, MemorySegment lpProtocolInfo, int g, int dwFlags) {
        return SocketCreation.createA(af, type, protocol, lpProtocolInfo, g, dwFlags);
    }

    /**
     * Makes a duplicate of a socket for another process. When this returns 0 the duplicate exists
     * on the target's side, even if the target is stopped: this process may close its descriptor or
     * exit at once. The structure is a plain value that may travel over any channel; the target
     * opens it with {@code WSASocket}. The descriptors share one socket and all its state.
     *
     * @param s the socket
     * @param dwProcessId the target's process identifier; this process's own is allowed
     * @param lpProtocolInfo receives {@code WSAPROTOCOL_INFOW}, 628 bytes; untouched on failure
     * @return 0 or {@code SOCKET_ERROR}, in this order of checks: {@code WSAENOTSOCK}; {@code
     *     WSAEINVAL} (no such process, or it has not called {@link #WSAStartup}); {@code WSAEACCES}
     *     (another user's process); {@code WSAEFAULT}; {@code WSAEINVAL} (quality of service is
     *     set); {@code WSAENOBUFS} (its queue is full or too many descriptors are in flight: try
     *     again); {@code WSAEMFILE}. On every failure nothing was delivered, but for one: if
     *     another thread closes the structure's arena during the call, {@code WSAEFAULT} may come
     *     after the delivery, which then expires unopened
     */
    public static int WSADuplicateSocketW(long s, int dwProcessId, MemorySegment lpProtocolInfo) {
        return SocketCreation.duplicate(s, dwProcessId, lpProtocolInfo);
    }

    /**
     * The ANSI form of {@link #WSADuplicateSocketW}.
     *
     * @param s the socket
     * @param dwProcessId the target's process identifier; this process's own is allowed
     * @param lpProtocolInfo receives {@code WSAPROTOCOL_INFOA}, 372 bytes; untouched on failure
     * @return 0 or {@code SOCKET_ERROR}, in this order of checks: {@code WSAENOTSOCK}; {@code
     *     WSAEINVAL} (no such process, or it has not called {@link #WSAStartup}); {@code WSAEACCES}
     *     (another user's process); {@code WSAEFAULT}; {@code WSAEINVAL} (quality of service is
     *     set); {@code WSAENOBUFS} (its queue is full or too many descriptors are in flight: try
     *     again); {@code WSAEMFILE}. On every failure nothing was delivered, but for one: if
     *     another thread closes the structure's arena during the call, {@code WSAEFAULT} may come
     *     after the delivery, which then expires unopened
     */
    public static int WSADuplicateSocketA(long s, int dwProcessId, MemorySegment lpProtocolInfo) {
        return SocketCreation.duplicateA(s, dwProcessId, lpProtocolInfo);
    }

    /**
     * Closes a descriptor; the socket ends with its last descriptor, in whichever process. Calls
     * blocked on this descriptor end with {@code WSAEINTR}; other descriptors are not disturbed.
     *
     * @param s the descriptor
     * @return 0, or {@code SOCKET_ERROR}: {@code WSAEWOULDBLOCK} on a non-blocking socket that must
     *     linger over unsent data (the descriptor stays valid)
     */
    public static int closesocket(long s) {
        return Dispatch.close(s);
    }

    // Addresses and connections

    /**
     * Gives a socket its local address.
     *
     * @param s the socket
     * @param name a {@code sockaddr} of the socket's family
     * @param namelen its length in bytes
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEINVAL} (already bound), {@code WSAEADDRINUSE},
     *     {@code WSAEADDRNOTAVAIL}, {@code WSAEAFNOSUPPORT}, {@code WSAEACCES}
     */
    public static int bind(long s, MemorySegment name, int namelen) {
        return Dispatch.status(s, (p, f) -> p.WSPBind(s, name, namelen, f.lpErrno()));
    }

    /**
     * Makes a bound stream socket accept connections.
     *
     * @param s the socket
     * @param backlog connections that may wait, {@code SOMAXCONN} for the most the system allows
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEINVAL} (not bound), {@code WSAEISCONN}, {@code
     *     WSAEOPNOTSUPP} (not a stream), {@code WSAEADDRINUSE}
     */
    public static int listen(long s, int backlog) {
        return Dispatch.status(s, (p, f) -> p.WSPListen(s, backlog, f.lpErrno()));
    }

    /**
     * Accepts a connection. The new socket inherits the listener's options, mode and overlapped
     * attribute.
     *
     * @param s a listening socket
     * @param addr receives the peer's address, or {@code NULL}
     * @param addrlen in: room in bytes, out: the address's length; {@code NULL} leaves {@code addr}
     *     as it is
     * @return the connection's descriptor, or {@code INVALID_SOCKET}: {@code WSAEWOULDBLOCK},
     *     {@code WSAEINVAL} (not listening), {@code WSAEINTR} (closed meanwhile), {@code
     *     WSAEMFILE}, {@code WSAEFAULT} (room too small: the connection is gone, as on Windows)
     */
    public static long accept(long s, MemorySegment addr, MemorySegment addrlen) {
        return WSAAccept(s, addr, addrlen, null, 0);
    }

    /**
     * Accepts a connection if a condition function agrees.
     *
     * @param s a listening socket
     * @param addr as in {@link #accept}
     * @param addrlen as in {@link #accept}
     * @param lpfnCondition called on this thread with the peer's address before the connection is
     *     handed out, or {@code null}
     * @param dwCallbackData passed to it
     * @return as {@link #accept}; also {@code WSAECONNREFUSED} (it rejected: the connection is
     *     reset) and {@code WSATRY_AGAIN} (it deferred: the connection is offered again)
     */
    public static long WSAAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData) {
        return Dispatch.socket(
                s,
                (p, f) ->
                        p.WSPAccept(s, addr, addrlen, lpfnCondition, dwCallbackData, f.lpErrno()));
    }

    /**
     * Connects a socket; a datagram socket gets its default peer.
     *
     * @param s the socket
     * @param name the peer's {@code sockaddr}
     * @param namelen its length in bytes
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEWOULDBLOCK} (non-blocking: under way), {@code
     *     WSAEALREADY}, {@code WSAEISCONN}, {@code WSAECONNREFUSED}, {@code WSAETIMEDOUT}, {@code
     *     WSAENETUNREACH}, {@code WSAEHOSTUNREACH}, {@code WSAEINVAL} (listening), {@code
     *     WSAEADDRNOTAVAIL}, {@code WSAEAFNOSUPPORT}, {@code WSAEINTR} (closed meanwhile)
     */
    public static int connect(long s, MemorySegment name, int namelen) {
        return WSAConnect(s, name, namelen, NULL, NULL, NULL, NULL);
    }

    /**
     * Connects a socket.
     *
     * @param s as in {@link #connect}
     * @param name as in {@link #connect}
     * @param namelen as in {@link #connect}
     * @param lpCallerData data to go with the connect: no transport here carries any, ignored
     * @param lpCalleeData likewise
     * @param lpSQOS a {@code QOS} to set, which makes the socket one that can't be duplicated, or
     *     {@code NULL}
     * @param lpGQOS reserved
     * @return as {@link #connect}
     */
    public static int WSAConnect(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS) {
        return Dispatch.status(
                s,
                (p, f) ->
                        p.WSPConnect(
                                s,
                                name,
                                namelen,
                                lpCallerData,
                                lpCalleeData,
                                lpSQOS,
                                lpGQOS,
                                f.lpErrno()));
    }

    /**
     * Ends one or both directions of a connection, for every descriptor of the socket.
     *
     * @param s the socket
     * @param how {@code SD_RECEIVE}, {@code SD_SEND} or {@code SD_BOTH}
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAENOTCONN} (a stream that is not connected),
     *     {@code WSAEINVAL}
     */
    public static int shutdown(long s, int how) {
        return Dispatch.status(s, (p, f) -> p.WSPShutdown(s, how, f.lpErrno()));
    }

    /**
     * Reads the local address.
     *
     * @param s the socket
     * @param name receives a {@code sockaddr}
     * @param namelen in: room in bytes, out: the address's length
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEINVAL} (not bound)
     */
    public static int getsockname(long s, MemorySegment name, MemorySegment namelen) {
        return Dispatch.status(s, (p, f) -> p.WSPGetSockName(s, name, namelen, f.lpErrno()));
    }

    /**
     * Reads the peer's address.
     *
     * @param s the socket
     * @param name receives a {@code sockaddr}
     * @param namelen in: room in bytes, out: the address's length
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAENOTCONN}
     */
    public static int getpeername(long s, MemorySegment name, MemorySegment namelen) {
        return Dispatch.status(s, (p, f) -> p.WSPGetPeerName(s, name, namelen, f.lpErrno()));
    }

    // Data

    /**
     * Sends on a connected socket. On a blocking stream everything is sent before it returns,
     * unless the time-out, a close or the end of the connection comes in between: then a part.
     *
     * @param s the socket
     * @param buf the data
     * @param len bytes of it
     * @param flags {@code MSG_OOB}, {@code MSG_DONTROUTE} or 0
     * @return bytes sent, or {@code SOCKET_ERROR}: {@code WSAEWOULDBLOCK}, {@code WSAENOTCONN},
     *     {@code WSAESHUTDOWN}, {@code WSAECONNRESET}, {@code WSAECONNABORTED}, {@code
     *     WSAEMSGSIZE}, {@code WSAETIMEDOUT} ({@code SO_SNDTIMEO}), {@code WSAEINTR} (closed
     *     meanwhile), {@code WSAEOPNOTSUPP} (unknown flag)
     */
    public static int send(long s, MemorySegment buf, int len, int flags) {
        return Dispatch.transfer(
                s,
                (p, f) ->
                        p.WSPSend(
                                s,
                                f.buffer(buf, len),
                                1,
                                f.lpBytes(),
                                flags,
                                NULL,
                                null,
                                NULL,
                                f.lpErrno()));
    }

    /**
     * Sends to an address.
     *
     * @param s the socket
     * @param buf the data
     * @param len bytes of it
     * @param flags as in {@link #send}
     * @param to the receiver's {@code sockaddr}, or {@code NULL} for the connected peer
     * @param tolen its length in bytes
     * @return as {@link #send}; also {@code WSAEADDRNOTAVAIL} (address or port 0), {@code
     *     WSAEACCES} (broadcast)
     */
    public static int sendto(
            long s, MemorySegment buf, int len, int flags, MemorySegment to, int tolen) {
        return Dispatch.transfer(
                s,
                (p, f) ->
                        p.WSPSendTo(
                                s,
                                f.buffer(buf, len),
                                1,
                                f.lpBytes(),
                                flags,
                                to,
                                tolen,
                                NULL,
                                null,
                                NULL,
                                f.lpErrno()));
    }

    /**
     * Receives on a connected socket or a bound datagram socket.
     *
     * @param s the socket
     * @param buf receives the data
     * @param len room in bytes
     * @param flags {@code MSG_PEEK}, {@code MSG_OOB}, {@code MSG_WAITALL} or 0
     * @return bytes received, 0 when the peer has ended sending, or {@code SOCKET_ERROR}: {@code
     *     WSAEWOULDBLOCK}, {@code WSAENOTCONN}, {@code WSAESHUTDOWN}, {@code WSAECONNRESET}, {@code
     *     WSAECONNABORTED}, {@code WSAEMSGSIZE}, {@code WSAETIMEDOUT} ({@code SO_RCVTIMEO}), {@code
     *     WSAEINTR} (closed meanwhile), {@code WSAEOPNOTSUPP} (unknown flag)
     */
    public static int recv(long s, MemorySegment buf, int len, int flags) {
        return Dispatch.transfer(
                s,
                (p, f) ->
                        p.WSPRecv(
                                s,
                                f.buffer(buf, len),
                                1,
                                f.lpBytes(),
                                f.lpFlags(flags),
                                NULL,
                                null,
                                NULL,
                                f.lpErrno()));
    }

    /**
     * Receives and tells from whom.
     *
     * @param s the socket
     * @param buf receives the data
     * @param len room in bytes
     * @param flags as in {@link #recv}
     * @param from receives the sender's {@code sockaddr} (datagrams), or {@code NULL}
     * @param fromlen in: room in bytes, out: the address's length
     * @return as {@link #recv}; also {@code WSAEINVAL} (not bound)
     */
    public static int recvfrom(
            long s,
            MemorySegment buf,
            int len,
            int flags,
            MemorySegment from,
            MemorySegment fromlen) {
        return Dispatch.transfer(
                s,
                (p, f) ->
                        p.WSPRecvFrom(
                                s,
                                f.buffer(buf, len),
                                1,
                                f.lpBytes(),
                                f.lpFlags(flags),
                                from,
                                fromlen,
                                NULL,
                                null,
                                NULL,
                                f.lpErrno()));
    }

    /**
     * Sends several buffers as one.
     *
     * @param s the socket
     * @param lpBuffers the data
     * @param dwBufferCount how many of them
     * @param lpNumberOfBytesSent receives the bytes sent; {@code NULL} only with {@code
     *     lpOverlapped}
     * @param dwFlags as in {@link #send}
     * @param lpOverlapped {@code WSAOVERLAPPED}, 32 bytes, or {@code NULL}: see {@link
     *     #WSAGetOverlappedResult}
     * @param lpCompletionRoutine called at completion, or {@code null}
     * @return 0 or {@code SOCKET_ERROR} as {@link #send}; also {@code WSA_IO_PENDING}
     */
    public static int WSASend(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
        return Dispatch.status(
                s,
                (p, f) ->
                        p.WSPSend(
                                s,
                                lpBuffers,
                                dwBufferCount,
                                lpNumberOfBytesSent,
                                dwFlags,
                                lpOverlapped,
                                lpCompletionRoutine,
                                threadId(lpCompletionRoutine),
                                f.lpErrno()));
    }

    /**
     * Sends several buffers as one to an address.
     *
     * @param s the socket
     * @param lpBuffers the data
     * @param dwBufferCount how many of them
     * @param lpNumberOfBytesSent receives the bytes sent; {@code NULL} only with {@code
     *     lpOverlapped}
     * @param dwFlags as in {@link #send}
     * @param lpTo as in {@link #sendto}
     * @param iTolen as in {@link #sendto}
     * @param lpOverlapped {@code WSAOVERLAPPED}, 32 bytes, or {@code NULL}: see {@link
     *     #WSAGetOverlappedResult}
     * @param lpCompletionRoutine called at completion, or {@code null}
     * @return 0 or {@code SOCKET_ERROR} as {@link #sendto}; also {@code WSA_IO_PENDING}
     */
    public static int WSASendTo(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpTo,
            int iTolen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
        return Dispatch.status(
                s,
                (p, f) ->
                        p.WSPSendTo(
                                s,
                                lpBuffers,
                                dwBufferCount,
                                lpNumberOfBytesSent,
                                dwFlags,
                                lpTo,
                                iTolen,
                                lpOverlapped,
                                lpCompletionRoutine,
                                threadId(lpCompletionRoutine),
                                f.lpErrno()));
    }

    /**
     * Receives into several buffers, filled one after the other.
     *
     * @param s the socket
     * @param lpBuffers receive the data
     * @param dwBufferCount how many of them
     * @param lpNumberOfBytesRecvd receives the bytes received; {@code NULL} only with {@code
     *     lpOverlapped}
     * @param lpFlags in and out: {@code MSG_…}
     * @param lpOverlapped {@code WSAOVERLAPPED}, 32 bytes, or {@code NULL}: see {@link
     *     #WSAGetOverlappedResult}
     * @param lpCompletionRoutine called at completion, or {@code null}
     * @return 0 or {@code SOCKET_ERROR} as {@link #recv}; also {@code WSA_IO_PENDING}
     */
    public static int WSARecv(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
        return Dispatch.status(
                s,
                (p, f) ->
                        p.WSPRecv(
                                s,
                                lpBuffers,
                                dwBufferCount,
                                lpNumberOfBytesRecvd,
                                lpFlags,
                                lpOverlapped,
                                lpCompletionRoutine,
                                threadId(lpCompletionRoutine),
                                f.lpErrno()));
    }

    /**
     * Receives into several buffers and tells from whom.
     *
     * @param s the socket
     * @param lpBuffers receive the data
     * @param dwBufferCount how many of them
     * @param lpNumberOfBytesRecvd receives the bytes received; {@code NULL} only with {@code
     *     lpOverlapped}
     * @param lpFlags in and out: {@code MSG_…}
     * @param lpFrom as in {@link #recvfrom}
     * @param lpFromlen as in {@link #recvfrom}
     * @param lpOverlapped {@code WSAOVERLAPPED}, 32 bytes, or {@code NULL}: see {@link
     *     #WSAGetOverlappedResult}
     * @param lpCompletionRoutine called at completion, or {@code null}
     * @return 0 or {@code SOCKET_ERROR} as {@link #recvfrom}; also {@code WSA_IO_PENDING}
     */
    public static int WSARecvFrom(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpFrom,
            MemorySegment lpFromlen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
        return Dispatch.status(
                s,
                (p, f) ->
                        p.WSPRecvFrom(
                                s,
                                lpBuffers,
                                dwBufferCount,
                                lpNumberOfBytesRecvd,
                                lpFlags,
                                lpFrom,
                                lpFromlen,
                                lpOverlapped,
                                lpCompletionRoutine,
                                threadId(lpCompletionRoutine),
                                f.lpErrno()));
    }

    /**
     * Reads the result of an overlapped operation.
     *
     * <p>A transfer with a {@code WSAOVERLAPPED}, on a socket with the overlapped attribute, never
     * blocks. Either it succeeds at once, which returns 0, or it goes on: {@code WSA_IO_PENDING}.
     * In both cases its completion is told: by {@code hEvent} of the structure, which is reset at
     * the start and signaled then, or by the completion routine, which the thread that made the
     * call runs in its next alertable {@link #WSAWaitForMultipleEvents}. Any other error says that
     * nothing was started, and nothing will be told. A socket without the attribute ignores the
     * structure.
     *
     * <p>Until then the structure and all buffers are in use: they must be native memory that no
     * arena confines to a thread. If their arena is closed meanwhile, the operation ends with
     * {@code WSAEFAULT}.
     *
     * <p>Operations on a socket keep the order in which they were started, whichever descriptors
     * and processes started them. They belong to the process, not to the descriptor: when its last
     * descriptor of the socket is closed, they end with {@code WSA_OPERATION_ABORTED}. Other calls
     * come after them: a non-blocking one answers {@code WSAEWOULDBLOCK}.
     *
     * @param s the socket
     * @param lpOverlapped the structure the operation was started with
     * @param lpcbTransfer receives the bytes transferred, if it succeeded or a message was cut off
     * @param fWait nonzero: waits for the completion, for which the structure must have an event
     * @param lpdwFlags receives the {@code MSG_…} flags of a receive, likewise
     * @return 1, or 0: {@code WSA_IO_INCOMPLETE} (pending, without {@code fWait}), {@code
     *     WSA_INVALID_HANDLE} (no event to wait for), {@code WSA_INVALID_PARAMETER} (nothing to
     *     wait for), or the operation's own error: one of {@link #send} or {@link #recv}, {@code
     *     WSA_OPERATION_ABORTED}, {@code WSAEMSGSIZE}
     */
    public static int WSAGetOverlappedResult(
            long s,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            int fWait,
            MemorySegment lpdwFlags) {
        return Dispatch.truth(
                s,
                (p, f) ->
                        p.WSPGetOverlappedResult(
                                s, lpOverlapped, lpcbTransfer, fWait, lpdwFlags, f.lpErrno()));
    }

    /**
     * Ends sending.
     *
     * @param s the socket
     * @param lpOutboundDisconnectData data to go with it: no transport here carries any, {@code
     *     NULL}
     * @return 0 or {@code SOCKET_ERROR} as {@link #shutdown}
     */
    public static int WSASendDisconnect(long s, MemorySegment lpOutboundDisconnectData) {
        return Dispatch.status(
                s, (p, f) -> p.WSPSendDisconnect(s, lpOutboundDisconnectData, f.lpErrno()));
    }

    /**
     * Ends reception.
     *
     * @param s the socket
     * @param lpInboundDisconnectData receives the peer's disconnect data, of which there is none
     * @return 0 or {@code SOCKET_ERROR} as {@link #shutdown}
     */
    public static int WSARecvDisconnect(long s, MemorySegment lpInboundDisconnectData) {
        return Dispatch.status(
                s, (p, f) -> p.WSPRecvDisconnect(s, lpInboundDisconnectData, f.lpErrno()));
    }

    // Options and modes

    /**
     * Reads an option; all descriptors of a socket see the same value.
     *
     * @param s the socket
     * @param level {@code SOL_SOCKET}, {@code IPPROTO_TCP}, {@code IPPROTO_IP}, {@code
     *     IPPROTO_IPV6}
     * @param optname the option
     * @param optval receives the value
     * @param optlen in: room in bytes, out: the value's size
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAENOPROTOOPT}, {@code WSAEINVAL} (unknown level)
     */
    public static int getsockopt(
            long s, int level, int optname, MemorySegment optval, MemorySegment optlen) {
        if (OpenType.is(level, optname)) {
            return Dispatch.guarded(() -> OpenType.get(optval, optlen));
        }
        return Dispatch.status(
                s, (p, f) -> p.WSPGetSockOpt(s, level, optname, optval, optlen, f.lpErrno()));
    }

    /**
     * Sets an option, for all descriptors of the socket.
     *
     * @param s the socket
     * @param level as in {@link #getsockopt}
     * @param optname the option
     * @param optval the value
     * @param optlen its size in bytes
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAENOPROTOOPT}, {@code WSAEINVAL}
     */
    public static int setsockopt(long s, int level, int optname, MemorySegment optval, int optlen) {
        if (OpenType.is(level, optname)) {
            return Dispatch.guarded(() -> OpenType.set(optval, optlen));
        }
        return Dispatch.status(
                s, (p, f) -> p.WSPSetSockOpt(s, level, optname, optval, optlen, f.lpErrno()));
    }

    /**
     * Controls a socket's mode.
     *
     * @param s the socket
     * @param cmd {@code FIONBIO} (non-blocking if the value is not 0, for all descriptors), {@code
     *     FIONREAD} (bytes that can be received), {@code SIOCATMARK} (whether no urgent data is
     *     ahead)
     * @param argp in or out: 32 bits
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEOPNOTSUPP} (unknown command)
     */
    public static int ioctlsocket(long s, int cmd, MemorySegment argp) {
        return Dispatch.status(
                s,
                (p, f) ->
                        p.WSPIoctl(
                                s,
                                cmd,
                                argp,
                                4,
                                argp,
                                4,
                                f.lpBytes(),
                                NULL,
                                null,
                                NULL,
                                f.lpErrno()));
    }

    /**
     * Controls a socket.
     *
     * @param s the socket
     * @param dwIoControlCode the operation; those of {@link #ioctlsocket} and {@code SIO_…}
     * @param lpvInBuffer its input
     * @param cbInBuffer bytes of it
     * @param lpvOutBuffer receives its output
     * @param cbOutBuffer room in bytes
     * @param lpcbBytesReturned receives the bytes of output; {@code NULL} only with {@code
     *     lpOverlapped}
     * @param lpOverlapped {@code WSAOVERLAPPED}, 32 bytes, or {@code NULL}: see {@link
     *     #WSAGetOverlappedResult}
     * @param lpCompletionRoutine called at completion, or {@code null}
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEOPNOTSUPP} (unknown code), {@code WSAEINVAL}
     */
    public static int WSAIoctl(
            long s,
            int dwIoControlCode,
            MemorySegment lpvInBuffer,
            int cbInBuffer,
            MemorySegment lpvOutBuffer,
            int cbOutBuffer,
            MemorySegment lpcbBytesReturned,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine) {
        return Dispatch.status(
                s,
                (p, f) ->
                        p.WSPIoctl(
                                s,
                                dwIoControlCode,
                                lpvInBuffer,
                                cbInBuffer,
                                lpvOutBuffer,
                                cbOutBuffer,
                                lpcbBytesReturned,
                                lpOverlapped,
                                lpCompletionRoutine,
                                threadId(lpCompletionRoutine),
                                f.lpErrno()));
    }

    // Readiness

    /**
     * Waits until sockets are ready and leaves these in the sets.
     *
     * @param nfds ignored
     * @param readfds {@code fd_set} or {@code NULL}: data, a connection to accept, or the end
     * @param writefds {@code fd_set} or {@code NULL}: room to send, or connected
     * @param exceptfds {@code fd_set} or {@code NULL}: urgent data, or a failed connect
     * @param timeout {@code timeval} (32-bit seconds and microseconds), {@code NULL} waits without
     *     end
     * @return number of descriptors in the sets, 0 at the time-out, or {@code SOCKET_ERROR}: {@code
     *     WSAEINVAL} (no descriptor in any set, or a negative time-out), {@code WSAENOTSOCK} (the
     *     sets stay as they are)
     */
    public static int select(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout) {
        return Dispatch.guarded(
                () -> Readiness.select(nfds, readfds, writefds, exceptfds, timeout));
    }

    /**
     * Whether a descriptor is in a set ({@code FD_ISSET}).
     *
     * @param fd the descriptor
     * @param set an {@code fd_set}
     * @return nonzero if it is
     */
    public static int __WSAFDIsSet(long fd, MemorySegment set) {
        return FdSet.FD_ISSET(fd, set) ? 1 : 0;
    }

    /**
     * Waits until sockets are ready.
     *
     * @param fdArray array of {@code WSAPOLLFD} (16 bytes each), whose {@code revents} are written;
     *     {@code POLLNVAL} for a value that is no descriptor
     * @param fds number of elements, at least 1
     * @param timeout milliseconds; 0 only looks, negative waits without end
     * @return number of elements with {@code revents} not 0, 0 at the time-out, or {@code
     *     SOCKET_ERROR}: {@code WSAEINVAL} (no elements), {@code WSAENOTSOCK} (none is a socket)
     */
    public static int WSAPoll(MemorySegment fdArray, int fds, int timeout) {
        return Dispatch.guarded(() -> Readiness.poll(fdArray, fds, timeout));
    }

    // Addresses as text

    /**
     * Writes an address as text: {@code 1.2.3.4}, {@code 1.2.3.4:80}, {@code fe80::1%3}, {@code
     * [fe80::1%3]:80}; a port and a scope of 0 are left out.
     *
     * @param lpsaAddress the {@code sockaddr}
     * @param dwAddressLength its length in bytes; more than the family needs is ignored
     * @param lpProtocolInfo {@code WSAPROTOCOL_INFOW}, 628 bytes, whose {@code dwCatalogEntryId}
     *     alone chooses the provider; {@code NULL}: the first entry of the address's family
     * @param lpszAddressString receives the text and a NUL
     * @param lpdwAddressStringLength in: room in characters, out: the text's length with its NUL,
     *     or, if the room is too small, the length needed
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEFAULT} (room too small), {@code WSAEINVAL} (the
     *     structure's entry is unknown, the address is too short, or its family has no provider or
     *     no text: {@code AF_UNIX} has none)
     */
    public static int WSAAddressToStringW(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength) {
        return AddressConversion.toText(
                lpsaAddress,
                dwAddressLength,
                lpProtocolInfo,
                lpszAddressString,
                lpdwAddressStringLength);
    }

    /**
     * The ANSI form of {@link #WSAAddressToStringW}, in code page 1252.
     *
     * @param lpsaAddress the {@code sockaddr}
     * @param dwAddressLength its length in bytes; more than the family needs is ignored
     * @param lpProtocolInfo {@code WSAPROTOCOL_INFOA}, 372 bytes, whose {@code dwCatalogEntryId}
     *     alone chooses the provider; {@code NULL}: the first entry of the address's family
     * @param lpszAddressString receives the text and a NUL
     * @param lpdwAddressStringLength in: room in bytes, out: the text's length with its NUL, or, if
     *     the room is too small, the length needed
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEFAULT} (room too small), {@code WSAEINVAL} (the
     *     structure's entry is unknown, the address is too short, or its family has no provider or
     *     no text: {@code AF_UNIX} has none)
     */
    public static int WSAAddressToStringA(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength) {
        return AddressConversion.toTextA(
                lpsaAddress,
                dwAddressLength,
                lpProtocolInfo,
                lpszAddressString,
                lpdwAddressStringLength);
    }

    /**
     * Reads an address from text; names are not looked up. IPv4 takes one to four parts, the last
     * one filling what is left, each decimal, octal ({@code 0…}) or hexadecimal ({@code 0x…}), and
     * a port behind a colon; IPv6 takes {@code ::1}, {@code fe80::1%3} and {@code [fe80::1%3]:80}.
     * A port in the text is never 0.
     *
     * @param AddressString the text, ended by a NUL
     * @param AddressFamily {@code AF_INET} or {@code AF_INET6}
     * @param lpProtocolInfo {@code WSAPROTOCOL_INFOW}, 628 bytes, whose {@code dwCatalogEntryId}
     *     alone chooses the provider; {@code NULL}: the first entry of the family
     * @param lpAddress receives the {@code sockaddr}; untouched on failure
     * @param lpAddressLength in: room in bytes, out: the address's length, or, if the room is too
     *     small, the length needed
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEFAULT} (room too small, found before the text
     *     is looked at), {@code WSAEINVAL} (no address of the family, no text, the structure's
     *     entry is unknown, or the family has no provider or no text: {@code AF_UNIX} has none)
     */
    public static int WSAStringToAddressW(
            MemorySegment AddressString,
            int AddressFamily,
            MemorySegment lpProtocolInfo,
            MemorySegment lpAddress,
            MemorySegment lpAddressLength) {
        return AddressConversion.toAddress(
                AddressString, AddressFamily, lpProtocolInfo, lpAddress, lpAddressLength);
    }

    /**
     * The ANSI form of {@link #WSAStringToAddressW}, in code page 1252.
     *
     * @param AddressString the text, ended by a NUL
     * @param AddressFamily {@code AF_INET} or {@code AF_INET6}
     * @param lpProtocolInfo {@code WSAPROTOCOL_INFOA}, 372 bytes, whose {@code dwCatalogEntryId}
     *     alone chooses the provider; {@code NULL}: the first entry of the family
     * @param lpAddress receives the {@code sockaddr}; untouched on failure
     * @param lpAddressLength in: room in bytes, out: the address's length, or, if the room is too
     *     small, the length needed
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEFAULT} (room too small, found before the text
     *     is looked at), {@code WSAEINVAL} (no address of the family, no text, the structure's
     *     entry is unknown, or the family has no provider or no text: {@code AF_UNIX} has none)
     */
    public static int WSAStringToAddressA(
            MemorySegment AddressString,
            int AddressFamily,
            MemorySegment lpProtocolInfo,
            MemorySegment lpAddress,
            MemorySegment lpAddressLength) {
        return AddressConversion.toAddressA(
                AddressString, AddressFamily, lpProtocolInfo, lpAddress, lpAddressLength);
    }

    // Events

    /**
     * Makes an event object that is reset by hand and not signaled. It belongs to the process, and
     * is there until {@link #WSACloseEvent}, whatever {@link #WSACleanup} does.
     *
     * @return its handle, never 0 and never used again, or {@code WSA_INVALID_EVENT}: {@code
     *     WSA_NOT_ENOUGH_MEMORY} (the process has 16,777,216 events)
     */
    public static long WSACreateEvent() {
        return Events.create();
    }

    /**
     * Ends an event's handle. A thread that waits for the event is not left waiting: its {@link
     * #WSAWaitForMultipleEvents} fails with {@code WSA_INVALID_HANDLE}.
     *
     * @param hEvent the event
     * @return 1, or 0: {@code WSA_INVALID_HANDLE}
     */
    public static int WSACloseEvent(long hEvent) {
        return Events.close(hEvent);
    }

    /**
     * Signals an event, which ends all waits for it, even if it is reset at once.
     *
     * @param hEvent the event
     * @return 1, or 0: {@code WSA_INVALID_HANDLE}
     */
    public static int WSASetEvent(long hEvent) {
        return Events.set(hEvent);
    }

    /**
     * Takes an event's signal back.
     *
     * @param hEvent the event
     * @return 1, or 0: {@code WSA_INVALID_HANDLE}
     */
    public static int WSAResetEvent(long hEvent) {
        return Events.reset(hEvent);
    }

    /**
     * Waits until one or all of several events are signaled. No event is changed by it.
     *
     * <p>In an alertable wait the procedure calls that are queued for this thread run, in the order
     * in which they were queued, with those that they queue themselves, but only once the wait has
     * ended: they may wait, and close the events. What one of them throws is thrown from here, and
     * those behind it stay for the next alertable wait.
     *
     * <p>{@link Thread#interrupt} does not end a wait.
     *
     * @param cEvents number of events, 1 to {@code WSA_MAXIMUM_WAIT_EVENTS}
     * @param lphEvents array of their handles, eight bytes each
     * @param fWaitAll nonzero: until all are signaled at one moment
     * @param dwTimeout milliseconds, unsigned; 0 only looks, {@code WSA_INFINITE} waits without end
     * @param fAlertable nonzero: procedure calls end the wait, if no event does
     * @return {@code WSA_WAIT_EVENT_0} if all are signaled, {@code WSA_WAIT_EVENT_0} and the index
     *     of a signaled one, {@code WSA_WAIT_IO_COMPLETION} after procedure calls, {@code
     *     WSA_WAIT_TIMEOUT}, or {@code WSA_WAIT_FAILED}: {@code WSA_INVALID_PARAMETER} (number of
     *     events), {@code WSA_INVALID_HANDLE} (one is no event, or was closed during the wait)
     */
    public static int WSAWaitForMultipleEvents(
            int cEvents, MemorySegment lphEvents, int fWaitAll, int dwTimeout, int fAlertable) {
        return Events.await(cEvents, lphEvents, fWaitAll != 0, dwTimeout, fAlertable != 0);
    }

    /**
     * Registers an event object for network events of a socket, and makes the socket non-blocking
     * in any case.
     *
     * <p>A socket has one registration, whichever of its descriptors and whichever process made it:
     * this call cancels an earlier one of {@code WSAEventSelect} or {@link #WSAAsyncSelect}. From
     * its return on, nothing comes through the earlier one, but for messages that were posted
     * before. What was recorded and not yet read with {@link #WSAEnumNetworkEvents} stays recorded,
     * and signals the new object at once if it is among the events it is registered for.
     *
     * <p>The registration ends with the process that made it, and with its last descriptor of the
     * socket. A connection accepted from the socket inherits it.
     *
     * @param s the socket
     * @param hEventObject an event, signaled when one of the events is recorded; not looked at if
     *     {@code lNetworkEvents} is 0
     * @param lNetworkEvents a combination of {@code FD_READ}, {@code FD_WRITE}, {@code FD_OOB},
     *     {@code FD_ACCEPT}, {@code FD_CONNECT}, {@code FD_CLOSE} and the other {@code FD_} bits,
     *     which Linux has no occasion for; 0 cancels
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEINVAL} (no event but a mask, not an event, or
     *     unknown bits): then the earlier registration stays
     */
    public static int WSAEventSelect(long s, long hEventObject, int lNetworkEvents) {
        return Notification.eventSelect(s, hEventObject, lNetworkEvents);
    }

    /**
     * Reads which network events were recorded, and clears the record of those the socket is
     * registered for. The record is the socket's: what one descriptor has read, no other finds.
     *
     * @param s the socket
     * @param hEventObject an event to reset, also if nothing was recorded, or 0
     * @param lpNetworkEvents receives {@code WSANETWORKEVENTS}, 44 bytes, of which only the error
     *     codes of the events that are set are written
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEINVAL} (not an event), {@code WSAEFAULT}: then
     *     nothing was cleared
     */
    public static int WSAEnumNetworkEvents(
            long s, long hEventObject, MemorySegment lpNetworkEvents) {
        return Notification.enumerate(s, hEventObject, lpNetworkEvents);
    }

    /**
     * Registers a window for network events of a socket, and makes the socket non-blocking in any
     * case. All that {@link #WSAEventSelect} says of registrations holds here too.
     *
     * <p>Each event is a message of its own: {@code wParam} is the descriptor, the low word of
     * {@code lParam} the event, the high word its error code. What is the case at the time of the
     * call is posted, even if it was before, except {@code FD_CONNECT}.
     *
     * @param s the socket
     * @param hWnd a {@link MessageWindow}'s handle; not looked at if {@code lEvent} is 0
     * @param wMsg the number of the messages
     * @param lEvent a combination of {@code FD_} bits; 0 cancels
     * @return 0 or {@code SOCKET_ERROR}: {@code WSAEINVAL} (not a window, or unknown bits): then
     *     the earlier registration stays
     */
    public static int WSAAsyncSelect(long s, long hWnd, int wMsg, int lEvent) {
        return Notification.asyncSelect(s, hWnd, wMsg, lEvent);
    }

    // The catalog

    /**
     * Lists the protocols sockets can be made of.
     *
     * @param lpiProtocols {@code iProtocol} values to list, 32 bits each, ended by 0; unknown ones
     *     are ignored; {@code NULL} lists all
     * @param lpProtocolBuffer receives an array of {@code WSAPROTOCOL_INFOW}
     * @param lpdwBufferLength in: room in bytes, out: what is needed
     * @return number of structures, or {@code SOCKET_ERROR}: {@code WSAENOBUFS} (room too small)
     */
    public static int WSAEnumProtocolsW(
            MemorySegment lpiProtocols,
            MemorySegment lpProtocolBuffer,
            MemorySegment lpdwBufferLength) {
        return Dispatch.guarded(
                () -> Enumeration.enumerateW(lpiProtocols, lpProtocolBuffer, lpdwBufferLength));
    }

    /**
     * Lists the protocols sockets can be made of.
     *
     * @param lpiProtocols {@code iProtocol} values to list, 32 bits each, ended by 0; unknown ones
     *     are ignored; {@code NULL} lists all
     * @param lpProtocolBuffer receives an array of {@code WSAPROTOCOL_INFOA}
     * @param lpdwBufferLength in: room in bytes, out: what is needed
     * @return number of structures, or {@code SOCKET_ERROR}: {@code WSAENOBUFS} (room too small)
     */
    public static int WSAEnumProtocolsA(
            MemorySegment lpiProtocols,
            MemorySegment lpProtocolBuffer,
            MemorySegment lpdwBufferLength) {
        return Dispatch.guarded(
                () -> Enumeration.enumerateA(lpiProtocols, lpProtocolBuffer, lpdwBufferLength));
    }

    // Management of the catalog

    /**
     * Installs entries of a provider: those of a layer, or chains. (Base providers bring their
     * entries along.) They are numbered above all numbers ever used, which {@link
     * #WSCEnumProtocols} tells, and come last in the order.
     *
     * @param lpProviderId {@code GUID} of all these entries; no entry may have it yet
     * @param lpszProviderDllPath class name of the {@link dev.baton.winsock.spi.ProviderFactory},
     *     UTF-16 up to a NUL, at most {@code MAX_PATH} characters; of a chain its top layer's
     * @param lpProtocolInfoList array of {@code WSAPROTOCOL_INFOW}; ids in it are ignored. A chain
     *     has 2 to 7 parts, all installed: different layers, those with {@code XP1_IFS_HANDLES}
     *     below the others, and a base protocol
     * @param dwNumberOfEntries number of structures, at least 1
     * @param lpErrno receives the code of a failure
     * @return 0, or {@code SOCKET_ERROR}: {@code WSAEFAULT}; {@code WSAEINVAL} (no entries, a name
     *     of more than 255 characters, a path that is empty or too long, a chain against the
     *     rules); {@code WSANO_RECOVERY} (the provider is installed already, or the catalog can't
     *     be read or changed: the log says why); {@code WSAENOBUFS} (the catalog would have more
     *     than 16 MiB); {@code WSAEINPROGRESS} (something else in this process holds its lock). A
     *     failure changes nothing; with an {@code lpErrno} that can't be used nothing is done
     */
    public static int WSCInstallProvider(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpProtocolInfoList,
            int dwNumberOfEntries,
            MemorySegment lpErrno) {
        return CatalogManagement.install(
                lpProviderId, lpszProviderDllPath, lpProtocolInfoList, dwNumberOfEntries, lpErrno);
    }

    /**
     * Removes all entries of a provider; with a layer's own entry also the chains it is the top of.
     * Chains that have it further below stay in the catalog and are passed over at the next start.
     *
     * @param lpProviderId {@code GUID} of the entries
     * @param lpErrno receives the code of a failure
     * @return 0, or {@code SOCKET_ERROR}: {@code WSAEFAULT}; {@code WSAEINVAL} (no such provider);
     *     {@code WSANO_RECOVERY} (the provider brings its entries along, or the catalog can't be
     *     read or changed); {@code WSAEINPROGRESS}, as for {@link #WSCInstallProvider}
     */
    public static int WSCDeinstallProvider(MemorySegment lpProviderId, MemorySegment lpErrno) {
        return CatalogManagement.deinstall(lpProviderId, lpErrno);
    }

    /**
     * Lists all entries of the catalog as it is now, also hidden ones and those of layers.
     *
     * @param lpiProtocols {@code iProtocol} values to list, 32 bits each, ended by 0; {@code NULL}
     *     lists all
     * @param lpProtocolBuffer receives an array of {@code WSAPROTOCOL_INFOW}
     * @param lpdwBufferLength in: room in bytes, out: what is needed
     * @param lpErrno receives the code of a failure
     * @return number of structures, or {@code SOCKET_ERROR}: {@code WSAEFAULT}; {@code WSAENOBUFS}
     *     (room too small); {@code WSANO_RECOVERY} (the catalog can't be read: the log says why)
     */
    public static int WSCEnumProtocols(
            MemorySegment lpiProtocols,
            MemorySegment lpProtocolBuffer,
            MemorySegment lpdwBufferLength,
            MemorySegment lpErrno) {
        return CatalogQueries.enumerate(lpiProtocols, lpProtocolBuffer, lpdwBufferLength, lpErrno);
    }

    /**
     * Changes the order of the catalog, by which protocols are enumerated and chosen.
     *
     * @param lpwdCatalogEntryId the ids of all entries that {@link #WSCEnumProtocols} lists, 32
     *     bits each, in the new order
     * @param dwNumberOfEntries how many
     * @return 0, or the code itself (not through {@link #WSAGetLastError}): {@code WSAEFAULT};
     *     {@code WSAEINVAL} (not every id exactly once); {@code WSANO_RECOVERY}, {@code
     *     WSAEINPROGRESS}, as for {@link #WSCInstallProvider}
     */
    public static int WSCWriteProviderOrder(
            MemorySegment lpwdCatalogEntryId, int dwNumberOfEntries) {
        return CatalogManagement.order(lpwdCatalogEntryId, dwNumberOfEntries);
    }

    /**
     * Tells the class name of a provider's factory.
     *
     * @param lpProviderId {@code GUID} of an entry
     * @param lpszProviderDllPath receives the name, UTF-16 with a NUL
     * @param lpProviderDllPathLen in: room in characters; out: characters with the NUL, also if the
     *     room is too small
     * @param lpErrno receives the code of a failure; may be {@code NULL}
     * @return 0, or {@code SOCKET_ERROR}: {@code WSAEFAULT} (also if the room is too small); {@code
     *     WSAEINVAL} (no room at all, or no such provider; the length stays); {@code
     *     WSANO_RECOVERY} (the catalog can't be read)
     */
    public static int WSCGetProviderPath(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpProviderDllPathLen,
            MemorySegment lpErrno) {
        return CatalogQueries.path(
                lpProviderId, lpszProviderDllPath, lpProviderDllPathLen, lpErrno);
    }

    /**
     * Installs a layer: its own hidden entry, and a chain of it over each of several entries. The
     * chains get ids of their own and come first in the order. A chain of the layer over another
     * chain keeps that chain's layers below.
     *
     * @param lpProviderId {@code GUID} of the layer
     * @param lpszProviderDllPath class name of its {@link dev.baton.winsock.spi.ProviderFactory},
     *     UTF-16 up to a NUL, at most {@code MAX_PATH} characters
     * @param lpszLspName the layer's name, UTF-16 up to a NUL, at most 255 characters
     * @param dwServiceFlags {@code XP1_IFS_HANDLES} if the layer hands on the system's handles, or
     *     0
     * @param lpProtocolInfoList array of {@code WSAPROTOCOL_INFOW}, of which family, type and
     *     protocol count: the first entry in the order that has them gets the layer over it; {@code
     *     NULL} means each combination that applications can see
     * @param dwNumberOfEntries number of structures, at least 1; ignored with {@code NULL}
     * @param lpdwCatalogEntryId receives the id of the layer's own entry, 32 bits; may be {@code
     *     NULL}
     * @param lpErrno receives the code of a failure
     * @return 0, or {@code SOCKET_ERROR}: {@code WSAEFAULT}; {@code WSAEINVAL} (id, path or name is
     *     {@code NULL}, empty or too long, other flags, another provider has the id, another layer
     *     the name, no entry fits, a layer with {@code XP1_IFS_HANDLES} would be above one
     *     without); {@code WSANO_RECOVERY} (this provider is installed already, no entry at all, a
     *     chain has seven parts already, or the catalog can't be read or changed: the log says
     *     why); {@code WSAEINPROGRESS}, as for {@link #WSCInstallProvider}
     */
    public static int WSCInstallProviderAndChains(
            MemorySegment lpProviderId,
            MemorySegment lpszProviderDllPath,
            MemorySegment lpszLspName,
            int dwServiceFlags,
            MemorySegment lpProtocolInfoList,
            int dwNumberOfEntries,
            MemorySegment lpdwCatalogEntryId,
            MemorySegment lpErrno) {
        return CatalogManagement.installWithChains(
                lpProviderId,
                lpszProviderDllPath,
                lpszLspName,
                dwServiceFlags,
                lpProtocolInfoList,
                dwNumberOfEntries,
                lpdwCatalogEntryId,
                lpErrno);
    }

    /**
     * Tells the categories of a layer. There is no way to give it any: they are 0.
     *
     * @param lpProviderId {@code GUID} of a layer or chain
     * @param InfoType {@code ProviderInfoLspCategories}
     * @param Info receives 32 bits
     * @param InfoSize {@code size_t}, 64 bits; in: room in bytes; out: 4
     * @param Flags ignored
     * @param lpErrno receives the code of a failure
     * @return 0, or {@code SOCKET_ERROR}: {@code WSAEFAULT} (also if the room is too small); {@code
     *     WSANO_RECOVERY} (no such provider, whatever else is wrong, or the catalog can't be read);
     *     {@code WSAEINVALIDPROVIDER} (no layer); {@code WSAEINVAL} (unknown {@code InfoType}); 120
     *     ({@code ERROR_CALL_NOT_IMPLEMENTED}: {@code ProviderInfoAudit}, as in Windows)
     */
    public static int WSCGetProviderInfo(
            MemorySegment lpProviderId,
            int InfoType,
            MemorySegment Info,
            MemorySegment InfoSize,
            int Flags,
            MemorySegment lpErrno) {
        return CatalogQueries.info(lpProviderId, InfoType, Info, InfoSize, lpErrno);
    }
}
