package dev.baton.bench;

import dev.baton.channels.Handoff;
import dev.baton.channels.HandoffPoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Thousands of live connections move to another process at a hand-over point, with their contexts;
 * a third process holds their other ends and says how many of them heard from the target, which
 * then hands them back at a second point, so that there are as many for the next round. Arguments:
 * COUNT ROUNDS.
 */
final class MoveSource {
    private static final double MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final int count;
    private final Path folder;
    private final long[] nanos;
    private long lost;
    private long cpu;

    private MoveSource(int count, int rounds, Path folder) {
        this.count = count;
        this.folder = folder;
        this.nanos = new long[rounds];
    }

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        Path folder = Files.createTempDirectory("baton-move");
        MoveSource source = new MoveSource(count, Integer.parseInt(args[1]), folder);
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(any, ManyClients.STEP);
            int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
            try (Child clients = Child.start(ManyClients.class, port, count, count);
                    Child target = Child.start(MoveTarget.class, count, args[1], folder)) {
                List<SocketChannel> connections = source.connect(listener, clients);
                target.expect('r');
                source.play(connections, clients, target);
                source.print();
                clients.end();
                target.end();
            }
        } finally {
            HandoffBench.delete(folder);
        }
    }

    private List<SocketChannel> connect(ServerSocketChannel listener, Child clients)
            throws IOException {
        List<SocketChannel> connections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (i % ManyClients.STEP == 0) {
                clients.send('g');
            }
            connections.add(listener.accept());
        }
        clients.expect('r');
        return connections;
    }

    // The second point is opened after the first round, which is to find this process fresh.
    private void play(List<SocketChannel> connections, Child clients, Child target)
            throws IOException, InterruptedException {
        Marks marks = new Marks(Marks.STEP * nanos.length);
        try (Handoff handoff = Handoff.to(MoveSide.there(folder))) {
            round(0, handoff, connections, marks, clients, target);
            try (HandoffPoint back = HandoffPoint.open(MoveSide.back(folder))) {
                for (int round = 1; round < nanos.length; round++) {
                    target.send('b');
                    List<SocketChannel> again = MoveSide.accept(back, count);
                    target.expect('b');
                    round(round, handoff, again, marks, clients, target);
                }
            }
        }
    }

    private void round(
            int round,
            Handoff handoff,
            List<SocketChannel> connections,
            Marks marks,
            Child clients,
            Child target)
            throws IOException {
        marks.at(round * Marks.STEP);
        long begin = System.nanoTime();
        MoveSide.send(handoff, connections);
        target.expect('a');
        nanos[round] = System.nanoTime() - begin;
        cpu += marks.cpuSince(round * Marks.STEP);
        target.send(round);
        cpu += target.receiveLong();
        clients.send(round);
        lost += count - clients.receiveLong();
    }

    private void print() {
        int rounds = nanos.length;
        double first = nanos[0];
        Arrays.sort(nanos, 1, rounds);
        double median = nanos[rounds / 2];
        System.out.printf(
                Locale.ROOT,
                Result.PREFIX
                        + "per_s=%.0f cpu_us=%.3f ms_in_a_fresh_jvm=%.1f ms_of_the_median=%.1f"
                        + " lost=%d%n",
                count / (median / TimeUnit.SECONDS.toNanos(1)),
                cpu / 1e3 / count / rounds,
                first / MILLI,
                median / MILLI,
                lost);
    }
}
