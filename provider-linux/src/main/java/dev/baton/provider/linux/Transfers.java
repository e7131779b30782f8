package dev.baton.provider.linux;

import static java.lang.foreign.MemorySegment.NULL;

import dev.baton.provider.linux.SocketState.Value;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** {@code WSPSend}, {@code WSPSendTo}, {@code WSPRecv} and {@code WSPRecvFrom}. */
final class Transfers {
    private final Sending sending;
    private final Receiving receiving;
    private final InTurn inTurn;
    private final Overlapping overlapping;
    private final NetworkEvents events;

    Transfers(Blocking blocking, NetworkEvents events, Overlapping overlapping) {
        this.sending = new Sending(blocking);
        this.receiving = new Receiving(blocking);
        this.inTurn = new InTurn(blocking, events);
        this.overlapping = overlapping;
        this.events = events;
    }

    /** 0 or a negated code. */
    int send(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            MemorySegment lpBytes,
            int flags,
            MemorySegment to,
            int toLength,
            OverlappedCall call) {
        boolean overlapped = call.concerns(socket);
        if (!overlapped && !Memory.writable(lpBytes, Integer.BYTES)) {
            return -Constants.WSAEFAULT;
        }
        int problem = sending.check(socket, buffers, count, flags);
        if (!overlapped) {
            long sent = problem != 0 ? problem : send(socket, buffers, count, flags, to, toLength);
            events.sent(socket, buffers, count, sent);
            return sent < 0 ? (int) sent : tell(lpBytes, sent);
        }
        problem = problem != 0 ? problem : call.check(lpBytes, buffers, count);
        boolean addressed = !Kind.stream(socket) && !Addresses.absent(to);
        if (problem == 0 && addressed && !Memory.readable(to, toLength)) {
            problem = -Constants.WSAEFAULT;
        }
        if (problem != 0) {
            return problem;
        }
        MemorySegment[] own = buffers.clone();
        MemorySegment address =
                addressed ? MemorySegment.ofArray(Memory.bytes(to, 0, toLength)) : NULL;
        OverlappedTransfer transfer =
                new OverlappedTransfer(
                        Overlapping.completion(socket, call),
                        Direction.SEND,
                        0,
                        (any, sent) ->
                                sending.send(
                                        any,
                                        own,
                                        count,
                                        flags,
                                        address,
                                        toLength,
                                        sent,
                                        Blocked.TRY));
        long sent = overlapping.start(socket, transfer);
        return sent < 0 ? (int) sent : tell(lpBytes, sent);
    }

    private long send(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment to,
            int toLength) {
        if (Direction.SEND.idle(socket)) {
            return sending.send(socket, buffers, count, flags, to, toLength, 0, 0);
        }
        return inTurn.transfer(
                socket,
                Direction.SEND,
                socket.state().get(Value.SEND_TIMEOUT),
                deadline -> sending.send(socket, buffers, count, flags, to, toLength, 0, deadline));
    }

    private static int tell(MemorySegment lpBytes, long bytes) {
        if (!Addresses.absent(lpBytes)) {
            Memory.int32(lpBytes, 0, (int) bytes);
        }
        return 0;
    }

    /** 0 or a negated code. */
    int receive(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            MemorySegment lpBytes,
            MemorySegment lpFlags,
            MemorySegment from,
            MemorySegment fromLength,
            OverlappedCall call) {
        boolean overlapped = call.concerns(socket);
        if ((!overlapped && !Memory.writable(lpBytes, Integer.BYTES))
                || !Memory.writable(lpFlags, Integer.BYTES)) {
            return -Constants.WSAEFAULT;
        }
        int flags = Memory.int32(lpFlags, 0);
        int problem = receiving.check(socket, buffers, count, flags, from, fromLength, overlapped);
        if (overlapped && problem == 0) {
            problem = call.check(lpBytes, buffers, count);
            problem = problem == 0 ? call.checkAddress(from, fromLength) : problem;
        }
        if (problem != 0) {
            events.received(socket, flags, problem);
            return problem;
        }
        if (overlapped) {
            long got = start(socket, buffers, count, flags, from, fromLength, call);
            return got < 0 ? (int) got : tell(lpBytes, lpFlags, got, 0);
        }
        long got = receive(socket, buffers, count, flags, from, fromLength);
        events.received(socket, flags, got);
        if (got != -Constants.WSAEMSGSIZE) {
            return got < 0 ? (int) got : tell(lpBytes, lpFlags, got, 0);
        }
        tell(lpBytes, lpFlags, Buffers.size(buffers, count), Constants.MSG_PARTIAL);
        return (int) got;
    }

    private static int tell(MemorySegment lpBytes, MemorySegment lpFlags, long bytes, int flags) {
        Memory.int32(lpFlags, 0, flags);
        return tell(lpBytes, bytes);
    }

    private long receive(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment from,
            MemorySegment fromLength) {
        Direction direction = Direction.ofReceive(flags);
        if (direction.idle(socket)) {
            return receiving.receive(socket, buffers, count, flags, from, fromLength, 0, 0);
        }
        return inTurn.transfer(
                socket,
                direction,
                socket.state().get(Value.RECEIVE_TIMEOUT),
                deadline ->
                        receiving.receive(
                                socket, buffers, count, flags, from, fromLength, 0, deadline));
    }

    private long start(
            LinuxSocket socket,
            MemorySegment[] buffers,
            int count,
            int flags,
            MemorySegment from,
            MemorySegment fromLength,
            OverlappedCall call) {
        MemorySegment[] own = buffers.clone();
        return overlapping.start(
                socket,
                new OverlappedTransfer(
                        Overlapping.completion(socket, call),
                        Direction.ofReceive(flags),
                        (int) Buffers.size(own, count),
                        (any, got) ->
                                receiving.receive(
                                        any,
                                        own,
                                        count,
                                        flags,
                                        from,
                                        fromLength,
                                        got,
                                        Blocked.TRY)));
    }
}
