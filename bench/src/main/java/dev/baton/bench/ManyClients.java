package dev.baton.bench;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients of {@link ManySource} and {@link MoveSource}: connects as often as told, then, for
 * each byte on standard input, says how many connections received just that byte; the first time,
 * only FIRST of them are asked. Arguments: PORT COUNT FIRST.
 */
final class ManyClients {
    /** Connections opened at a time: fewer than a listen queue holds. */
    static final int STEP = 500;

    private static final int PATIENCE_MS = 2_000;

    private ManyClients() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int count = Integer.parseInt(args[1]);
        int asked = Integer.parseInt(args[2]);
        MemorySegment word = Pipes.message(0);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % STEP == 0) {
                Pipes.readFully(Pipes.STDIN, word);
            }
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), port));
        }
        Pipes.writeFully(Pipes.STDOUT, Pipes.message('r'));
        while (true) {
            try {
                Pipes.readFully(Pipes.STDIN, word);
            } catch (EOFException e) {
                System.exit(0); // ten thousand sockets close faster this way
            }
            byte expected = word.get(ValueLayout.JAVA_BYTE, 0);
            Pipes.writeLong(Pipes.STDOUT, count(sockets.subList(0, asked), expected));
            asked = count;
        }
    }

    private static long count(List<Socket> sockets, byte expected) throws IOException {
        long alive = 0;
        int patience = PATIENCE_MS;
        for (Socket socket : sockets) {
            socket.setSoTimeout(patience);
            try {
                if ((byte) socket.getInputStream().read() == expected) {
                    alive++;
                }
            } catch (SocketTimeoutException e) {
                patience = 1; // every proof was written before we were asked: don't wait again
            }
        }
        return alive;
    }
}
