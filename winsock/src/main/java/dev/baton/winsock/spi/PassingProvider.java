package dev.baton.winsock.spi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The entries of a layer in which nothing happens but the way down. */
abstract class PassingProvider implements ServiceProvider {
    /** The provider beneath. */
    abstract ServiceProvider next();

    /** The descriptor beneath; INVALID_SOCKET for one that is none. */
    abstract long lower(long s);

    /** The structure for the provider beneath. */
    abstract MemorySegment downward(MemorySegment lpProtocolInfo);

    @Override
    public int WSPSetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            int optlen,
            MemorySegment lpErrno) {
        return next().WSPSetSockOpt(lower(s), level, optname, optval, optlen, lpErrno);
    }

    @Override
    public int WSPSelect(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout,
            MemorySegment lpErrno) {
        return next().WSPSelect(nfds, readfds, writefds, exceptfds, timeout, lpErrno);
    }

    // Addresses and connections

    @Override
    public int WSPBind(long s, MemorySegment name, int namelen, MemorySegment lpErrno) {
        return next().WSPBind(lower(s), name, namelen, lpErrno);
    }

    @Override
    public int WSPListen(long s, int backlog, MemorySegment lpErrno) {
        return next().WSPListen(lower(s), backlog, lpErrno);
    }

    @Override
    public int WSPConnect(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            MemorySegment lpErrno) {
        return next().WSPConnect(
                        lower(s),
                        name,
                        namelen,
                        lpCallerData,
                        lpCalleeData,
                        lpSQOS,
                        lpGQOS,
                        lpErrno);
    }

    @Override
    public int WSPShutdown(long s, int how, MemorySegment lpErrno) {
        return next().WSPShutdown(lower(s), how, lpErrno);
    }

    @Override
    public int WSPSendDisconnect(
            long s, MemorySegment lpOutboundDisconnectData, MemorySegment lpErrno) {
        return next().WSPSendDisconnect(lower(s), lpOutboundDisconnectData, lpErrno);
    }

    @Override
    public int WSPRecvDisconnect(
            long s, MemorySegment lpInboundDisconnectData, MemorySegment lpErrno) {
        return next().WSPRecvDisconnect(lower(s), lpInboundDisconnectData, lpErrno);
    }

    @Override
    public int WSPGetPeerName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        return next().WSPGetPeerName(lower(s), name, namelen, lpErrno);
    }

    @Override
    public int WSPGetSockName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        return next().WSPGetSockName(lower(s), name, namelen, lpErrno);
    }

    @Override
    public int WSPGetQOSByName(
            long s, MemorySegment lpQOSName, MemorySegment lpQOS, MemorySegment lpErrno) {
        return next().WSPGetQOSByName(lower(s), lpQOSName, lpQOS, lpErrno);
    }

    @Override
    public int WSPAddressToString(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength,
            MemorySegment lpErrno) {
        return next().WSPAddressToString(
                        lpsaAddress,
                        dwAddressLength,
                        downward(lpProtocolInfo),
                        lpszAddressString,
                        lpdwAddressStringLength,
                        lpErrno);
    }

    @Override
    public int WSPStringToAddress(
            MemorySegment AddressString,
            int AddressFamily,
            MemorySegment lpProtocolInfo,
            MemorySegment lpAddress,
            MemorySegment lpAddressLength,
            MemorySegment lpErrno) {
        return next().WSPStringToAddress(
                        AddressString,
                        AddressFamily,
                        downward(lpProtocolInfo),
                        lpAddress,
                        lpAddressLength,
                        lpErrno);
    }

    // Data

    @Override
    public int WSPSend(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        return next().WSPSend(
                        lower(s),
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesSent,
                        dwFlags,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
    }

    @Override
    public int WSPSendTo(
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
            MemorySegment lpErrno) {
        return next().WSPSendTo(
                        lower(s),
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesSent,
                        dwFlags,
                        lpTo,
                        iTolen,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
    }

    @Override
    public int WSPRecv(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        return next().WSPRecv(
                        lower(s),
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesRecvd,
                        lpFlags,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
    }

    @Override
    public int WSPRecvFrom(
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
            MemorySegment lpErrno) {
        return next().WSPRecvFrom(
                        lower(s),
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesRecvd,
                        lpFlags,
                        lpFrom,
                        lpFromlen,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
    }

    // Events and cancellation

    @Override
    public int WSPAsyncSelect(long s, long hWnd, int wMsg, int lEvent, MemorySegment lpErrno) {
        return next().WSPAsyncSelect(lower(s), hWnd, wMsg, lEvent, lpErrno);
    }

    @Override
    public int WSPEventSelect(
            long s, long hEventObject, int lNetworkEvents, MemorySegment lpErrno) {
        return next().WSPEventSelect(lower(s), hEventObject, lNetworkEvents, lpErrno);
    }

    @Override
    public int WSPEnumNetworkEvents(
            long s, long hEventObject, MemorySegment lpNetworkEvents, MemorySegment lpErrno) {
        return next().WSPEnumNetworkEvents(lower(s), hEventObject, lpNetworkEvents, lpErrno);
    }

    @Override
    public int WSPGetOverlappedResult(
            long s,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            int fWait,
            MemorySegment lpdwFlags,
            MemorySegment lpErrno) {
        return next().WSPGetOverlappedResult(
                        lower(s), lpOverlapped, lpcbTransfer, fWait, lpdwFlags, lpErrno);
    }

    @Override
    public int WSPCancelBlockingCall(MemorySegment lpErrno) {
        return next().WSPCancelBlockingCall(lpErrno);
    }
}
