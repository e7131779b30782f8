package dev.baton.layers.trace;

import dev.baton.layers.Entry;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.LayeredProvider;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Passes every entry on through {@link #call}. */
final class TraceLayer extends LayeredProvider {
    /** For the way to the inherited entries, which is open to this class only. */
    static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private @Nullable TraceLog log;

    @Override
    protected void started() {
        log = TraceLog.open();
    }

    private TraceLog log() {
        return Objects.requireNonNull(log, "the layer was not started by Winsock");
    }

    private long call(Entry entry, @Nullable Object... arguments) {
        return log().shows(entry)
                ? TracedCall.make(this, entry, arguments, log())
                : Signature.of(entry).pass(this, arguments);
    }

    @Override
    public long WSPAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData,
            MemorySegment lpErrno) {
        return call(Entry.WSPAccept, s, addr, addrlen, lpfnCondition, dwCallbackData, lpErrno);
    }

    @Override
    public int WSPAddressToString(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength,
            MemorySegment lpErrno) {
        return (int)
                call(
                        Entry.WSPAddressToString,
                        lpsaAddress,
                        dwAddressLength,
                        lpProtocolInfo,
                        lpszAddressString,
                        lpdwAddressStringLength,
                        lpErrno);
    }

    @Override
    public int WSPAsyncSelect(long s, long hWnd, int wMsg, int lEvent, MemorySegment lpErrno) {
        return (int) call(Entry.WSPAsyncSelect, s, hWnd, wMsg, lEvent, lpErrno);
    }

    @Override
    public int WSPBind(long s, MemorySegment name, int namelen, MemorySegment lpErrno) {
        return (int) call(Entry.WSPBind, s, name, namelen, lpErrno);
    }

    @Override
    public int WSPCancelBlockingCall(MemorySegment lpErrno) {
        return (int) call(Entry.WSPCancelBlockingCall, lpErrno);
    }

    @Override
    public int WSPCleanup(MemorySegment lpErrno) {
        try {
            return (int) call(Entry.WSPCleanup, lpErrno);
        } finally {
            log().close();
        }
    }

    @Override
    public int WSPCloseSocket(long s, MemorySegment lpErrno) {
        return (int) call(Entry.WSPCloseSocket, s, lpErrno);
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
        return (int)
                call(
                        Entry.WSPConnect,
                        s,
                        name,
                        namelen,
                        lpCallerData,
                        lpCalleeData,
                        lpSQOS,
                        lpGQOS,
                        lpErrno);
    }

    @Override
    public int WSPDuplicateSocket(
            long s, int dwProcessId, MemorySegment lpProtocolInfo, MemorySegment lpErrno) {
        return (int) call(Entry.WSPDuplicateSocket, s, dwProcessId, lpProtocolInfo, lpErrno);
    }

    @Override
    public int WSPEnumNetworkEvents(
            long s, long hEventObject, MemorySegment lpNetworkEvents, MemorySegment lpErrno) {
        return (int) call(Entry.WSPEnumNetworkEvents, s, hEventObject, lpNetworkEvents, lpErrno);
    }

    @Override
    public int WSPEventSelect(
            long s, long hEventObject, int lNetworkEvents, MemorySegment lpErrno) {
        return (int) call(Entry.WSPEventSelect, s, hEventObject, lNetworkEvents, lpErrno);
    }

    @Override
    public int WSPGetOverlappedResult(
            long s,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            int fWait,
            MemorySegment lpdwFlags,
            MemorySegment lpErrno) {
        return (int)
                call(
                        Entry.WSPGetOverlappedResult,
                        s,
                        lpOverlapped,
                        lpcbTransfer,
                        fWait,
                        lpdwFlags,
                        lpErrno);
    }

    @Override
    public int WSPGetPeerName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        return (int) call(Entry.WSPGetPeerName, s, name, namelen, lpErrno);
    }

    @Override
    public int WSPGetSockName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        return (int) call(Entry.WSPGetSockName, s, name, namelen, lpErrno);
    }

    @Override
    public int WSPGetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            MemorySegment optlen,
            MemorySegment lpErrno) {
        return (int) call(Entry.WSPGetSockOpt, s, level, optname, optval, optlen, lpErrno);
    }

    @Override
    public int WSPGetQOSByName(
            long s, MemorySegment lpQOSName, MemorySegment lpQOS, MemorySegment lpErrno) {
        return (int) call(Entry.WSPGetQOSByName, s, lpQOSName, lpQOS, lpErrno);
    }

    @Override
    public int WSPIoctl(
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
            MemorySegment lpErrno) {
        return (int)
                call(
                        Entry.WSPIoctl,
                        s,
                        dwIoControlCode,
                        lpvInBuffer,
                        cbInBuffer,
                        lpvOutBuffer,
                        cbOutBuffer,
                        lpcbBytesReturned,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
    }

    @Override
    public long WSPJoinLeaf(
            long s,
            MemorySegment name,
            int namelen,
            MemorySegment lpCallerData,
            MemorySegment lpCalleeData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            int dwFlags,
            MemorySegment lpErrno) {
        return call(
                Entry.WSPJoinLeaf,
                s,
                name,
                namelen,
                lpCallerData,
                lpCalleeData,
                lpSQOS,
                lpGQOS,
                dwFlags,
                lpErrno);
    }

    @Override
    public int WSPListen(long s, int backlog, MemorySegment lpErrno) {
        return (int) call(Entry.WSPListen, s, backlog, lpErrno);
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
        return (int)
                call(
                        Entry.WSPRecv,
                        s,
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
    public int WSPRecvDisconnect(
            long s, MemorySegment lpInboundDisconnectData, MemorySegment lpErrno) {
        return (int) call(Entry.WSPRecvDisconnect, s, lpInboundDisconnectData, lpErrno);
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
        return (int)
                call(
                        Entry.WSPRecvFrom,
                        s,
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

    @Override
    public int WSPSelect(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout,
            MemorySegment lpErrno) {
        return (int) call(Entry.WSPSelect, nfds, readfds, writefds, exceptfds, timeout, lpErrno);
    }

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
        return (int)
                call(
                        Entry.WSPSend,
                        s,
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
    public int WSPSendDisconnect(
            long s, MemorySegment lpOutboundDisconnectData, MemorySegment lpErrno) {
        return (int) call(Entry.WSPSendDisconnect, s, lpOutboundDisconnectData, lpErrno);
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
        return (int)
                call(
                        Entry.WSPSendTo,
                        s,
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
    public int WSPSetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            int optlen,
            MemorySegment lpErrno) {
        return (int) call(Entry.WSPSetSockOpt, s, level, optname, optval, optlen, lpErrno);
    }

    @Override
    public int WSPShutdown(long s, int how, MemorySegment lpErrno) {
        return (int) call(Entry.WSPShutdown, s, how, lpErrno);
    }

    @Override
    public long WSPSocket(
            int af,
            int type,
            int protocol,
            MemorySegment lpProtocolInfo,
            int g,
            int dwFlags,
            MemorySegment lpErrno) {
        return call(Entry.WSPSocket, af, type, protocol, lpProtocolInfo, g, dwFlags, lpErrno);
    }

    @Override
    public int WSPStringToAddress(
            MemorySegment AddressString,
            int AddressFamily,
            MemorySegment lpProtocolInfo,
            MemorySegment lpAddress,
            MemorySegment lpAddressLength,
            MemorySegment lpErrno) {
        return (int)
                call(
                        Entry.WSPStringToAddress,
                        AddressString,
                        AddressFamily,
                        lpProtocolInfo,
                        lpAddress,
                        lpAddressLength,
                        lpErrno);
    }
}
