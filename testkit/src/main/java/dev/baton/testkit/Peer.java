package dev.baton.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Another JVM that makes Winsock calls on request. It has called {@code WSAStartup}; the calls are
 * made one after the other on its main thread.
 */
public final class Peer implements Caller, AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ChildJvm jvm;

    private Peer(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /**
     * Starts a process and Winsock in it.
     *
     * @return the process
     */
    public static Peer start() {
        return start(List.of(), List.of());
    }

    /**
     * Starts a process in surroundings of its own, and Winsock in it.
     *
     * @param launcher command to start the JVM with, or empty
     * @param options of the JVM
     * @return the process
     */
    public static Peer start(List<String> launcher, List<String> options) {
        var peer =
                new Peer(
                        ChildJvm.start(
                                ConformancePeer.class, launcher, options, Map.of(), List.of()));
        try {
            peer.startup().succeeds();
            return peer;
        } catch (AssertionError e) {
            peer.close();
            throw e;
        }
    }

    @Override
    public long pid() {
        return jvm.pid();
    }

    @Override
    public Outcome make(Call call) {
        return Outcome.decode(call + " in " + jvm, jvm.call(call.encode()));
    }

    /**
     * Begins a call that may block there.
     *
     * @param call the call
     * @return waits for what it returned; to be used before the next call
     */
    public Pending begin(Call call) {
        jvm.send(call.encode());
        return limit -> Outcome.decode(call + " in " + jvm, jvm.receive(limit));
    }

    /** A call under way. */
    public interface Pending {
        /**
         * Waits for the end of the call.
         *
         * @param limit how long
         * @return what it returned
         */
        Outcome await(Duration limit);
    }

    /** Ends the process in the middle of everything, as {@code exit} in another thread would. */
    public void exit() {
        begin(Call.of(Call.Operation.EXIT, 0, 0));
        int code = jvm.awaitExit(LIMIT);
        if (code != 0) {
            throw new AssertionError(jvm + " ended with " + code);
        }
    }

    /**
     * Returns the process.
     *
     * @return for signals and descriptors
     */
    public ChildJvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
    }

    @Override
    public String toString() {
        return jvm.toString();
    }
}
