package dev.baton.bench;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
 * The shortest way through a chain: {@code recv} on an empty non-blocking socket. Many calls make a
 * sample, which is long enough for the clock and short enough to end before another process gets
 * the processor.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@NullUnmarked
public class LayerDispatch {
    /** Calls in a sample. */
    static final int CALLS = 100;

    private static final int BYTES = 64;

    /** What is between Winsock and the base provider. */
    @Param public LayerStack stack;

    private final MemorySegment bytes = LayerSession.nativeCopy(new byte[BYTES]);
    private LayerSession session;

    /** For JMH. */
    public LayerDispatch() {}

    /**
     * Connects, and sends nothing.
     *
     * @throws IOException if it can't
     */
    @Setup(Level.Trial)
    public void open() throws IOException {
        session = new LayerSession(stack);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment on = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
            int result = Winsock.ioctlsocket(session.socket(), Constants.FIONBIO, on);
            WinsockCalls.check("FIONBIO", result);
        }
    }

    /**
     * Ends Winsock, if the calls did what they were to do.
     *
     * @throws IOException if they did not
     */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        if (recv() != CALLS * Constants.SOCKET_ERROR
                || Winsock.WSAGetLastError() != Constants.WSAEWOULDBLOCK) {
            throw WinsockCalls.failed("recv on an empty socket");
        }
        session.close();
    }

    /**
     * One sample.
     *
     * @return the sum of the results
     */
    @Benchmark
    public int recv() {
        int sum = 0;
        for (int i = 0; i < CALLS; i++) {
            sum += Winsock.recv(session.socket(), bytes, BYTES, 0);
        }
        return sum;
    }
}
