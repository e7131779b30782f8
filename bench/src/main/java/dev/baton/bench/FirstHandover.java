package dev.baton.bench;

import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A whole program that hands over or takes one socket; {@link StartUp} times it. Arguments: empty |
 * self | source PID | target.
 */
final class FirstHandover {
    private FirstHandover() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("empty")) {
            return;
        }
        WinsockCalls.startUp();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(WinsockCalls.TICKET, 8);
            switch (args[0]) {
                case "self" -> {
                    duplicate(Math.toIntExact(ProcessHandle.current().pid()), info);
                    WinsockCalls.open(info);
                }
                case "source" -> {
                    duplicate(Integer.parseInt(args[1]), info);
                    Pipes.writeFully(Pipes.STDOUT, info);
                }
                default -> {
                    Pipes.writeFully(Pipes.STDOUT, Pipes.message('r'));
                    Pipes.readFully(Pipes.STDIN, info);
                    WinsockCalls.open(info);
                    Pipes.writeFully(Pipes.STDOUT, Pipes.message('a'));
                }
            }
        }
    }

    static void duplicate(int pid, MemorySegment info) throws IOException {
        long socket = WinsockCalls.tcpSocket();
        WinsockCalls.check("WSADuplicateSocketW", Winsock.WSADuplicateSocketW(socket, pid, info));
    }
}
