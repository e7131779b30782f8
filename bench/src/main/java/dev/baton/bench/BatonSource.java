package dev.baton.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Baton: a duplicate, the 628 bytes over a pipe, its opening in the other JVM, one byte back over
 * another pipe. Arguments: N WARM BATCH WINDOW TIER.
 */
final class BatonSource {
    private final Latencies lat;
    private final BatonTier tier;
    private final int batch;
    private final int window;

    private BatonSource(Latencies lat, BatonTier tier, int batch, int window) {
        this.lat = lat;
        this.tier = tier;
        this.batch = batch;
        this.window = window;
    }

    public static void main(String[] args) throws Exception {
        int batch = Integer.parseInt(args[2]);
        Latencies lat = new Latencies(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        BatonTier tier = BatonTier.of(args[4], batch);
        tier.connect();
        BatonSource source = new BatonSource(lat, tier, batch, Integer.parseInt(args[3]));
        long cpuOfTarget;
        try (Child target = Child.start(BatonTarget.class, args[0], args[1], batch, args[4])) {
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
                tier.duplicate(i, pid, info);
                Pipes.writeFully(tickets, info);
                if (++inFlight == window) {
                    target.expect('a');
                    inFlight--;
                }
                lat.record(i, System.nanoTime() - begin);
                if (i < Pool.SIZE && window == 1) {
                    tier.verify(i);
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
            for (int i = 0; i < lat.total(); i++) {
                lat.mark(i);
                long begin = System.nanoTime();
                tier.duplicate(i, batch, pid, infos);
                Pipes.writeFully(tickets, infos);
                target.expect('a');
                lat.record(i, System.nanoTime() - begin);
            }
        }
        lat.stop();
    }
}
