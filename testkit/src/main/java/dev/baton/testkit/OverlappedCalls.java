package dev.baton.testkit;

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

    static int receive(long s, int id, int room, int flags) {
        Begun begun = begin(id, room);
        MemorySegment[] buffers = {room == 0 ? NOTHING : begun.buffer.asSlice(0, room)};
        MemorySegment lpFlags = Sockets.number(flags);
        return Winsock.WSARecv(s, buffers, 1, NULL, lpFlags, begun.structure, null);
    }

    static int send(long s, int id, int flags, byte[] data) {
        Begun begun = begin(id, data.length);
        Memory.bytes(begun.buffer, 0, data);
        MemorySegment[] buffers = {begun.buffer.asSlice(0, data.length)};
        return Winsock.WSASend(s, buffers, 1, NULL, flags, begun.structure, null);
    }

    static int result(long s, int id, boolean wait, MemorySegment lpBytes) {
        return Winsock.WSAGetOverlappedResult(
                s,
                Objects.requireNonNull(BEGUN.get(id)).structure,
                lpBytes,
                wait ? 1 : 0,
                Sockets.number(0));
    }

    static MemorySegment received(int id, int count) {
        MemorySegment buffer = Objects.requireNonNull(BEGUN.get(id)).buffer;
        return buffer.asSlice(0, Math.min(count, buffer.byteSize()));
    }
}
