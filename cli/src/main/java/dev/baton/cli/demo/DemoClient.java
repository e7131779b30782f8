package dev.baton.cli.demo;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The client process: many conversations on one thread. */
final class DemoClient {
    private static final long TICK_MILLIS = 1;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ParentLink parent;
    private final Selector selector;
    private List<Conversation> conversations = List.of();
    private Tally tally = new Tally();
    private long[] goals = {};
    private boolean finishing;
    private boolean ended;

    private DemoClient(ParentLink parent, Selector selector) {
        this.parent = parent;
        this.selector = selector;
    }

    static void run(ParentLink parent) throws IOException, InterruptedException {
        try (Selector selector = Selector.open()) {
            parent.ready(0);
            new DemoClient(parent, selector).loop();
        }
    }

    private void loop() throws IOException, InterruptedException {
        while (!ended) {
            Frame frame = conversations.isEmpty() ? parent.take() : parent.poll();
            if (frame != null) {
                handle(frame);
            }
            turn();
        }
    }

    private void handle(Frame frame) throws IOException {
        DataInputStream in = frame.open();
        switch (frame.kind()) {
            case CONNECT -> connect(in);
            case AWAIT -> await(in.readLong());
            case FINISH -> {
                finishing = true;
                conversations.forEach(Conversation::finish);
            }
            case END -> ended = true;
            default -> throw new IOException("the client does not understand " + frame);
        }
    }

    private void connect(DataInputStream in) throws IOException {
        int port = in.readInt();
        int count = in.readInt();
        long interval = TimeUnit.MICROSECONDS.toNanos(in.readInt());
        Conversation.Pace pace = new Conversation.Pace(interval, in.readInt());
        InetSocketAddress server = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channels.add(channel);
        }
        tally = new Tally();
        finishing = false;
        conversations = new ArrayList<>();
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            // Evenly over the interval, so that the server's load is.
            long first = now + interval * i / count;
            Conversation each = new Conversation(i, channels.get(i), pace, first, tally);
            channels.get(i).register(selector, SelectionKey.OP_READ, each);
            conversations.add(each);
        }
        parent.send(Frame.of(Frame.Kind.CONNECTED));
    }

    private void await(long more) {
        goals = conversations.stream().mapToLong(each -> each.answers() + more).toArray();
    }

    private void turn() throws IOException {
        selector.select(
                key -> ((Conversation) key.attachment()).receive(System.nanoTime()), TICK_MILLIS);
        long now = System.nanoTime();
        conversations.forEach(each -> each.send(now));
        if (goals.length > 0 && reached()) {
            goals = new long[0];
            long longest = tally.takeLongestWait();
            parent.send(Frame.of(Frame.Kind.PROGRESS, out -> out.writeLong(longest)));
        }
        if (finishing && conversations.stream().allMatch(Conversation::ended)) {
            Report report = tally.report(conversations.size());
            conversations = List.of();
            finishing = false;
            parent.send(Frame.of(Frame.Kind.REPORT, report::write));
        }
    }

    /** A broken connection does not reach its goal: the report tells of it, not a time-out. */
    private boolean reached() {
        for (int i = 0; i < goals.length; i++) {
            Conversation each = conversations.get(i);
            if (!each.ended() && each.answers() < goals[i]) {
                return false;
            }
        }
        return true;
    }
}
