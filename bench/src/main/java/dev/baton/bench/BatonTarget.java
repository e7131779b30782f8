package dev.baton.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The receiver of {@link BatonSource}: tickets on standard input, acknowledgements on standard
 * output. Arguments: N WARM BATCH TIER.
 */
final class BatonTarget {
    private BatonTarget() {}

    public static void main(String[] args) throws Exception {
        int warm = Integer.parseInt(args[1]);
        int total = Integer.parseInt(args[0]) + warm;
        int batch = Integer.parseInt(args[2]);
        MemorySegment acknowledgement = Pipes.message('a');
        Marks marks = new Marks(total);
        BatonTier tier = BatonTier.of(args[3], batch);
        Pipes.writeFully(Pipes.STDOUT, Pipes.message('r'));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment infos = arena.allocate((long) WinsockCalls.TICKET * batch, 8);
            for (int i = 0; i < total; i++) {
                marks.at(i);
                Pipes.readFully(Pipes.STDIN, infos);
                tier.open(infos, batch);
                if (batch == 1 && i < Pool.SIZE) {
                    tier.prove();
                }
                Pipes.writeFully(Pipes.STDOUT, acknowledgement);
                tier.close(batch);
            }
        }
        Pipes.writeLong(Pipes.STDOUT, marks.cpuSince(warm));
    }
}
