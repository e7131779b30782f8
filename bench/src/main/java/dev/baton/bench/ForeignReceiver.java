package dev.baton.bench;

import dev.baton.winsock.Winsock;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The other process of {@link ForeignReceive}: receives a byte when it is told to. */
final class ForeignReceiver {
    private ForeignReceiver() {}

    public static void main(String[] args) throws IOException {
        WinsockCalls.startUp();
        Pipes.writeFully(Pipes.STDOUT, Pipes.message('r'));
        MemorySegment info = Arena.ofAuto().allocate(WinsockCalls.TICKET);
        Pipes.readFully(Pipes.STDIN, info);
        long s = WinsockCalls.open(info);
        MemorySegment buffer = Arena.ofAuto().allocate(1);
        MemorySegment order = Pipes.message(0);
        try {
            while (true) {
                Pipes.readFully(Pipes.STDIN, order);
                long start = System.nanoTime();
                WinsockCalls.check("recv", Winsock.recv(s, buffer, 1, 0));
                Pipes.writeLong(Pipes.STDOUT, start);
            }
        } catch (EOFException end) {
            Winsock.WSACleanup();
        }
    }
}
