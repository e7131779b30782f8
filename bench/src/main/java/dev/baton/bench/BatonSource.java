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

/**
 * Baton: WSADuplicateSocketW, the 628 bytes over a pipe, WSASocketW in the other JVM, one byte back
 * over another pipe. More than one socket a message goes through SharedSockets. Arguments: N WARM
 * BATCH WINDOW.
 */
final class BatonSource {
    private final Latencies lat;
    private final int batch;
    private final int window;
    private final long[] near = new long[Pool.SIZE];
    private final List<SocketChannel> far = new ArrayList<>();

    private BatonSource(Latencies lat, int batch, int window) throws IOException {
        this.lat = lat;
        this.batch = batch;
        this.window = window;
        long listener = WinsockCalls.listen();
        for (int i = 0; i < Pool.SIZE; i++) {
            far.add(SocketChannel.open(WinsockCalls.address(listener)));
            near[i] = WinsockCalls.accept(listener);
        }
        WinsockCalls.check("closesocket", Winsock.closesocket(listener));
    }

    public static void main(String[] args) throws Exception {
        int batch = Integer.parseInt(args[2]);
        Latencies lat = new Latencies(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        WinsockCalls.startUp();
        BatonSource source = new BatonSource(lat, batch, Integer.parseInt(args[3]));
        long cpuOfTarget;
        try (Child target = Child.start(BatonTarget.class, args[0], args[1], batch)) {
            target.expect('r');
            if (batch == 1) {
                source.oneByOne(target);
            } else {
                source.batches(target);
            }
            cpuOfTarget = target.receiveLong();
            target.end();
        }
        lat.print(batch, cpuOfTarget);
    }

    private void oneByOne(Child target) throws IOException {
        int pid = target.pid();
        int tickets = target.to();
        int inFlight = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(WinsockCalls.TICKET, 8);
            for (int i = 0; i < lat.total(); i++) {
                lat.mark(i);
                long begin = System.nanoTime();
                WinsockCalls.check(
                        "WSADuplicateSocketW",
                        Winsock.WSADuplicateSocketW(near[i % Pool.SIZE], pid, info));
                Pipes.writeFully(tickets, info);
                if (++inFlight == window) {
                    target.expect('a');
                    inFlight--;
                }
                lat.record(i, System.nanoTime() - begin);
                if (i < Pool.SIZE && window == 1) {
                    Pool.verify(far.get(i));
                }
            }
        }
        for (; inFlight > 0; inFlight--) {
            target.expect('a');
        }
        lat.stop();
    }

    private void batches(Child target) throws IOException {
        int pid = target.pid();
        int tickets = target.to();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment infos = arena.allocate((long) WinsockCalls.TICKET * batch, 8);
            MemorySegment sockets = arena.allocate(ValueLayout.JAVA_LONG, batch);
            for (int i = 0; i < lat.total(); i++) {
                lat.mark(i);
                long begin = System.nanoTime();
                for (int j = 0; j < batch; j++) {
                    sockets.setAtIndex(ValueLayout.JAVA_LONG, j, near[(i + j) % Pool.SIZE]);
                }
                WinsockCalls.check(
                        "SharedSockets.duplicate",
                        SharedSockets.duplicate(sockets, batch, pid, infos));
                Pipes.writeFully(tickets, infos);
                target.expect('a');
                lat.record(i, System.nanoTime() - begin);
            }
        }
        lat.stop();
    }
}
