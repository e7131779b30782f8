package dev.baton.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The receiver of {@link ManySource}: opens all tickets, acknowledges once, then writes the byte it
 * is told through every socket and closes it. Arguments: COUNT ROUNDS.
 */
final class ManyTarget {
    private ManyTarget() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        MemorySegment acknowledgement = Pipes.message('a');
        Marks marks = new Marks(Marks.STEP * rounds);
        WinsockCalls.startUp();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocate((long) WinsockCalls.TICKET * count, 8);
            MemorySegment sockets = arena.allocate(ValueLayout.JAVA_LONG, count);
            MemorySegment proof = arena.allocate(ValueLayout.JAVA_BYTE);
            Pipes.writeFully(Pipes.STDOUT, Pipes.message('r'));
            for (int round = 0; round < rounds; round++) {
                int size = ManySource.size(count, round);
                MemorySegment infos = all.asSlice(0, (long) WinsockCalls.TICKET * size);
                marks.at(round * Marks.STEP);
                Pipes.readFully(Pipes.STDIN, infos);
                WinsockCalls.openAll(infos, size, sockets);
                Pipes.writeFully(Pipes.STDOUT, acknowledgement);
                long cpu = marks.cpuSince(round * Marks.STEP);
                Pipes.readFully(Pipes.STDIN, proof);
                for (int i = 0; i < size; i++) {
                    long socket = sockets.getAtIndex(ValueLayout.JAVA_LONG, i);
                    WinsockCalls.sendByte(socket, proof);
                }
                WinsockCalls.closeAll(sockets, size);
                Pipes.writeLong(Pipes.STDOUT, cpu);
            }
        }
    }
}
