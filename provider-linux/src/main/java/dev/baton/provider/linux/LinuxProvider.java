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
 * over to the class that does it; those answer with a value, or a negated WSA code. Overlapped
 * operations come later: a call with an OVERLAPPED structure says WSAEOPNOTSUPP.
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
    private final Sending sending;
    private final Receiving receiving;
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
        sending = new Sending(blocking);
        receiving = new Receiving(blocking);
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
        LinuxSocket socket = enter(s);
        if (socket == null) {
            return status(-Constants.WSAENOTSOCK, lpErrno);
        }
        try {
            int problem = transferProblem(lpOverlapped, lpNumberOfBytesSent);
            if (problem != 0) {
                return status(problem, lpErrno);
            }
            long sent = sending.send(socket, lpBuffers, dwBufferCount, dwFlags, lpTo, iTolen);
            events.sent(socket, lpBuffers, dwBufferCount, sent);
            if (sent < 0) {
                return status((int) sent, lpErrno);
            }
            Memory.int32(lpNumberOfBytesSent, 0, (int) sent);
            return 0;
        } catch (IllegalStateException | WrongThreadException unusable) {
            return status(-Constants.WSAEFAULT, lpErrno);
        } finally {
            socket.leave();
        }
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
        LinuxSocket socket = enter(s);
        if (socket == null) {
            return status(-Constants.WSAENOTSOCK, lpErrno);
        }
        try {
            int problem = transferProblem(lpOverlapped, lpNumberOfBytesRecvd);
            if (problem != 0 || !Memory.writable(lpFlags, Integer.BYTES)) {
                return status(problem != 0 ? problem : -Constants.WSAEFAULT, lpErrno);
            }
            int flags = Memory.int32(lpFlags, 0);
            long got =
                    receiving.receive(socket, lpBuffers, dwBufferCount, flags, lpFrom, lpFromlen);
            events.received(socket, flags, got);
            boolean partial = got == -Constants.WSAEMSGSIZE;
            if (got < 0 && !partial) {
                return status((int) got, lpErrno);
            }
            long bytes = partial ? Buffers.size(lpBuffers, dwBufferCount) : got;
            Memory.int32(lpNumberOfBytesRecvd, 0, (int) bytes);
            Memory.int32(lpFlags, 0, partial ? Constants.MSG_PARTIAL : 0);
            return partial ? status((int) got, lpErrno) : 0;
        } catch (IllegalStateException | WrongThreadException unusable) {
            return status(-Constants.WSAEFAULT, lpErrno);
        } finally {
            socket.leave();
        }
    }

    private static int transferProblem(MemorySegment lpOverlapped, MemorySegment lpBytes) {
        if (!Addresses.absent(lpOverlapped)) {
            return -Constants.WSAEOPNOTSUPP;
        }
        return Memory.writable(lpBytes, Integer.BYTES) ? 0 : -Constants.WSAEFAULT;
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
        return on(
                s,
                lpErrno,
                socket -> {
                    int problem = transferProblem(lpOverlapped, lpcbBytesReturned);
                    if (problem != 0) {
                        return problem;
                    }
                    int written =
                            switch (dwIoControlCode) {
                                case VendorIoctl.POLL -> poll.poll(lpvInBuffer, cbInBuffer);
                                case VendorIoctl.DUPLICATE_SOCKETS ->
                                        duplication.duplicateMany(
                                                lpvInBuffer, cbInBuffer, lpvOutBuffer, cbOutBuffer);
                                case Constants.FIONBIO ->
                                        events.mode(socket, lpvInBuffer, cbInBuffer);
                                default ->
                                        IoControl.control(
                                                socket,
                                                dwIoControlCode,
                                                lpvInBuffer,
                                                cbInBuffer,
                                                lpvOutBuffer,
                                                cbOutBuffer);
                            };
                    Memory.int32(lpcbBytesReturned, 0, Math.max(written, 0));
                    return Math.min(written, 0);
                });
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
