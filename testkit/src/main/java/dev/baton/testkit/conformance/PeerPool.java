package dev.baton.testkit.conformance;

import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.winsock.Constants;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Processes that serve one test after another: starting a JVM takes longer than most tests. Between
 * two tests a process cleans up and starts Winsock again, and must then have the descriptors it had
 * when it was new.
 */
final class PeerPool implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Deque<Peer> idle = new ArrayDeque<>();
    private final Map<Long, DescriptorSnapshot> fresh = new HashMap<>();

    synchronized Peer borrow() {
        Peer peer = idle.poll();
        if (peer == null) {
            peer = Peer.start();
            restart(peer);
            if (DescriptorSnapshot.isAvailable()) {
                fresh.put(peer.pid(), DescriptorSnapshot.of(peer.pid()));
            }
        }
        return peer;
    }

    synchronized void giveBack(Peer peer) {
        if (!peer.jvm().isAlive()) {
            peer.close();
            fresh.remove(peer.pid());
            return;
        }
        try {
            restart(peer);
            DescriptorSnapshot before = fresh.get(peer.pid());
            if (before != null) {
                before.awaitSameKinds(LIMIT, NoLeaks.RELEVANT);
            }
            idle.push(peer);
        } catch (AssertionError e) {
            peer.close();
            throw e;
        }
    }

    private static void restart(Peer peer) {
        Outcome cleanup;
        do {
            cleanup = peer.cleanup();
        } while (!cleanup.failed());
        cleanup.failsWith(Constants.WSANOTINITIALISED);
        peer.startup().succeeds();
        peer.closeHandles();
    }

    @Override
    public synchronized void close() {
        idle.forEach(Peer::close);
    }
}
