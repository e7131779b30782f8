package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.it.Order.Verb;
import dev.baton.provider.linux.sharing.Probe;
import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.Eventually;
import dev.baton.testkit.NoLeaks;
import dev.baton.winsock.Constants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that runs {@link WorkerProgram}; it ends with {@link #close}. */
final class Worker implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** Longer than the shortest time for unclaimed duplicates, the time-out most tests wait for. */
    static final String BRIEFLY_UNCLAIMED = "-Ddev.baton.unclaimed.seconds=1";

    private static final byte[] NOTHING = {};

    private final ChildJvm jvm;

    private Worker(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts a process and Winsock in it. */
    static Worker start(String... options) {
        return start(List.of(), options);
    }

    /** Starts a process by way of a launcher, and Winsock in it. */
    static Worker start(List<String> launcher, String... options) {
        Worker worker = startWithoutWinsock(launcher, options);
        try {
            worker.startup().succeeds();
            return worker;
        } catch (AssertionError e) {
            worker.close();
            throw e;
        }
    }

    /** Starts a process by way of a launcher. */
    static Worker startWithoutWinsock(List<String> launcher, String... options) {
        return new Worker(
                ChildJvm.start(
                        WorkerProgram.class, launcher, List.of(options), Map.of(), List.of()));
    }

    /** Has a conversation, so that the process has the descriptors it keeps for blocked calls. */
    void warmUp() {
        try (Client.Conversation conversation = Client.with(this)) {
            conversation.client().talksWith(this, conversation.s());
            order(Verb.WAIT, conversation.s(), 0, NOTHING).succeeds();
            closeSocket(conversation.s());
        }
    }

    /** Waits until it is there, whatever launcher it needs. */
    void awaitServing() {
        order(Verb.NOTHING, 0, 0, NOTHING).succeeds();
    }

    ChildJvm jvm() {
        return jvm;
    }

    int pid() {
        return (int) jvm.pid();
    }

    DescriptorSnapshot descriptors() {
        return DescriptorSnapshot.of(pid());
    }

    /** How many descriptors there are that Baton can be blamed for. */
    static int count(DescriptorSnapshot snapshot) {
        return snapshot.only(NoLeaks.RELEVANT).descriptors().size();
    }

    /** Demands that this process comes to have the descriptors it had then, and its one thread. */
    void comesBackTo(DescriptorSnapshot before) {
        before.awaitEqual(LIMIT, NoLeaks.RELEVANT);
        assertThat(NativeThreads.of(this)).hasSizeLessThanOrEqualTo(1);
    }

    private Reply order(Verb verb, long first, long second, byte[] data) {
        return Reply.decode(jvm.call(new Order(verb, first, second, data).encode()));
    }

    private void begin(Verb verb, long first, long second, byte[] data) {
        jvm.send(new Order(verb, first, second, data).encode());
    }

    Reply startup() {
        return order(Verb.STARTUP, 0, 0, NOTHING);
    }

    /** Starts and cleans up Winsock that often, and starts it once more. */
    void startupAgain(int times) {
        order(Verb.STARTUP, times, 0, NOTHING).succeeds();
    }

    void cleanup() {
        order(Verb.CLEANUP, 0, 0, NOTHING).succeeds();
    }

    /** Connects to a port of this machine. */
    long connect(int port) {
        return order(Verb.CONNECT, port, 0, NOTHING).succeeds().result();
    }

    void connectMany(int port, int count) {
        order(Verb.CONNECT_MANY, port, count, NOTHING).succeeds();
    }

    Reply duplicate(long s, long pid) {
        return order(Verb.DUPLICATE, s, pid, NOTHING);
    }

    /** Duplicates a socket for a process, which succeeds. */
    byte[] duplicateFor(Worker target, long s) {
        return duplicate(s, target.pid()).succeeds().data();
    }

    void beginDuplicate(long s, long pid) {
        begin(Verb.DUPLICATE, s, pid, NOTHING);
    }

    /** Duplicates the first of the many sockets; if there are fewer, some of them several times. */
    Reply duplicateMany(long pid, int count) {
        return order(Verb.DUPLICATE_MANY, pid, count, NOTHING);
    }

    void beginDuplicateMany(long pid, int count) {
        begin(Verb.DUPLICATE_MANY, pid, count, NOTHING);
    }

    /** Connects a channel of the JDK to a port, duplicates it for a process and says "still". */
    Reply duplicateChannel(int port, long pid) {
        return order(Verb.DUPLICATE_CHANNEL, port, pid, NOTHING);
    }

    Reply open(byte[] info) {
        return order(Verb.OPEN, 0, 0, info);
    }

    void beginOpen(byte[] info) {
        begin(Verb.OPEN, 0, 0, info);
    }

    /** Opens as many as it can; they join the many. */
    Reply openMany(byte[] infos) {
        return order(Verb.OPEN_MANY, 0, 0, infos);
    }

    void send(long s, String text) {
        order(Verb.SEND, s, 0, text.getBytes(StandardCharsets.ISO_8859_1)).succeeds();
    }

    /** Sends through each of the many its place among them, 32 bits little-endian. */
    void sendNumbers() {
        order(Verb.SEND_NUMBERS, 0, 0, NOTHING).succeeds();
    }

    String receive(long s, int length) {
        byte[] data = order(Verb.RECEIVE, s, length, NOTHING).succeeds().data();
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    void closeSocket(long s) {
        order(Verb.CLOSE, s, 0, NOTHING).succeeds();
    }

    /** Registers an event object of its own for everything that happens to a socket. */
    Reply selectEvents(long s) {
        return order(Verb.SELECT_EVENTS, s, 0, NOTHING);
    }

    void closeMany() {
        order(Verb.CLOSE_MANY, 0, 0, NOTHING).succeeds();
    }

    /** Makes the thread that is about to make this step stand still there. */
    void standStillBefore(Probe.Step step) {
        standStillBefore(step, 1);
    }

    /** Makes the thread that is about to make this step for the n-th time stand still there. */
    void standStillBefore(Probe.Step step, int nth) {
        order(Verb.STOP_BEFORE, step.ordinal(), nth, NOTHING).succeeds();
    }

    /** Waits until the process stands before a step. */
    void awaitStandingBefore(Probe.Step step) {
        awaitSaid(WorkerProgram.announcement(step));
    }

    /** Waits until the process has written a text to standard error. */
    void awaitSaid(String text) {
        Eventually.await(
                LIMIT,
                () -> jvm.stderr().contains(text),
                () -> jvm + " did not say \"" + text + "\" but \"" + jvm.stderr() + "\"");
    }

    void collectGarbage() {
        order(Verb.COLLECT_GARBAGE, 0, 0, NOTHING).succeeds();
    }

    /** Loads every class that it may need, which it can't when it has no descriptor left. */
    void loadClasses() {
        try (Client.Conversation conversation = Client.with(this)) {
            byte[] info = duplicateFor(this, conversation.s());
            closeSocket(open(info).succeeds().result());
            open(info).failsWith(Constants.WSAEINVAL);
            closeSocket(conversation.s());
        }
        assertThat(order(Verb.LOAD_CLASSES, 0, 0, NOTHING).succeeds().result()).isPositive();
    }

    /** Uses the descriptors of the process up until so many are left. */
    void fillTable(int left) {
        order(Verb.FILL_TABLE, left, 0, NOTHING).succeeds();
    }

    void emptyTable() {
        order(Verb.EMPTY_TABLE, 0, 0, NOTHING).succeeds();
    }

    /** Connects to somebody else's inbox and sends a message: 0 or more, or a negated error. */
    long knock(byte[] address) {
        return order(Verb.KNOCK, 0, 0, address).result();
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
