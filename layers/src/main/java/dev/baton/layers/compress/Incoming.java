package dev.baton.layers.compress;

import dev.baton.layers.DataBuffers;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Receives until a datagram comes that decodes. */
final class Incoming {
    /** Of {@link #nextSize}: what waited did not decode and is gone. */
    static final int DROPPED = Integer.MIN_VALUE;

    private static final System.Logger LOG = System.getLogger("dev.baton.layers");

    private final AtomicLong dropped = new AtomicLong();

    /** The way down of one receive. */
    @FunctionalInterface
    interface Transfer {
        int with(DataBuffers buffers, MemorySegment lpBytes, MemorySegment lpFlags);
    }

    /** What one receive brought: an error, or a content, or a datagram that has none. */
    private static final class Arrival {
        private final int result;
        private final byte @Nullable [] content;

        Arrival(int result, byte @Nullable [] content) {
            this.result = result;
            this.content = content;
        }

        boolean undecodable() {
            return result == 0 && content == null;
        }
    }

    /** How many datagrams did not decode. */
    long dropped() {
        return dropped.get();
    }

    void ended() {
        if (dropped.get() > 0) {
            LOG.log(Level.INFO, "compress: " + dropped.get() + " datagrams did not decode");
        }
    }

    /** Receives one datagram with the results of {@code WSPRecv}. */
    int receive(
            DataBuffers buffers,
            MemorySegment lpBytes,
            MemorySegment lpFlags,
            Transfer down,
            MemorySegment lpErrno) {
        if (!Memory.writable(lpBytes, Integer.BYTES)
                || !Memory.writable(lpFlags, Integer.BYTES)
                || !buffers.writable()) {
            return down.with(buffers, lpBytes, lpFlags);
        }
        int flags = Memory.int32(lpFlags, 0);
        while (true) {
            Arrival arrival = take(down, flags, lpErrno);
            if (arrival.content != null) {
                return deliver(arrival.content, buffers, lpBytes, lpFlags, lpErrno);
            }
            if (!arrival.undecodable()) {
                return arrival.result;
            }
            remove(down, flags, lpErrno);
        }
    }

    /**
     * Looks at the next datagram, of which it is known that it waits.
     *
     * @return bytes of its content, {@link #DROPPED} or SOCKET_ERROR
     */
    int nextSize(Transfer down, MemorySegment lpErrno) {
        Arrival arrival = take(down, Constants.MSG_PEEK, lpErrno);
        if (arrival.content != null) {
            return arrival.content.length;
        }
        if (arrival.undecodable()) {
            remove(down, Constants.MSG_PEEK, lpErrno);
            return DROPPED;
        }
        // Another holder of the socket was faster.
        boolean gone = Memory.int32(lpErrno, 0) == Constants.WSAEWOULDBLOCK;
        return gone ? 0 : arrival.result;
    }

    private static Arrival take(Transfer down, int flags, MemorySegment lpErrno) {
        byte[] datagram = new byte[DatagramCodec.LARGEST_ENCODED];
        DataBuffers one = new DataBuffers(new MemorySegment[] {MemorySegment.ofArray(datagram)}, 1);
        MemorySegment lpBytes = MemorySegment.ofArray(new int[1]);
        int result = down.with(one, lpBytes, MemorySegment.ofArray(new int[] {flags}));
        if (result != 0) {
            // Longer than any that the layer of the other end sends.
            boolean alien = Memory.int32(lpErrno, 0) == Constants.WSAEMSGSIZE;
            return new Arrival(alien ? 0 : result, null);
        }
        int length = Memory.int32(lpBytes, 0);
        return new Arrival(0, DatagramCodec.decode(datagram, length).orElse(null));
    }

    private void remove(Transfer down, int flags, MemorySegment lpErrno) {
        boolean there = (flags & Constants.MSG_PEEK) != 0;
        if (there && !take(down, flags & ~Constants.MSG_PEEK, lpErrno).undecodable()) {
            return;
        }
        if (dropped.getAndIncrement() == 0) {
            LOG.log(
                    Level.WARNING,
                    "compress: a datagram did not decode and was dropped; has its sender the layer?"
                            + " Further ones are only counted");
        }
    }

    private static int deliver(
            byte[] content,
            DataBuffers buffers,
            MemorySegment lpBytes,
            MemorySegment lpFlags,
            MemorySegment lpErrno) {
        long room = buffers.size();
        buffers.scatter(content);
        boolean partial = content.length > room;
        Memory.int32(lpBytes, 0, (int) Math.min(content.length, room));
        Memory.int32(lpFlags, 0, partial ? Constants.MSG_PARTIAL : 0);
        if (partial) {
            Memory.int32(lpErrno, 0, Constants.WSAEMSGSIZE);
        }
        return partial ? Constants.SOCKET_ERROR : 0;
    }
}
