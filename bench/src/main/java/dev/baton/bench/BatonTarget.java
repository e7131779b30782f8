package dev.baton.bench;

import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The receiver of {@link BatonSource}: tickets on standard input, acknowledgements on standard
 * output. Arguments: N WARM BATCH.
 */
final class BatonTarget {
    private final MemorySegment acknowledgement = Pipes.message('a');
    private final int warm;
    private final int total;
    private final Marks marks;

    private BatonTarget(int n, int warm) {
        this.warm = warm;
        this.total = n + warm;
        this.marks = new Marks(total);
    }

    public static void main(String[] args) throws Exception {
        int batch = Integer.parseInt(args[2]);
        BatonTarget target = new BatonTarget(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        WinsockCalls.startUp();
        Pipes.writeFully(Pipes.STDOUT, Pipes.message('r'));
        if (batch == 1) {
            target.oneByOne();
        } else {
            target.batches(batch);
        }
        long cpu = target.marks.cpuSince(target.warm);
        Pipes.writeLong(Pipes.STDOUT, cpu);
    }

    private void oneByOne() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(WinsockCalls.TICKET, 8);
            MemorySegment proof = arena.allocateFrom(ValueLayout.JAVA_BYTE, Pool.PROOF);
            for (int i = 0; i < total; i++) {
                marks.at(i);
                Pipes.readFully(Pipes.STDIN, info);
                long socket = WinsockCalls.open(info);
                if (i < Pool.SIZE) {
                    WinsockCalls.sendByte(socket, proof);
                }
                Pipes.writeFully(Pipes.STDOUT, acknowledgement);
                WinsockCalls.check("closesocket", Winsock.closesocket(socket));
            }
        }
    }

    private void batches(int batch) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment infos = arena.allocate((long) WinsockCalls.TICKET * batch, 8);
            MemorySegment sockets = arena.allocate(ValueLayout.JAVA_LONG, batch);
            for (int i = 0; i < total; i++) {
                marks.at(i);
                Pipes.readFully(Pipes.STDIN, infos);
                WinsockCalls.openAll(infos, batch, sockets);
                Pipes.writeFully(Pipes.STDOUT, acknowledgement);
                WinsockCalls.closeAll(sockets, batch);
            }
        }
    }
}
