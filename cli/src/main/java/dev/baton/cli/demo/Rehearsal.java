package dev.baton.cli.demo;

import dev.baton.cli.sockets.Sockets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Lets a process hand sockets to itself before the play, so that its times are those of a JVM that
 * has been at work for a while, as a server has.
 */
final class Rehearsal {
    private static final int SINGLE = 300;
    private static final int BATCHES = 16;
    private static final int BATCH = 250;
    private static final int TURN_MILLIS = 1000;

    private final Sockets winsock;
    private final MessageServer server;
    private final int pid = Math.toIntExact(ProcessHandle.current().pid());

    private Rehearsal(Sockets winsock) {
        this.winsock = winsock;
        this.server = new MessageServer(winsock);
    }

    static void play(Sockets winsock) {
        long listener = winsock.listen();
        long client = winsock.connect(winsock.port(listener));
        long served = winsock.accept(listener);
        winsock.closesocket(listener);
        winsock.noDelay(client);
        winsock.noDelay(served);
        Rehearsal rehearsal = new Rehearsal(winsock);
        served = rehearsal.oneByOne(client, served);
        rehearsal.inBatches();
        winsock.closesocket(served);
        winsock.closesocket(client);
    }

    private long oneByOne(long client, long served) {
        byte[] message = new byte[Message.SIZE];
        long s = served;
        for (int i = 0; i < SINGLE; i++) {
            long opened = winsock.open(winsock.duplicate(s, pid));
            winsock.closesocket(s);
            s = opened;
            Message.request(ByteBuffer.wrap(message), 0, i);
            winsock.send(client, message);
            server.add(s);
            while (server.answered() <= i) {
                server.turn(TURN_MILLIS);
            }
            server.release();
            for (int have = 0; have < Message.SIZE; ) {
                have += winsock.receive(client, message);
            }
        }
        return s;
    }

    private void inBatches() {
        for (int i = 0; i < BATCHES; i++) {
            long[] fresh =
                    Stream.generate(winsock::stream).limit(BATCH).mapToLong(s -> s).toArray();
            closeAll(fresh, winsock.openAll(winsock.duplicateAll(fresh, pid)));
        }
    }

    private void closeAll(long[]... groups) {
        Arrays.stream(groups).flatMapToLong(Arrays::stream).forEach(winsock::closesocket);
    }
}
