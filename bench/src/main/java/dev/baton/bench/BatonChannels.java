package dev.baton.bench;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Through the channels: sixteen SocketChannels at the source, SocketChannels at the target. */
final class BatonChannels implements BatonTier {
    private final ByteBuffer proof = ByteBuffer.allocateDirect(1).put(0, Pool.PROOF);
    private final List<SocketChannel> near = new ArrayList<>();
    private final List<SocketChannel> far = new ArrayList<>();
    private final SocketChannel[] opened;

    BatonChannels(int batch) throws IOException {
        opened = new SocketChannel[batch];
        SharedChannels.reachable();
    }

    @Override
    public void connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < Pool.SIZE; i++) {
                far.add(SocketChannel.open(listener.getLocalAddress()));
                near.add(listener.accept());
            }
        }
    }

    @Override
    public void duplicate(int i, int pid, MemorySegment info) throws IOException {
        Ticket ticket = SharedChannels.duplicate(near.get(i % Pool.SIZE), pid);
        MemorySegment.copy(
                ticket.toBytes(), 0, info, ValueLayout.JAVA_BYTE, 0, WinsockCalls.TICKET);
    }

    @Override
    public void duplicate(int i, int count, int pid, MemorySegment infos) throws IOException {
        List<SocketChannel> channels = new ArrayList<>(count);
        for (int j = 0; j < count; j++) {
            channels.add(near.get((i + j) % Pool.SIZE));
        }
        long at = 0;
        for (Ticket ticket : SharedChannels.duplicate(channels, pid)) {
            MemorySegment.copy(
                    ticket.toBytes(), 0, infos, ValueLayout.JAVA_BYTE, at, WinsockCalls.TICKET);
            at += WinsockCalls.TICKET;
        }
    }

    @Override
    public void verify(int i) throws IOException {
        Pool.verify(far.get(i));
    }

    @Override
    public void open(MemorySegment infos, int count) throws IOException {
        for (int j = 0; j < count; j++) {
            byte[] bytes = new byte[WinsockCalls.TICKET];
            MemorySegment.copy(
                    infos, ValueLayout.JAVA_BYTE, (long) j * bytes.length, bytes, 0, bytes.length);
            opened[j] = SharedChannels.openSocketChannel(Ticket.ofBytes(bytes));
        }
    }

    @Override
    public void prove() throws IOException {
        opened[0].write(proof.clear());
    }

    @Override
    public void close(int count) throws IOException {
        for (int j = 0; j < count; j++) {
            opened[j].close();
        }
    }
}
