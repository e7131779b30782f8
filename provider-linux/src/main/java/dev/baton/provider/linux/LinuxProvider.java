package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.ServiceProvider;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The table of entries. Each finds the socket, keeps it open for the length of the call and hands
 * over to the class that does it; those answer with a value, or a negated WSA code.
 */
final class LinuxProvider implements ServiceProvider {
    private final Running running;
    private final UpcallTable upcalls;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final SocketTable table;
    private final Duplication duplication;
    private final Creation creation;
    private final Accepting accepting;
    private final Connecting connecting;
    private final Closing closing;
    private final Overlapping overlapping;
    private final Transfers transfers;
    private final Select select;
    private final Poll poll;
    private final NetworkEvents events;

    LinuxProvider(Running running, UpcallTable upcalls) {
        this.running = running;
        this.upcalls = upcalls;
        table = running.sockets();
        duplication = running.duplication();
        NewSockets newSockets = running.newSockets();
        WaiterPool waiters = running.waiters();
        Blocking blocking = running.blocking();
        creation = new Creation(newSockets);
        accepting = running.accepting();
        connecting = new Connecting(blocking);
        closing = new Closing(table, blocking, accepting);
        overlapping = new Overlapping(running.events());
        transfers = new Transfers(blocking, running.events(), overlapping);
        select = new Select(table, waiters, accepting);
        poll = new Poll(table, waiters, accepting);
        events = running.events();
    }

    // The life of a descriptor

    @Override
    public long WSPSocket(
            int af,
            int type,
            int protocol,
            MemorySegment lpProtocolInfo,
            int g,
            int dwFlags,
            MemorySegment lpErrno) {
        long s;
        if (!Memory.readable(lpProtocolInfo, ProtocolInfoLayout.SIZEOF_W)) {
            s = -Constants.WSAEFAULT;
        } else if (ProtocolInfoLayout.dwProviderReserved(lpProtocolInfo) != 0) {
            s = duplication.open(af, type, protocol, lpProtocolInfo);
        } else {
            s =
                    creation.create(
                            af, type, protocol, ProtocolInfoLayout.readW(lpProtocolInfo), dwFlags);
        }
        return socket(s, lpErrno);
    }

    @Override
    public int WSPDuplicateSocket(
            long s, int dwProcessId, MemorySegment lpProtocolInfo, MemorySegment lpErrno) {
        return on(s, lpErrno, k -> duplication.duplicate(k, dwProcessId, lpProtocolInfo));
    }

    @Override
    public int WSPCloseSocket(long s, MemorySegment lpErrno) {
        LinuxSocket socket = table.find(s);
        return status(socket == null ? -Constants.WSAENOTSOCK : closing.close(socket), lpErrno);
    }

    @Override
    public int WSPCleanup(MemorySegment lpErrno) {
        if (!ended.compareAndSet(false, true)) {
            return status(-Constants.WSANOTINITIALISED, lpErrno);
        }
        Running.end(running);
        return 0;
    }

    // Addresses and connections

    @Override
    public int WSPBind(long s, MemorySegment name, int namelen, MemorySegment lpErrno) {
        return on(
                s,
                lpErrno,
                socket -> {
                    int result = Naming.bind(socket, name, namelen);
                    events.named(socket);
                    return result;
                });
    }

    @Override
    public int WSPListen(long s, int backlog, MemorySegment lpErrno) {
        return on(s, lpErrno, socket -> Naming.listen(socket, backlog));
    }

    @Override
    public int WSPGetSockName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        return on(s, lpErrno, socket -> Naming.localName(socket, name, namelen));
    }

    @Override
    public int WSPGetPeerName(
            long s, MemorySegment name, MemorySegment namelen, MemorySegment lpErrno) {
        return on(s, lpErrno, socket -> Naming.peerName(socket, name, namelen));
    }

    @Override
    public long WSPAccept(
            long s,
            MemorySegment addr,
            MemorySegment addrlen,
            @Nullable LPCONDITIONPROC lpfnCondition,
            long dwCallbackData,
            MemorySegment lpErrno) {
        LinuxSocket listener = enter(s);
        if (listener == null) {
            return socket(-Constants.WSAENOTSOCK, lpErrno);
        }
        try {
            long accepted =
                    accepting.accept(listener, addr, addrlen, lpfnCondition, dwCallbackData);
            events.accepted(listener, accepted);
            return socket(accepted, lpErrno);
        } finally {
            listener.leave();
        }
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
        return on(
                s,
                lpErrno,
                socket -> {
                    int result =
                            Addresses.absent(lpSQOS) ? 0 : QualityOfService.set(socket, lpSQOS);
                    result = result != 0 ? result : connecting.connect(socket, name, namelen);
                    events.named(socket);
                    return result;
                });
    }

    @Override
    public int WSPShutdown(long s, int how, MemorySegment lpErrno) {
        return on(s, lpErrno, socket -> ShuttingDown.shutdown(socket, how));
    }

    @Override
    public int WSPSendDisconnect(
            long s, MemorySegment lpOutboundDisconnectData, MemorySegment lpErrno) {
        return on(s, lpErrno, k -> disconnect(k, Constants.SD_SEND, lpOutboundDisconnectData));
    }

    @Override
    public int WSPRecvDisconnect(
            long s, MemorySegment lpInboundDisconnectData, MemorySegment lpErrno) {
        return on(s, lpErrno, k -> disconnect(k, Constants.SD_RECEIVE, lpInboundDisconnectData));
    }

    // No protocol here carries data with its end.
    private static int disconnect(LinuxSocket socket, int how, MemorySegment data) {
        return Addresses.absent(data)
                ? ShuttingDown.shutdown(socket, how)
                : -Constants.WSAENOPROTOOPT;
    }

    @Override
    public int WSPAddressToString(
            MemorySegment lpsaAddress,
            int dwAddressLength,
            MemorySegment lpProtocolInfo,
            MemorySegment lpszAddressString,
            MemorySegment lpdwAddressStringLength,
            MemorySegment lpErrno) {
        return status(
                AddressStrings.format(
                        lpsaAddress, dwAddressLength, lpszAddressString, lpdwAddressStringLength),
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
        return status(
                AddressStrings.parse(AddressString, AddressFamily, lpAddress, lpAddressLength),
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
        return WSPSendTo(
                s,
                lpBuffers,
                dwBufferCount,
                lpNumberOfBytesSent,
                dwFlags,
                MemorySegment.NULL,
                0,
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
        OverlappedCall call =
                new OverlappedCall(upcalls, lpOverlapped, lpCompletionRoutine, lpThreadId);
        return on(
                s,
                lpErrno,
                k ->
                        transfers.send(
                                k,
                                lpBuffers,
                                dwBufferCount,
                                lpNumberOfBytesSent,
                                dwFlags,
                                lpTo,
                                iTolen,
                                call));
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
        return WSPRecvFrom(
                s,
                lpBuffers,
                dwBufferCount,
                lpNumberOfBytesRecvd,
                lpFlags,
                MemorySegment.NULL,
                MemorySegment.NULL,
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
        OverlappedCall call =
                new OverlappedCall(upcalls, lpOverlapped, lpCompletionRoutine, lpThreadId);
        return on(
                s,
                lpErrno,
                k ->
                        transfers.receive(
                                k,
                                lpBuffers,
                                dwBufferCount,
                                lpNumberOfBytesRecvd,
                                lpFlags,
                                lpFrom,
                                lpFromlen,
                                call));
    }

    @Override
    public int WSPGetOverlappedResult(
            long s,
            MemorySegment lpOverlapped,
            MemorySegment lpcbTransfer,
            int fWait,
            MemorySegment lpdwFlags,
            MemorySegment lpErrno) {
        LinuxSocket socket = table.find(s);
        int result =
                socket == null
                        ? -Constants.WSAENOTSOCK
                        : overlapping.result(
                                socket, lpOverlapped, lpcbTransfer, fWait != 0, lpdwFlags);
        return Math.max(status(result, lpErrno), 0);
    }

    // Network events

    @Override
    public int WSPEventSelect(
            long s, long hEventObject, int lNetworkEvents, MemorySegment lpErrno) {
        return on(s, lpErrno, k -> events.eventSelect(k, hEventObject, lNetworkEvents, upcalls));
    }

    @Override
    public int WSPAsyncSelect(long s, long hWnd, int wMsg, int lEvent, MemorySegment lpErrno) {
        return on(s, lpErrno, k -> events.asyncSelect(k, hWnd, wMsg, lEvent, upcalls));
    }

    @Override
    public int WSPEnumNetworkEvents(
            long s, long hEventObject, MemorySegment lpNetworkEvents, MemorySegment lpErrno) {
        return on(s, lpErrno, k -> events.enumerate(k, hEventObject, lpNetworkEvents, upcalls));
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
        return on(s, lpErrno, socket -> Options.get(socket, level, optname, optval, optlen));
    }

    @Override
    public int WSPSetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            int optlen,
            MemorySegment lpErrno) {
        return on(s, lpErrno, socket -> Options.set(socket, level, optname, optval, optlen));
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
        OverlappedCall call =
                new OverlappedCall(upcalls, lpOverlapped, lpCompletionRoutine, lpThreadId);
        return on(
                s,
                lpErrno,
                k ->
                        overlapping.atOnce(
                                k,
                                call,
                                lpcbBytesReturned,
                                () ->
                                        control(
                                                k,
                                                dwIoControlCode,
                                                lpvInBuffer,
                                                cbInBuffer,
                                                lpvOutBuffer,
                                                cbOutBuffer)));
    }

    private int control(
            LinuxSocket socket,
            int code,
            MemorySegment in,
            int cbIn,
            MemorySegment out,
            int cbOut) {
        return switch (code) {
            case VendorIoctl.POLL -> poll.poll(in, cbIn);
            case VendorIoctl.DUPLICATE_SOCKETS -> duplication.duplicateMany(in, cbIn, out, cbOut);
            case Constants.FIONBIO -> events.mode(socket, in, cbIn);
            default -> IoControl.control(socket, code, in, cbIn, out, cbOut);
        };
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
        return status(select.select(sets, timeout), lpErrno);
    }

    // What all have in common

    private @Nullable LinuxSocket enter(long s) {
        LinuxSocket socket = table.find(s);
        return socket != null && socket.enter() ? socket : null;
    }

    private int on(long s, MemorySegment lpErrno, ToIntFunction<LinuxSocket> operation) {
        LinuxSocket socket = enter(s);
        if (socket == null) {
            return status(-Constants.WSAENOTSOCK, lpErrno);
        }
        try {
            return status(operation.applyAsInt(socket), lpErrno);
        } catch (IllegalStateException | WrongThreadException unusable) {
            // Another thread closed the arena of memory that was good when it was checked.
            return status(-Constants.WSAEFAULT, lpErrno);
        } finally {
            socket.leave();
        }
    }

    private static int status(int result, MemorySegment lpErrno) {
        if (result >= 0) {
            return result;
        }
        Memory.int32(lpErrno, 0, -result);
        return Constants.SOCKET_ERROR;
    }

    private static long socket(long result, MemorySegment lpErrno) {
        if (result >= 0) {
            return result;
        }
        Memory.int32(lpErrno, 0, (int) -result);
        return Constants.INVALID_SOCKET;
    }
}
