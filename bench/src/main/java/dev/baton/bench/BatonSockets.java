package dev.baton.bench;

import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Through the Winsock tier: sixteen SOCKETs at the source, SOCKETs at the target. */
final class BatonSockets implements BatonTier {
    private final Arena arena = Arena.global();
    private final MemorySegment sockets;
    private final MemorySegment proof = arena.allocateFrom(ValueLayout.JAVA_BYTE, Pool.PROOF);
    private final long[] near = new long[Pool.SIZE];
    private final List<SocketChannel> far = new ArrayList<>();

    BatonSockets(int batch) throws IOException {
        sockets = arena.allocate(ValueLayout.JAVA_LONG, batch);
        WinsockCalls.startUp();
    }

    @Override
    public void connect() throws IOException {
        long listener = WinsockCalls.listen();
        for (int i = 0; i < Pool.SIZE; i++) {
            far.add(SocketChannel.open(WinsockCalls.address(listener)));
            near[i] = WinsockCalls.accept(listener);
        }
        WinsockCalls.check("closesocket", Winsock.closesocket(listener));
    }

    @Override
    public void duplicate(int i, int pid, MemorySegment info) throws IOException {
        WinsockCalls.check(
                "WSADuplicateSocketW", Winsock.WSADuplicateSocketW(near[i % Pool.SIZE], pid, info));
    }

    @Override
    public void duplicate(int i, int count, int pid, MemorySegment infos) throws IOException {
        for (int j = 0; j < count; j++) {
            sockets.setAtIndex(ValueLayout.JAVA_LONG, j, near[(i + j) % Pool.SIZE]);
        }
        WinsockCalls.check(
                "SharedSockets.duplicate", SharedSockets.duplicate(sockets, count, pid, infos));
    }

    @Override
    public void verify(int i) throws IOException {
        Pool.verify(far.get(i));
    }

    @Override
    public void open(MemorySegment infos, int count) throws IOException {
        if (count == 1) {
            sockets.set(ValueLayout.JAVA_LONG, 0, WinsockCalls.open(infos));
        } else {
            WinsockCalls.openAll(infos, count, sockets);
        }
    }

    @Override
    public void prove() throws IOException {
        WinsockCalls.sendByte(sockets.get(ValueLayout.JAVA_LONG, 0), proof);
    }

    @Override
    public void close(int count) throws IOException {
        WinsockCalls.closeAll(sockets, count);
    }
}
