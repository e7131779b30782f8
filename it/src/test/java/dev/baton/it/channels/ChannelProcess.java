package dev.baton.it.channels;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.Ticket;
import dev.baton.testkit.ChildJvm;
import dev.baton.testkit.DescriptorSnapshot;
import dev.baton.testkit.NoLeaks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that runs {@link ChannelProgram}; it ends with {@link #close}. */
final class ChannelProcess implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final byte[] NOTHING = {};

    private final ChildJvm jvm;

    private ChannelProcess(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts a process that makes channels as this one does, and can be reached. */
    static ChannelProcess start(String... launcher) {
        return start(Capabilities.current().way(), launcher);
    }

    /** Starts a process that makes channels in a way, and can be reached. */
    static ChannelProcess start(Capabilities.Way way, String... launcher) {
        ChannelProcess process = startUnreachable(way, launcher);
        String actual = process.ask(Deed.WAY, 0, 0, "").succeeds().text();
        if (!actual.equals(way.name())) {
            process.close();
            throw new AssertionError(actual + " instead of " + way);
        }
        return process;
    }

    static ChannelProcess startUnreachable(Capabilities.Way way, String... launcher) {
        List<String> options =
                way == Capabilities.Way.DIRECT
                        ? List.of("--add-opens=java.base/sun.nio.ch=dev.baton.channels")
                        : List.of();
        return new ChannelProcess(
                ChildJvm.start(
                        ChannelProgram.class, List.of(launcher), options, Map.of(), List.of()));
    }

    ChildJvm jvm() {
        return jvm;
    }

    long pid() {
        return jvm.pid();
    }

    DescriptorSnapshot descriptors() {
        return DescriptorSnapshot.of(pid());
    }

    /** Demands that the process comes to have the descriptors it had then. */
    void comesBackTo(DescriptorSnapshot before) {
        before.awaitEqual(LIMIT, NoLeaks.RELEVANT);
    }

    Parcel ask(Deed deed, long first, long second, byte[] data) {
        var asked = new Parcel(deed.ordinal(), first, second, data);
        return Parcel.decode(jvm.call(asked.encode()));
    }

    Parcel ask(Deed deed, long first, long second, String text) {
        return ask(deed, first, second, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Parcel tryOpen(ChannelKind kind, Ticket ticket) {
        return ask(Deed.OPEN, kind.ordinal(), 0, ticket.toBytes());
    }

    /** Opens a ticket and returns the channel's number. */
    long open(ChannelKind kind, Ticket ticket) {
        return tryOpen(kind, ticket).succeeds().first();
    }

    /** Opens tickets of connections and returns the first one's number. */
    long openMany(List<Ticket> tickets) {
        var all = new byte[tickets.size() * Ticket.SIZE];
        for (int i = 0; i < tickets.size(); i++) {
            System.arraycopy(tickets.get(i).toBytes(), 0, all, i * Ticket.SIZE, Ticket.SIZE);
        }
        return ask(Deed.OPEN_MANY, 0, 0, all).succeeds().first();
    }

    long connect(int port) {
        return ask(Deed.CONNECT, port, 0, NOTHING).succeeds().first();
    }

    Parcel tryDuplicate(long channel, long pid) {
        return ask(Deed.DUPLICATE, channel, pid, NOTHING);
    }

    Ticket duplicate(long channel, long pid) {
        return Ticket.ofBytes(tryDuplicate(channel, pid).succeeds().data());
    }

    Ticket move(long channel, long pid) {
        return Ticket.ofBytes(ask(Deed.MOVE, channel, pid, NOTHING).succeeds().data());
    }

    void release(long channel) {
        ask(Deed.RELEASE, channel, 0, NOTHING).succeeds();
    }

    void closeChannel(long channel) {
        ask(Deed.CLOSE, channel, 0, NOTHING).succeeds();
    }

    void closeAll() {
        ask(Deed.CLOSE_ALL, 0, 0, NOTHING).succeeds();
    }

    /** Local and remote as the kernel tells them, and local as the channel does. */
    List<String> names(long channel) {
        return ask(Deed.NAMES, channel, 0, NOTHING).succeeds().text().lines().toList();
    }

    void write(long channel, String text) {
        ask(Deed.WRITE, channel, 0, text).succeeds();
    }

    String read(long channel, int length, Manner manner) {
        return ask(Deed.READ, channel, length, manner.name()).succeeds().text();
    }

    long accept(long channel, Manner manner) {
        return ask(Deed.ACCEPT, channel, 0, manner.name()).succeeds().first();
    }

    void fillTable(int left) {
        ask(Deed.FILL_TABLE, left, 0, NOTHING).succeeds();
    }

    void emptyTable() {
        ask(Deed.EMPTY_TABLE, 0, 0, NOTHING).succeeds();
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
