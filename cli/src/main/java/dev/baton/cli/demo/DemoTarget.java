package dev.baton.cli.demo;

import dev.baton.cli.sockets.Sockets;
import dev.baton.winsock.Constants;
import java.io.IOException;

/** The target process: takes connections over and serves them to their end. */
final class DemoTarget {
    private static final int TURN_MILLIS = 5;

    private final ParentLink parent;
    private final Sockets winsock;
    private final MessageServer server;
    private boolean ended;

    private DemoTarget(ParentLink parent, Sockets winsock) {
        this.parent = parent;
        this.winsock = winsock;
        this.server = new MessageServer(winsock);
    }

    static void run(ParentLink parent) throws IOException, InterruptedException {
        try (Sockets winsock = Sockets.start()) {
            Rehearsal.play(winsock);
            parent.ready(0);
            new DemoTarget(parent, winsock).loop();
        }
    }

    private void loop() throws IOException, InterruptedException {
        while (!ended) {
            Frame frame = server.isIdle() ? parent.take() : parent.poll();
            if (frame == null) {
                server.turn(TURN_MILLIS);
            } else {
                handle(frame);
            }
        }
    }

    private void handle(Frame frame) throws IOException {
        switch (frame.kind()) {
            case PID_REQUEST -> tellPid();
            case TICKETS -> {
                if (frame.body().length == Constants.SIZEOF_WSAPROTOCOL_INFOW) {
                    takeOver(frame.body());
                } else {
                    takeOverAll(frame.body());
                }
            }
            case END -> ended = true;
            default -> throw new IOException("the target does not understand " + frame);
        }
    }

    private void tellPid() {
        int pid = Math.toIntExact(ProcessHandle.current().pid());
        parent.send(Frame.of(Frame.Kind.PID_ANSWER, out -> out.writeInt(pid)));
        parent.tell(() -> Steps.pidTold(pid));
    }

    private void takeOver(byte[] info) {
        long begin = System.nanoTime();
        long s = winsock.open(info);
        long nanos = System.nanoTime() - begin;
        server.add(s);
        long before = server.answered();
        while (server.answered() == before && !server.isIdle()) {
            server.turn(TURN_MILLIS);
        }
        parent.send(taken(nanos));
        long first = server.lastNumber();
        boolean noDelay = !server.isIdle() && winsock.isNoDelay(s);
        parent.tell(Steps::received);
        parent.tell(() -> Steps.opened(s, noDelay));
        parent.tell(() -> Steps.used(s, first));
    }

    private void takeOverAll(byte[] infos) {
        long begin = System.nanoTime();
        long[] sockets = winsock.openAll(infos);
        parent.send(taken(System.nanoTime() - begin));
        server.add(sockets);
        parent.tell(() -> Steps.allOpened(sockets.length));
    }

    private static Frame taken(long openNanos) {
        return Frame.of(Frame.Kind.TAKEN, out -> out.writeLong(openNanos));
    }
}
