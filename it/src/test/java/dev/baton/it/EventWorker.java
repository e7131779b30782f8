package dev.baton.it;

import dev.baton.it.EventProgram.Verb;
import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Holder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A process that runs {@link EventProgram}; it ends with {@link #close}. */
final class EventWorker implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final ChildJvm jvm = ChildJvm.start(EventProgram.class);

    private long call(Verb verb, int index, byte[] info) {
        var answer = ByteBuffer.wrap(jvm.call(EventProgram.request(verb, index, info)));
        long events = answer.getLong();
        if (answer.hasRemaining()) {
            throw new AssertionError(
                    "in " + jvm + ": " + StandardCharsets.UTF_8.decode(answer).toString());
        }
        return events;
    }

    /** Gives it a duplicate. */
    void open(int index, Holder s) {
        // It answers once it has started Winsock.
        events();
        call(Verb.OPEN, index, s.tryDuplicate(jvm.pid()).succeeds().data());
    }

    void take(int index) {
        call(Verb.TAKE, index, NOTHING);
    }

    void silence(int index) {
        call(Verb.SILENCE, index, NOTHING);
    }

    void receive(int index) {
        call(Verb.RECEIVE, index, NOTHING);
    }

    /** How many FD_READ came so far; fails if anything was wrong. */
    long events() {
        return call(Verb.REPORT, 0, NOTHING);
    }

    DescriptorSnapshot descriptors() {
        return DescriptorSnapshot.of(jvm.pid());
    }

    void kill() {
        jvm.kill();
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
