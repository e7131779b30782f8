package dev.baton.bench;

import dev.baton.winsock.Winsock;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A blocking round trip. Every iteration is another stack's turn, in one JVM: a slow phase of the
 * machine meets all of them, and all run the same compiled code.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class LayerEcho {
    private static final int BYTES = 64;

    /** Chooses the order of the turns. */
    @Param("1")
    public int fork;

    private final MemorySegment bytes = LayerSession.nativeCopy(new byte[BYTES]);
    private LayerSession session;
    private int iteration;

    /** For JMH. */
    public LayerEcho() {}

    /**
     * Connects through the stack whose turn it is.
     *
     * @throws IOException if it can't
     */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        session = new LayerSession(LayerStack.turn(fork, iteration++));
    }

    /**
     * Ends Winsock: the next iteration starts it with other layers.
     *
     * @throws IOException if it can't
     */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        session.close();
    }

    /**
     * One round trip.
     *
     * @throws IOException if the connection breaks
     */
    @Benchmark
    public void echo() throws IOException {
        int sent = Winsock.send(session.socket(), bytes, BYTES, 0);
        if (sent != BYTES) {
            throw WinsockCalls.failed("send of " + BYTES + " bytes");
        }
        for (int got = 0; got < BYTES; ) {
            MemorySegment rest = got == 0 ? bytes : bytes.asSlice(got);
            int n = Winsock.recv(session.socket(), rest, BYTES - got, 0);
            WinsockCalls.check("recv", n);
            if (n == 0) {
                throw new EOFException("the echo ended");
            }
            got += n;
        }
    }
}
