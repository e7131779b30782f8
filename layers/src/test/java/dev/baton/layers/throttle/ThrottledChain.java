package dev.baton.layers.throttle;

import dev.baton.layers.DataBuffers;
import dev.baton.testkit.layer.FakeBase.Call;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A chain with the layer, a clock of its own, and a record of what went through when. */
final class ThrottledChain implements AutoCloseable {
    private static final MemorySegment NULL = MemorySegment.NULL;

    final FakeTime time = new FakeTime();
    final TestChain chain;
    final long s;
    final List<Moved> moved = new ArrayList<>();
    final MemorySegment lpBytes = MemorySegment.ofArray(new int[1]);
    final MemorySegment lpFlags = MemorySegment.ofArray(new int[1]);

    /** A part of a transfer. */
    record Moved(long nanos, long bytes) {}

    private ThrottledChain(boolean stream) {
        ThrottleFactory factory = new ThrottleFactory(time);
        chain = stream ? TestChain.overTcp(factory) : TestChain.overUdp(factory);
        for (String entry : List.of("WSPSend", "WSPSendTo", "WSPRecv", "WSPRecvFrom")) {
            chain.base().answers(entry, this::move);
        }
        s = chain.socket();
    }

    static ThrottledChain overTcp() {
        return new ThrottledChain(true);
    }

    static ThrottledChain overUdp() {
        return new ThrottledChain(false);
    }

    private long move(Call call) {
        long bytes = new DataBuffers(call.buffers(1), (int) call.value(2)).size();
        moved.add(new Moved(time.nanoTime(), bytes));
        Memory.int32(call.memory(3), 0, (int) bytes);
        return 0;
    }

    int send(long socket, int size) {
        return chain.top()
                .WSPSend(socket, room(size), 1, lpBytes, 0, NULL, null, NULL, chain.lpErrno());
    }

    int receive(long socket, int size, int flags) {
        Memory.int32(lpFlags, 0, flags);
        return chain.top()
                .WSPRecv(
                        socket, room(size), 1, lpBytes, lpFlags, NULL, null, NULL, chain.lpErrno());
    }

    private static MemorySegment[] room(int size) {
        return new MemorySegment[] {MemorySegment.ofArray(new byte[size])};
    }

    int bytes() {
        return Memory.int32(lpBytes, 0);
    }

    void rate(long socket, int option, long rate) {
        MemorySegment value = MemorySegment.ofArray(new long[] {rate});
        int result =
                chain.top()
                        .WSPSetSockOpt(
                                socket, Constants.SOL_SOCKET, option, value, 8, chain.lpErrno());
        if (result != 0) {
            throw new AssertionError("WSPSetSockOpt: " + chain.error());
        }
    }

    long rate(long socket, int option) {
        MemorySegment value = MemorySegment.ofArray(new long[] {-1});
        chain.top()
                .WSPGetSockOpt(
                        socket,
                        Constants.SOL_SOCKET,
                        option,
                        value,
                        MemorySegment.ofArray(new int[] {8}),
                        chain.lpErrno());
        return Memory.int64(value, 0);
    }

    void mode(long socket, boolean nonBlocking) {
        control(socket, Constants.FIONBIO, MemorySegment.ofArray(new int[] {nonBlocking ? 1 : 0}));
    }

    int control(long socket, int code, MemorySegment buffer) {
        int size = (int) buffer.byteSize();
        return chain.top()
                .WSPIoctl(
                        socket,
                        code,
                        buffer,
                        size,
                        buffer,
                        size,
                        lpBytes,
                        NULL,
                        null,
                        NULL,
                        chain.lpErrno());
    }

    /** The most bytes that went through within any span of this length. */
    long mostWithin(long nanos) {
        long most = 0;
        for (Moved first : moved) {
            long sum = 0;
            for (Moved each : moved) {
                boolean inside = each.nanos >= first.nanos && each.nanos < first.nanos + nanos;
                sum += inside ? each.bytes : 0;
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    @Override
    public void close() {
        chain.close();
    }
}
