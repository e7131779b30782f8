package dev.baton.cli.demo;

import dev.baton.cli.sockets.Sockets;
import java.io.IOException;

/** The source process: accepts connections, serves them, hands them over and ends. */
final class DemoSource {
    private static final int TURN_MILLIS = 5;

    private final ParentLink parent;
    private final Sockets winsock;
    private final MessageServer server;
    private final int count;

    private DemoSource(ParentLink parent, Sockets winsock, int count) {
        this.parent = parent;
        this.winsock = winsock;
        this.server = new MessageServer(winsock);
        this.count = count;
    }

    static void run(ParentLink parent, int count) throws IOException, InterruptedException {
        try (Sockets winsock = Sockets.start()) {
            Rehearsal.play(winsock);
            long listener = winsock.listen();
            parent.ready(winsock.port(listener));
            DemoSource source = new DemoSource(parent, winsock, count);
            source.accept(listener);
            int pid = source.serveUntilTargetIsKnown();
            if (count == 1) {
                source.handOver(pid);
            } else {
                source.handOverAll(pid);
            }
        }
    }

    private void accept(long listener) {
        long[] accepted = new long[count];
        for (int i = 0; i < count; i++) {
            accepted[i] = winsock.accept(listener);
            winsock.noDelay(accepted[i]);
        }
        winsock.closesocket(listener);
        server.add(accepted);
        parent.tell(() -> Steps.accepted(listener, accepted[0]));
        parent.send(Frame.of(Frame.Kind.CONNECTED));
    }

    private int serveUntilTargetIsKnown() throws IOException, InterruptedException {
        serveUntil(Frame.Kind.HANDOFF);
        parent.tell(Steps::pidRequested);
        parent.send(Frame.of(Frame.Kind.PID_REQUEST));
        return serveUntil(Frame.Kind.PID_ANSWER).open().readInt();
    }

    private Frame serveUntil(Frame.Kind kind) throws InterruptedException {
        Frame frame = parent.poll();
        while (frame == null) {
            if (server.isIdle()) {
                throw new IllegalStateException(
                        "the client has ended all connections before the hand-over; what the client"
                                + " printed says why");
            }
            server.turn(TURN_MILLIS);
            frame = parent.poll();
        }
        return ParentLink.expect(kind, frame);
    }

    private void handOver(int pid) throws IOException, InterruptedException {
        long s = server.release()[0];
        long begin = System.nanoTime();
        byte[] info = winsock.duplicate(s, pid);
        long duplicated = System.nanoTime();
        parent.send(new Frame(Frame.Kind.TICKETS, info));
        long answered = server.answered();
        long next = server.lastNumber() + 1;
        parent.tell(() -> Steps.pidReceived(pid));
        parent.tell(() -> Steps.duplicated(s, pid, answered, next));
        parent.tell(Steps::sent);
        long open = parent.take(Frame.Kind.TAKEN).open().readLong();
        long taken = System.nanoTime();
        winsock.closesocket(s);
        long closed = System.nanoTime();
        parent.tell(() -> Steps.closed(s));
        done(new Move(1, duplicated - begin, closed - taken, open, taken - begin));
    }

    private void handOverAll(int pid) throws IOException, InterruptedException {
        long[] sockets = server.release();
        long begin = System.nanoTime();
        byte[] infos = winsock.duplicateAll(sockets, pid);
        long duplicated = System.nanoTime();
        // Before the target has even heard of them: the duplicates are its own already.
        for (long s : sockets) {
            winsock.closesocket(s);
        }
        long closed = System.nanoTime();
        parent.send(new Frame(Frame.Kind.TICKETS, infos));
        long open = parent.take(Frame.Kind.TAKEN).open().readLong();
        long taken = System.nanoTime();
        parent.tell(() -> Steps.allDuplicated(sockets.length, pid));
        parent.tell(Steps::allClosed);
        done(
                new Move(
                        sockets.length,
                        duplicated - begin,
                        closed - duplicated,
                        open,
                        taken - begin));
    }

    private void done(Move move) {
        parent.send(Frame.of(Frame.Kind.DONE, move::write));
    }
}
