package dev.baton.layers;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A layer that does the same around every entry: {@link #refusal} before it, {@link #left} after
 * it. Both get numbers only, so that a call allocates nothing here.
 */
public abstract class WatchedLayer extends WatchedControl {
    /** For subclasses. */
    protected WatchedLayer() {}

    @Override
    public long WSPAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData,
            MemorySegment lpErrno) {
        long began = enter(Entry.WSPAccept, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPAccept.failure()
                : leave(
                        Entry.WSPAccept,
                        began,
                        super.WSPAccept(s, addr, addrlen, lpfnCondition, dwCallbackData, lpErrno),
                        lpErrno);
    }

    @Override
    public int WSPCleanup(MemorySegment lpErrno) {
        long began = enter(Entry.WSPCleanup, Constants.INVALID_SOCKET, lpErrno);
        return began == REFUSED
                ? Entry.WSPCleanup.failure()
                : (int) leave(Entry.WSPCleanup, began, super.WSPCleanup(lpErrno), lpErrno);
    }

    @Override
    public int WSPCloseSocket(long s, MemorySegment lpErrno) {
        long began = enter(Entry.WSPCloseSocket, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPCloseSocket.failure()
                : (int)
                        leave(
                                Entry.WSPCloseSocket,
                                began,
                                super.WSPCloseSocket(s, lpErrno),
                                lpErrno);
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
        long began = enter(Entry.WSPConnect, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPConnect.failure()
                : (int)
                        leave(
                                Entry.WSPConnect,
                                began,
                                super.WSPConnect(
                                        s,
                                        name,
                                        namelen,
                                        lpCallerData,
                                        lpCalleeData,
                                        lpSQOS,
                                        lpGQOS,
                                        lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPDuplicateSocket(
            long s, int dwProcessId, MemorySegment lpProtocolInfo, MemorySegment lpErrno) {
        long began = enter(Entry.WSPDuplicateSocket, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPDuplicateSocket.failure()
                : (int)
                        leave(
                                Entry.WSPDuplicateSocket,
                                began,
                                super.WSPDuplicateSocket(s, dwProcessId, lpProtocolInfo, lpErrno),
                                lpErrno);
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
        long began = enter(Entry.WSPIoctl, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPIoctl.failure()
                : (int)
                        leave(
                                Entry.WSPIoctl,
                                began,
                                super.WSPIoctl(
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
                                        lpErrno),
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
        long began = enter(Entry.WSPJoinLeaf, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPJoinLeaf.failure()
                : leave(
                        Entry.WSPJoinLeaf,
                        began,
                        super.WSPJoinLeaf(
                                s,
                                name,
                                namelen,
                                lpCallerData,
                                lpCalleeData,
                                lpSQOS,
                                lpGQOS,
                                dwFlags,
                                lpErrno),
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
        long began = enter(Entry.WSPRecv, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPRecv.failure()
                : (int)
                        leave(
                                Entry.WSPRecv,
                                began,
                                super.WSPRecv(
                                        s,
                                        lpBuffers,
                                        dwBufferCount,
                                        lpNumberOfBytesRecvd,
                                        lpFlags,
                                        lpOverlapped,
                                        lpCompletionRoutine,
                                        lpThreadId,
                                        lpErrno),
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
        long began = enter(Entry.WSPRecvFrom, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPRecvFrom.failure()
                : (int)
                        leave(
                                Entry.WSPRecvFrom,
                                began,
                                super.WSPRecvFrom(
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
                                        lpErrno),
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
        long began = enter(Entry.WSPSelect, Constants.INVALID_SOCKET, lpErrno);
        return began == REFUSED
                ? Entry.WSPSelect.failure()
                : (int)
                        leave(
                                Entry.WSPSelect,
                                began,
                                super.WSPSelect(
                                        nfds, readfds, writefds, exceptfds, timeout, lpErrno),
                                lpErrno);
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
        long began = enter(Entry.WSPSend, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPSend.failure()
                : (int)
                        leave(
                                Entry.WSPSend,
                                began,
                                super.WSPSend(
                                        s,
                                        lpBuffers,
                                        dwBufferCount,
                                        lpNumberOfBytesSent,
                                        dwFlags,
                                        lpOverlapped,
                                        lpCompletionRoutine,
                                        lpThreadId,
                                        lpErrno),
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
        long began = enter(Entry.WSPSendTo, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPSendTo.failure()
                : (int)
                        leave(
                                Entry.WSPSendTo,
                                began,
                                super.WSPSendTo(
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
                                        lpErrno),
                                lpErrno);
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
        long began = enter(Entry.WSPSocket, Constants.INVALID_SOCKET, lpErrno);
        return began == REFUSED
                ? Entry.WSPSocket.failure()
                : leave(
                        Entry.WSPSocket,
                        began,
                        super.WSPSocket(af, type, protocol, lpProtocolInfo, g, dwFlags, lpErrno),
                        lpErrno);
    }
}
