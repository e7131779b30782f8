package dev.baton.layers.compress;

import dev.baton.layers.DataBuffers;
import dev.baton.testkit.layer.FakeBase;
import dev.baton.testkit.layer.FakeBase.Call;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddrIn;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A base provider's datagrams: what is sent comes back, as from a non-blocking socket. */
final class Wire {
    static final SockAddrIn SENDER = new SockAddrIn(4711, 0x7f000001);
    static final int LARGEST = 65507;

    private final Deque<byte[]> datagrams = new ArrayDeque<>();

    Wire(FakeBase base) {
        base.answers("WSPSend", this::send);
        base.answers("WSPSendTo", this::send);
        base.answers("WSPRecv", this::receive);
        base.answers("WSPRecvFrom", this::receiveFrom);
        base.answers("WSPIoctl", this::control);
        base.answers("WSPGetSockOpt", this::option);
    }

    void put(byte[] datagram) {
        datagrams.add(datagram);
    }

    byte[] take() {
        return datagrams.remove();
    }

    int waiting() {
        return datagrams.size();
    }

    private static DataBuffers buffers(Call call) {
        return new DataBuffers(call.buffers(1), (int) call.value(2));
    }

    private long send(Call call) {
        byte[] datagram = buffers(call).gather();
        if (datagram.length > LARGEST) {
            return call.fail(Constants.WSAEMSGSIZE);
        }
        datagrams.add(datagram);
        Memory.int32(call.memory(3), 0, datagram.length);
        return 0;
    }

    private long receive(Call call) {
        boolean peek = (Memory.int32(call.memory(4), 0) & Constants.MSG_PEEK) != 0;
        byte[] datagram = peek ? datagrams.peek() : datagrams.poll();
        if (datagram == null) {
            return call.fail(Constants.WSAEWOULDBLOCK);
        }
        DataBuffers buffers = buffers(call);
        int room = (int) Math.min(datagram.length, buffers.size());
        buffers.scatter(Arrays.copyOf(datagram, room));
        Memory.int32(call.memory(3), 0, room);
        boolean partial = room < datagram.length;
        Memory.int32(call.memory(4), 0, partial ? Constants.MSG_PARTIAL : 0);
        return partial ? call.fail(Constants.WSAEMSGSIZE) : 0;
    }

    private long receiveFrom(Call call) {
        if (!call.memory(5).equals(MemorySegment.NULL) && !datagrams.isEmpty()) {
            if (Memory.int32(call.memory(6), 0) < SENDER.length() + 4) {
                return call.fail(Constants.WSAEFAULT);
            }
            Memory.bytes(call.memory(5), 0, SENDER.toBytes());
            Memory.int32(call.memory(6), 0, SENDER.length());
        }
        return receive(call);
    }

    private long control(Call call) {
        if (call.value(1) == Constants.FIONREAD) {
            byte[] next = datagrams.peek();
            Memory.int32(call.memory(4), 0, next == null ? 0 : next.length);
            Memory.int32(call.memory(6), 0, Integer.BYTES);
        }
        return 0;
    }

    private long option(Call call) {
        if (call.value(2) == Constants.SO_MAX_MSG_SIZE) {
            Memory.int32(call.memory(3), 0, LARGEST);
        }
        return 0;
    }
}
