package dev.baton.testkit;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.WsaOverlapped;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The overlapped operations that this process has begun on request, by the caller's numbers. */
final class OverlappedCalls {
    private static final MemorySegment NULL = MemorySegment.NULL;

    /** An empty native segment is no memory to Winsock. */
    private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

    private static final Map<Integer, Begun> BEGUN = new ConcurrentHashMap<>();

    /** The memory of one of them, which lives as long as somebody may use it. */
    private record Begun(MemorySegment structure, MemorySegment buffer) {}

    private OverlappedCalls() {}

    private static Begun begin(int id, int size) {
        Arena arena = Arena.ofAuto();
        MemorySegment structure = arena.allocate(WsaOverlapped.SIZEOF, 8);
        WsaOverlapped.hEvent(structure, Winsock.WSACreateEvent());
        Begun begun = new Begun(structure, arena.allocate(Math.max(size, 1)));
        BEGUN.put(id, begun);
        return begun;
    }

    static Outcome run(Call call) {
        long s = call.s();
        int id = call.number(0);
        return switch (call.operation()) {
            case BEGIN_RECEIVE -> outcome(call, receive(s, id, call.number(1), call.number(2)), 0);
            case BEGIN_SEND -> outcome(call, send(s, id, call.number(1), call.data()), 0);
            default -> result(call, s, id);
        };
    }

    private static int receive(long s, int id, int room, int flags) {
        Begun begun = begin(id, room);
        MemorySegment[] buffers = {room == 0 ? NOTHING : begun.buffer.asSlice(0, room)};
        MemorySegment lpFlags = Sockets.number(flags);
        return Winsock.WSARecv(s, buffers, 1, NULL, lpFlags, begun.structure, null);
    }

    private static int send(long s, int id, int flags, byte[] data) {
        Begun begun = begin(id, data.length);
        Memory.bytes(begun.buffer, 0, data);
        MemorySegment[] buffers = {begun.buffer.asSlice(0, data.length)};
        return Winsock.WSASend(s, buffers, 1, NULL, flags, begun.structure, null);
    }

    private static Outcome result(Call call, long s, int id) {
        MemorySegment bytes = Sockets.number(0);
        MemorySegment structure = Objects.requireNonNull(BEGUN.get(id)).structure;
        int told =
                Winsock.WSAGetOverlappedResult(
                        s, structure, bytes, call.number(1), Sockets.number(0));
        int count = Memory.int32(bytes, 0);
        return outcome(call, told == 0 ? Constants.SOCKET_ERROR : count, count);
    }

    private static Outcome outcome(Call call, int result, int count) {
        int error = result == Constants.SOCKET_ERROR ? Winsock.WSAGetLastError() : 0;
        MemorySegment buffer = Objects.requireNonNull(BEGUN.get(call.number(0))).buffer;
        int size = (int) Math.min(count, buffer.byteSize());
        return new Outcome(call.toString(), result, error, Memory.bytes(buffer, 0, size));
    }
}
