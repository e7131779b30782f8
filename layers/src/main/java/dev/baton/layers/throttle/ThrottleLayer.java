package dev.baton.layers.throttle;

import dev.baton.layers.DataBuffers;
import dev.baton.layers.LayerProperty;
import dev.baton.layers.throttle.ThrottledSocket.Direction;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.LayeredProvider;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lets a socket transfer as much as its rates allow. */
final class ThrottleLayer extends LayeredProvider {
    private static final int LIMITED_EVENTS = Constants.FD_READ | Constants.FD_WRITE;

    private final ThrottleClock clock;
    private final Map<Long, ThrottledSocket> sockets = new ConcurrentHashMap<>();
    private long sendRate;
    private long receiveRate;

    ThrottleLayer(ThrottleClock clock) {
        this.clock = clock;
    }

    @Override
    protected void started() {
        sendRate = ThrottleRate.of(LayerProperty.of("throttle", "send"));
        receiveRate = ThrottleRate.of(LayerProperty.of("throttle", "receive"));
    }

    @Override
    protected void ended() {
        sockets.values().forEach(ThrottledSocket::close);
    }

    // The life of a descriptor

    @Override
    protected void socketOpened(long s, byte[] context) {
        ThrottledSocket socket = new ThrottledSocket(clock, stream(s));
        if (context.length > 0) {
            socket.resume(context);
        } else {
            socket.rate(Direction.SEND, sendRate);
            socket.rate(Direction.RECEIVE, receiveRate);
        }
        sockets.put(s, socket);
    }

    private boolean stream(long s) {
        MemorySegment type = MemorySegment.ofArray(new int[1]);
        MemorySegment size = MemorySegment.ofArray(new int[] {Integer.BYTES});
        MemorySegment lpErrno = MemorySegment.ofArray(new int[1]);
        next().WSPGetSockOpt(s, Constants.SOL_SOCKET, Constants.SO_TYPE, type, size, lpErrno);
        return Memory.int32(type, 0) == Constants.SOCK_STREAM;
    }

    @Override
    protected void socketClosed(long s) {
        ThrottledSocket socket = sockets.remove(s);
        if (socket != null) {
            socket.close();
        }
    }

    @Override
    protected byte[] socketContext(long s) {
        ThrottledSocket socket = sockets.get(s);
        return socket == null ? super.socketContext(s) : socket.context();
    }

    @Override
    protected boolean acceptsContext(byte[] context) {
        return ThrottledSocket.isContext(context);
    }

    // Transfers

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
        ThrottledTransfer.Part down =
                part ->
                        super.WSPSend(
                                s,
                                part.segments(),
                                part.count(),
                                lpNumberOfBytesSent,
                                dwFlags,
                                lpOverlapped,
                                lpCompletionRoutine,
                                lpThreadId,
                                lpErrno);
        return transfer(s, Direction.SEND, lpOverlapped, lpNumberOfBytesSent, lpErrno)
                .send(new DataBuffers(lpBuffers, dwBufferCount), down);
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
        ThrottledTransfer.Part down =
                part ->
                        super.WSPSendTo(
                                s,
                                part.segments(),
                                part.count(),
                                lpNumberOfBytesSent,
                                dwFlags,
                                lpTo,
                                iTolen,
                                lpOverlapped,
                                lpCompletionRoutine,
                                lpThreadId,
                                lpErrno);
        return transfer(s, Direction.SEND, lpOverlapped, lpNumberOfBytesSent, lpErrno)
                .send(new DataBuffers(lpBuffers, dwBufferCount), down);
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
        ThrottledTransfer.Part down =
                part ->
                        super.WSPRecv(
                                s,
                                part.segments(),
                                part.count(),
                                lpNumberOfBytesRecvd,
                                lpFlags,
                                lpOverlapped,
                                lpCompletionRoutine,
                                lpThreadId,
                                lpErrno);
        return transfer(s, Direction.RECEIVE, lpOverlapped, lpNumberOfBytesRecvd, lpErrno)
                .receive(new DataBuffers(lpBuffers, dwBufferCount), lpFlags, down);
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
        ThrottledTransfer.Part down =
                part ->
                        super.WSPRecvFrom(
                                s,
                                part.segments(),
                                part.count(),
                                lpNumberOfBytesRecvd,
                                lpFlags,
                                lpFrom,
                                lpFromlen,
                                lpOverlapped,
                                lpCompletionRoutine,
                                lpThreadId,
                                lpErrno);
        return transfer(s, Direction.RECEIVE, lpOverlapped, lpNumberOfBytesRecvd, lpErrno)
                .receive(new DataBuffers(lpBuffers, dwBufferCount), lpFlags, down);
    }

    private ThrottledTransfer transfer(
            long s,
            Direction direction,
            MemorySegment lpOverlapped,
            MemorySegment lpBytes,
            MemorySegment lpErrno) {
        ThrottledSocket socket = sockets.get(s);
        boolean limited = socket != null && socket.rate(direction) > 0;
        boolean overlapped = !lpOverlapped.equals(MemorySegment.NULL);
        return new ThrottledTransfer(limited ? socket : null, overlapped, lpBytes, lpErrno);
    }

    // Options, modes and readiness

    @Override
    public int WSPGetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            MemorySegment optlen,
            MemorySegment lpErrno) {
        ThrottledSocket socket = sockets.get(s);
        Direction direction = ThrottleRate.direction(level, optname);
        return socket == null || direction == null
                ? super.WSPGetSockOpt(s, level, optname, optval, optlen, lpErrno)
                : ThrottleRate.tell(socket.rate(direction), optval, optlen, lpErrno);
    }

    @Override
    public int WSPSetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            int optlen,
            MemorySegment lpErrno) {
        ThrottledSocket socket = sockets.get(s);
        Direction direction = ThrottleRate.direction(level, optname);
        if (socket == null || direction == null) {
            return super.WSPSetSockOpt(s, level, optname, optval, optlen, lpErrno);
        }
        long rate = ThrottleRate.read(optval, optlen);
        if (rate < 0) {
            return refuse(lpErrno, (int) -rate);
        }
        socket.rate(direction, rate);
        return 0;
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
        ThrottledPoll.Call down =
                (in, cbIn, out, cbOut, lpBytes) ->
                        super.WSPIoctl(
                                s,
                                dwIoControlCode,
                                in,
                                cbIn,
                                out,
                                cbOut,
                                lpBytes,
                                lpOverlapped,
                                lpCompletionRoutine,
                                lpThreadId,
                                lpErrno);
        if (dwIoControlCode == VendorIoctl.POLL
                && ThrottledPoll.usable(lpvInBuffer, cbInBuffer, lpvOutBuffer, cbOutBuffer)) {
            ThrottledPoll poll = new ThrottledPoll(lpvInBuffer, cbInBuffer, sockets, down);
            return poll.await(new ThrottledWait(clock), lpvOutBuffer, lpcbBytesReturned, lpErrno);
        }
        int result =
                down.with(lpvInBuffer, cbInBuffer, lpvOutBuffer, cbOutBuffer, lpcbBytesReturned);
        ThrottledSocket socket = sockets.get(s);
        if (result == 0 && dwIoControlCode == Constants.FIONBIO && socket != null) {
            socket.nonBlocking(Memory.int32(lpvInBuffer, 0) != 0);
        }
        return result;
    }

    @Override
    public int WSPSelect(
            int nfds,
            MemorySegment readfds,
            MemorySegment writefds,
            MemorySegment exceptfds,
            MemorySegment timeout,
            MemorySegment lpErrno) {
        MemorySegment[] sets = {readfds, writefds, exceptfds};
        if (!ThrottledSelect.usable(sets, timeout)) {
            return super.WSPSelect(nfds, readfds, writefds, exceptfds, timeout, lpErrno);
        }
        ThrottledSelect.Call down =
                (parts, part) -> super.WSPSelect(nfds, parts[0], parts[1], parts[2], part, lpErrno);
        return new ThrottledSelect(sets, timeout, sockets, down)
                .await(new ThrottledWait(clock), lpErrno);
    }

    @Override
    public int WSPEventSelect(
            long s, long hEventObject, int lNetworkEvents, MemorySegment lpErrno) {
        return unreportable(s, lNetworkEvents)
                ? refuse(lpErrno, Constants.WSAEOPNOTSUPP)
                : reporting(
                        s,
                        lNetworkEvents,
                        super.WSPEventSelect(s, hEventObject, lNetworkEvents, lpErrno));
    }

    @Override
    public int WSPAsyncSelect(long s, long hWnd, int wMsg, int lEvent, MemorySegment lpErrno) {
        return unreportable(s, lEvent)
                ? refuse(lpErrno, Constants.WSAEOPNOTSUPP)
                : reporting(s, lEvent, super.WSPAsyncSelect(s, hWnd, wMsg, lEvent, lpErrno));
    }

    // A refused transfer would not make the provider beneath report the event again.
    private boolean unreportable(long s, int events) {
        ThrottledSocket socket = sockets.get(s);
        return socket != null
                && (events & LIMITED_EVENTS) != 0
                && (socket.rate(Direction.SEND) > 0 || socket.rate(Direction.RECEIVE) > 0);
    }

    /** Asking for events makes a socket non-blocking. */
    private int reporting(long s, int events, int result) {
        ThrottledSocket socket = sockets.get(s);
        if (result == 0 && socket != null && events != 0) {
            socket.nonBlocking(true);
        }
        return result;
    }
}
