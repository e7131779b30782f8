package dev.baton.winsock.spi;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The thirty entries of a transport service provider ({@code WSPPROC_TABLE}), in the table's order,
 * called concurrently from any thread. Each is documented with the {@code Winsock} function of the
 * same name; the last parameter, {@code lpErrno}, receives the error code when the result says
 * failure.
 *
 * <p>An entry with a default body is one that a transport may lack: it answers {@code
 * WSAEOPNOTSUPP}.
 */
public interface ServiceProvider {
    /** Accepts a connection; the condition function may be absent. */
    long WSPAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData,
            MemorySegment lpErrno);

    /** Writes an address as text; {@code lpProtocolInfo} is a structure in any case. */
    default int WSPAddressToString(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength,
            MemorySegment lpErrno) {
        unsupported(lpErrno);
        return Constants.SOCKET_ERROR;
    }

    /** Registers a window for network events. */
    default int WSPAsyncSelect(long s, long hWnd, int wMsg, int lEvent, MemorySegment lpErrno) {
        unsupported(lpErrno);
        return Constants.SOCKET_ERROR;
    }

    /** Gives a socket its local address. */
    int WSPBind(long s, MemorySegment name, int namelen, MemorySegment lpErrno);

    /** Cancels the calling thread's blocking call. */
    default int WSPCancelBlockingCall(MemorySegment lpErrno) {
        unsupported(lpErrno);
        return Constants.SOCKET_ERROR;
    }

    /** Balances one start; the last one closes what the provider still holds in this process. */
    int WSPCleanup(MemorySegment lpErrno);

    /**
     * Closes one descriptor; the socket ends with its last descriptor. Wakes the calls blocked on
     * this descriptor.
     */
    int WSPCloseSocket(long s, MemorySegment lpErrno);

    /** Connects a socket. */
    int WSPConnect(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            MemorySegment lpErrno);

    /**
     * Makes a duplicate for another process and writes the structure that opens it there. When it
     * returns 0 the duplicate exists on the target's side.
     */
    int WSPDuplicateSocket(
            long s, int dwProcessId, MemorySegment lpProtocolInfo, MemorySegment lpErrno);

    /** Reports and clears the recorded network events. */
    default int WSPEnumNetworkEvents(
            long s, long hEventObject, MemorySegment lpNetworkEvents, MemorySegment lpErrno) {
        unsupported(lpErrno);
        return Constants.SOCKET_ERROR;
    }

    /** Registers an event object for network events. */
    default int WSPEventSelect(
            long s, long hEventObject, int lNetworkEvents, MemorySegment lpErrno) {
        unsupported(lpErrno);
        return Constants.SOCKET_ERROR;
    }

    /** Reads the result of an overlapped operation: TRUE (1) or FALSE (0). */
    default int WSPGetOverlappedResult(
            long s,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            int fWait,
            MemorySegment lpdwFlags,
            MemorySegment lpErrno) {
        unsupported(lpErrno);
        return 0;
    }

    /** Reads the peer's address. */
    int WSPGetPeerName(long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno);

    /** Reads the local address. */
    int WSPGetSockName(long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno);

    /** Reads an option. */
    int WSPGetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            MemorySegment optlen,
            MemorySegment lpErrno);

    /** Finds a quality of service template: TRUE (1) or FALSE (0). */
    default int WSPGetQOSByName(
            long s, MemorySegment lpQOSName, MemorySegment lpQOS, MemorySegment lpErrno) {
        unsupported(lpErrno);
        return 0;
    }

    /** Controls a socket; {@link VendorIoctl} names the codes that Winsock itself sends. */
    int WSPIoctl(
            long s,
            int dwIoControlCode,
            MemorySegment lpvInBuffer,
            int cbInBuffer,
            MemorySegment lpvOutBuffer,
            int cbOutBuffer,
            MemorySegment lpcbBytesReturned,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno);

    /** Joins a multipoint session. */
    default long WSPJoinLeaf(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            int dwFlags,
            MemorySegment lpErrno) {
        unsupported(lpErrno);
        return Constants.INVALID_SOCKET;
    }

    /** Makes a socket accept connections. */
    int WSPListen(long s, int backlog, MemorySegment lpErrno);

    /** Receives on a connected socket. */
    int WSPRecv(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno);

    /** Ends reception and retrieves disconnect data. */
    int WSPRecvDisconnect(long s, MemorySegment lpInboundDisconnectData, MemorySegment lpErrno);

    /** Receives and tells from whom. */
    int WSPRecvFrom(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpFrom,
            MemorySegment lpFromlen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno);

    /** Waits for readiness: the number of descriptors left in the sets. */
    int WSPSelect(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout,
            MemorySegment lpErrno);

    /** Sends on a connected socket. */
    int WSPSend(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno);

    /** Ends sending, with disconnect data. */
    int WSPSendDisconnect(long s, MemorySegment lpOutboundDisconnectData, MemorySegment lpErrno);

    /** Sends to an address. */
    int WSPSendTo(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpTo,
            int iTolen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno);

    /** Sets an option. */
    int WSPSetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            int optlen,
            MemorySegment lpErrno);

    /** Ends one or both directions, for every descriptor of the socket. */
    int WSPShutdown(long s, int how, MemorySegment lpErrno);

    /**
     * Makes a socket, or opens a duplicate when the structure's {@code dwProviderReserved} is not
     * 0. {@code af}, {@code type} and {@code protocol} come unchanged from the application: 0 and
     * {@code FROM_PROTOCOL_INFO} must be accepted.
     */
    long WSPSocket(
            int af,
            int type,
            int protocol,
            MemorySegment lpProtocolInfo,
            int g,
            int dwFlags,
            MemorySegment lpErrno);

    /** Reads an address from text; {@code lpProtocolInfo} is a structure in any case. */
    default int WSPStringToAddress(
            MemorySegment AddressString,
            int AddressFamily,
            MemorySegment lpProtocolInfo,
            MemorySegment lpAddress,
            MemorySegment lpAddressLength,
            MemorySegment lpErrno) {
        unsupported(lpErrno);
        return Constants.SOCKET_ERROR;
    }

    private static void unsupported(MemorySegment lpErrno) {
        lpErrno.set(JAVA_INT_UNALIGNED, 0, Constants.WSAEOPNOTSUPP);
    }
}
