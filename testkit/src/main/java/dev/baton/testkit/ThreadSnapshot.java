package dev.baton.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The platform threads that Baton runs in this JVM, which carry its name.
 *
 * @param threads thread id to name
 */
public record ThreadSnapshot(Map<Long, String> threads) {
    private static final String PREFIX = "baton";

    /** Copies the map. */
    public ThreadSnapshot {
        threads = Map.copyOf(threads);
    }

    /**
     * Looks at this JVM.
     *
     * @return its Baton threads now
     */
    public static ThreadSnapshot take() {
        return new ThreadSnapshot(
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith(PREFIX))
                        .collect(Collectors.toMap(Thread::threadId, Thread::getName)));
    }

    /**
     * Waits until the threads are these again.
     *
     * @param limit how long at most
     * @throws AssertionError with what is new and what is missing
     */
    public void awaitEqual(Duration limit) {
        Eventually.await(
                limit, () -> take().equals(this), () -> "Baton threads " + difference(take()));
    }

    private String difference(ThreadSnapshot after) {
        var started = new TreeMap<>(after.threads);
        started.keySet().removeAll(threads.keySet());
        var ended = new TreeMap<>(threads);
        ended.keySet().removeAll(after.threads.keySet());
        return "left running " + started + ", gone " + ended;
    }
}
