package dev.baton.layers;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** The part of a {@link WatchedLayer} that names, sets up and controls sockets. */
abstract class WatchedControl extends LayeredProvider {
    /** Says that a call does not go down; no time at which one begins. */
    static final long REFUSED = Long.MIN_VALUE;

    /**
     * Called before each call.
     *
     * @param entry what is called
     * @param s on which socket, {@code INVALID_SOCKET} where the entry has none
     * @return 0 to pass the call on, or the error to fail it with
     */
    protected int refusal(Entry entry, long s) {
        return 0;
    }

    /**
     * Called after each call that was passed on and came back.
     *
     * @param entry what was called
     * @param nanos how long it took
     * @param error 0 if it succeeded
     */
    protected void left(Entry entry, long nanos, int error) {}

    final long enter(Entry entry, long s, MemorySegment lpErrno) {
        int error = refusal(entry, s);
        if (error != 0) {
            refuse(lpErrno, error);
            return REFUSED;
        }
        return System.nanoTime();
    }

    final long leave(Entry entry, long began, long result, MemorySegment lpErrno) {
        long nanos = System.nanoTime() - began;
        left(entry, nanos, result == entry.failure() ? error(lpErrno) : 0);
        return result;
    }

    private static int error(MemorySegment lpErrno) {
        int error = Memory.readable(lpErrno, Integer.BYTES) ? Memory.int32(lpErrno, 0) : 0;
        return error == 0 ? Constants.WSASYSCALLFAILURE : error;
    }

    @Override
    public int WSPAddressToString(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength,
            MemorySegment lpErrno) {
        long began = enter(Entry.WSPAddressToString, Constants.INVALID_SOCKET, lpErrno);
        return began == REFUSED
                ? Entry.WSPAddressToString.failure()
                : (int)
                        leave(
                                Entry.WSPAddressToString,
                                began,
                                super.WSPAddressToString(
                                        lpsaAddress,
                                        dwAddressLength,
                                        lpProtocolInfo,
                                        lpszAddressString,
                                        lpdwAddressStringLength,
                                        lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPAsyncSelect(long s, long hWnd, int wMsg, int lEvent, MemorySegment lpErrno) {
        long began = enter(Entry.WSPAsyncSelect, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPAsyncSelect.failure()
                : (int)
                        leave(
                                Entry.WSPAsyncSelect,
                                began,
                                super.WSPAsyncSelect(s, hWnd, wMsg, lEvent, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPBind(long s, MemorySegment name, int namelen, MemorySegment lpErrno) {
        long began = enter(Entry.WSPBind, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPBind.failure()
                : (int)
                        leave(
                                Entry.WSPBind,
                                began,
                                super.WSPBind(s, name, namelen, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPCancelBlockingCall(MemorySegment lpErrno) {
        long began = enter(Entry.WSPCancelBlockingCall, Constants.INVALID_SOCKET, lpErrno);
        return began == REFUSED
                ? Entry.WSPCancelBlockingCall.failure()
                : (int)
                        leave(
                                Entry.WSPCancelBlockingCall,
                                began,
                                super.WSPCancelBlockingCall(lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPEnumNetworkEvents(
            long s, long hEventObject, MemorySegment lpNetworkEvents, MemorySegment lpErrno) {
        long began = enter(Entry.WSPEnumNetworkEvents, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPEnumNetworkEvents.failure()
                : (int)
                        leave(
                                Entry.WSPEnumNetworkEvents,
                                began,
                                super.WSPEnumNetworkEvents(
                                        s, hEventObject, lpNetworkEvents, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPEventSelect(
            long s, long hEventObject, int lNetworkEvents, MemorySegment lpErrno) {
        long began = enter(Entry.WSPEventSelect, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPEventSelect.failure()
                : (int)
                        leave(
                                Entry.WSPEventSelect,
                                began,
                                super.WSPEventSelect(s, hEventObject, lNetworkEvents, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPGetOverlappedResult(
            long s,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            int fWait,
            MemorySegment lpdwFlags,
            MemorySegment lpErrno) {
        long began = enter(Entry.WSPGetOverlappedResult, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPGetOverlappedResult.failure()
                : (int)
                        leave(
                                Entry.WSPGetOverlappedResult,
                                began,
                                super.WSPGetOverlappedResult(
                                        s, lpOverlapped, lpcbTransfer, fWait, lpdwFlags, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPGetPeerName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        long began = enter(Entry.WSPGetPeerName, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPGetPeerName.failure()
                : (int)
                        leave(
                                Entry.WSPGetPeerName,
                                began,
                                super.WSPGetPeerName(s, name, namelen, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPGetSockName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        long began = enter(Entry.WSPGetSockName, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPGetSockName.failure()
                : (int)
                        leave(
                                Entry.WSPGetSockName,
                                began,
                                super.WSPGetSockName(s, name, namelen, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPGetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            MemorySegment optlen,
            MemorySegment lpErrno) {
        long began = enter(Entry.WSPGetSockOpt, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPGetSockOpt.failure()
                : (int)
                        leave(
                                Entry.WSPGetSockOpt,
                                began,
                                super.WSPGetSockOpt(s, level, optname, optval, optlen, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPGetQOSByName(
            long s, MemorySegment lpQOSName, MemorySegment lpQOS, MemorySegment lpErrno) {
        long began = enter(Entry.WSPGetQOSByName, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPGetQOSByName.failure()
                : (int)
                        leave(
                                Entry.WSPGetQOSByName,
                                began,
                                super.WSPGetQOSByName(s, lpQOSName, lpQOS, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPListen(long s, int backlog, MemorySegment lpErrno) {
        long began = enter(Entry.WSPListen, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPListen.failure()
                : (int)
                        leave(
                                Entry.WSPListen,
                                began,
                                super.WSPListen(s, backlog, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPRecvDisconnect(
            long s, MemorySegment lpInboundDisconnectData, MemorySegment lpErrno) {
        long began = enter(Entry.WSPRecvDisconnect, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPRecvDisconnect.failure()
                : (int)
                        leave(
                                Entry.WSPRecvDisconnect,
                                began,
                                super.WSPRecvDisconnect(s, lpInboundDisconnectData, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPSendDisconnect(
            long s, MemorySegment lpOutboundDisconnectData, MemorySegment lpErrno) {
        long began = enter(Entry.WSPSendDisconnect, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPSendDisconnect.failure()
                : (int)
                        leave(
                                Entry.WSPSendDisconnect,
                                began,
                                super.WSPSendDisconnect(s, lpOutboundDisconnectData, lpErrno),
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
        long began = enter(Entry.WSPSetSockOpt, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPSetSockOpt.failure()
                : (int)
                        leave(
                                Entry.WSPSetSockOpt,
                                began,
                                super.WSPSetSockOpt(s, level, optname, optval, optlen, lpErrno),
                                lpErrno);
    }

    @Override
    public int WSPShutdown(long s, int how, MemorySegment lpErrno) {
        long began = enter(Entry.WSPShutdown, s, lpErrno);
        return began == REFUSED
                ? Entry.WSPShutdown.failure()
                : (int)
                        leave(
                                Entry.WSPShutdown,
                                began,
                                super.WSPShutdown(s, how, lpErrno),
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
        long began = enter(Entry.WSPStringToAddress, Constants.INVALID_SOCKET, lpErrno);
        return began == REFUSED
                ? Entry.WSPStringToAddress.failure()
                : (int)
                        leave(
                                Entry.WSPStringToAddress,
                                began,
                                super.WSPStringToAddress(
                                        AddressString,
                                        AddressFamily,
                                        lpProtocolInfo,
                                        lpAddress,
                                        lpAddressLength,
                                        lpErrno),
                                lpErrno);
    }
}
