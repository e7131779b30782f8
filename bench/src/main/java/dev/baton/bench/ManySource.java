package dev.baton.bench;

import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;

/**
 * Thousands of live connections handed over in one call, again and again; a third process holds
 * their other ends and says how many of them heard from the target. Arguments: COUNT ROUNDS.
 */
final class ManySource {
    private final int count;
    private final int rounds;
    private final long[] nanos;
    private long lost;
    private long cpu;

    private ManySource(int count, int rounds) {
        this.count = count;
        this.rounds = rounds;
        this.nanos = new long[rounds];
    }

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        ManySource source = new ManySource(count, Integer.parseInt(args[1]));
        WinsockCalls.startUp();
        long listener = WinsockCalls.listen();
        int port = WinsockCalls.address(listener).getPort();
        try (Arena arena = Arena.ofConfined();
                Child clients = Child.start(ManyClients.class, port, count, size(count, 0));
                Child target = Child.start(ManyTarget.class, count, args[1])) {
            MemorySegment sockets = arena.allocate(ValueLayout.JAVA_LONG, count);
            for (int i = 0; i < count; i++) {
                if (i % ManyClients.STEP == 0) {
                    clients.send('g');
                }
                sockets.setAtIndex(ValueLayout.JAVA_LONG, i, WinsockCalls.accept(listener));
            }
            clients.expect('r');
            target.expect('r');
            Footprint cost = source.play(arena, sockets, clients, target);
            source.print(cost);
            clients.end();
            target.end();
        }
        WinsockCalls.check("closesocket", Winsock.closesocket(listener));
    }

    /**
     * The first call is a small one: it loads the code, so that the next shows what sockets cost.
     */
    static int size(int count, int round) {
        return round == 0 ? count / 10 : count;
    }

    private Footprint play(Arena arena, MemorySegment sockets, Child clients, Child target)
            throws IOException {
        MemorySegment all = arena.allocate((long) WinsockCalls.TICKET * count, 8);
        Marks marks = new Marks(Marks.STEP * rounds);
        Footprint before = Footprint.now();
        Footprint cost = before.minus(before);
        for (int round = 0; round < rounds; round++) {
            int size = size(count, round);
            MemorySegment infos = all.asSlice(0, (long) WinsockCalls.TICKET * size);
            marks.at(round * Marks.STEP);
            long begin = System.nanoTime();
            WinsockCalls.check(
                    "SharedSockets.duplicate",
                    SharedSockets.duplicate(sockets, size, target.pid(), infos));
            Pipes.writeFully(target.to(), infos);
            target.expect('a');
            nanos[round] = System.nanoTime() - begin;
            cpu += marks.cpuSince(round * Marks.STEP);
            switch (round) {
                case 0 -> before = Footprint.now();
                case 1 -> cost = Footprint.now().minus(before);
                default -> {}
            }
            target.send(round);
            cpu += target.receiveLong();
            clients.send(round);
            lost += size - clients.receiveLong();
        }
        return cost;
    }

    private void print(Footprint cost) {
        int first = size(count, 0);
        long handedOver = first + (long) count * (rounds - 1);
        double newlyShared = count - first;
        double coldRate = first / (nanos[0] / 1e9);
        Arrays.sort(nanos, 1, rounds);
        System.out.printf(
                Locale.ROOT,
                Result.PREFIX
                        + "per_s=%.0f cpu_us=%.3f per_s_in_a_fresh_jvm=%.0f lost=%d"
                        + " heap_bytes_per_shared_socket=%.1f"
                        + " descriptors_per_shared_socket=%.4f%n",
                count / (nanos[rounds / 2] / 1e9),
                cpu / 1e3 / handedOver,
                coldRate,
                lost,
                cost.heap() / newlyShared,
                cost.descriptors() / newlyShared);
    }
}
