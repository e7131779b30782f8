package dev.baton.bench;

import dev.baton.channels.Handoff;
import dev.baton.channels.HandoffPoint;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The receiver of {@link MoveSource}: accepts all, acknowledges once, writes the byte it is told
 * through every connection, and hands all back if there is another round. Arguments: COUNT ROUNDS
 * FOLDER.
 */
final class MoveTarget {
    private MoveTarget() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Path folder = Path.of(args[2]);
        Marks marks = new Marks(Marks.STEP * rounds);
        MemorySegment word = Pipes.message(0);
        try (HandoffPoint point = HandoffPoint.open(MoveSide.there(folder));
                Handoff back = Handoff.to(MoveSide.back(folder))) {
            Pipes.writeFully(Pipes.STDOUT, Pipes.message('r'));
            for (int round = 0; round < rounds; round++) {
                marks.at(round * Marks.STEP);
                List<SocketChannel> connections = MoveSide.accept(point, count);
                Pipes.writeFully(Pipes.STDOUT, Pipes.message('a'));
                long cpu = marks.cpuSince(round * Marks.STEP);
                Pipes.readFully(Pipes.STDIN, word);
                byte proof = word.get(ValueLayout.JAVA_BYTE, 0);
                for (SocketChannel connection : connections) {
                    connection.write(ByteBuffer.wrap(new byte[] {proof}));
                }
                Pipes.writeLong(Pipes.STDOUT, cpu);
                if (round + 1 < rounds) {
                    Pipes.readFully(Pipes.STDIN, word);
                    MoveSide.send(back, connections);
                    Pipes.writeFully(Pipes.STDOUT, Pipes.message('b'));
                }
            }
        }
    }
}
