package dev.baton.layers.compress;

import dev.baton.layers.DataBuffers;
import dev.baton.layers.LayerProperty;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.NonIfsLayeredProvider;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Deflates what is sent and inflates what is received. */
final class CompressLayer extends NonIfsLayeredProvider {
    /** Every transport takes this much, so that nobody need be asked. */
    private static final int SMALL = 508;

    private final Incoming incoming = new Incoming();
    private DatagramCodec codec = new DatagramCodec(6);

    /** The way down of a datagram to be sent. */
    @FunctionalInterface
    private interface Outgoing {
        int with(DataBuffers buffers, MemorySegment lpBytes);
    }

    @Override
    protected void started() {
        LayerProperty property = LayerProperty.of("compress", "level");
        String level = property.or("6");
        if (!level.matches("[0-9]")) {
            throw property.bad(level, "0 to 9");
        }
        codec = new DatagramCodec(Integer.parseInt(level));
    }

    @Override
    protected void ended() {
        incoming.ended();
    }

    Incoming incoming() {
        return incoming;
    }

    /** None is ever written. */
    @Override
    protected boolean acceptsContext(byte[] context) {
        return false;
    }

    @Override
    public int WSPSend(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        Outgoing down =
                (buffers, lpBytes) ->
                        next().WSPSend(
                                        lower(s),
                                        buffers.segments(),
                                        buffers.count(),
                                        lpBytes,
                                        dwFlags,
                                        MemorySegment.NULL,
                                        null,
                                        lpThreadId,
                                        lpErrno);
        return overlapped(lpOverlapped)
                ? refuse(lpErrno, Constants.WSAEOPNOTSUPP)
                : send(
                        s,
                        new DataBuffers(lpBuffers, dwBufferCount),
                        lpNumberOfBytesSent,
                        down,
                        lpErrno);
    }

    @Override
    public int WSPSendTo(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesSent,
            int dwFlags,
            MemorySegment lpTo,
            int iTolen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        Outgoing down =
                (buffers, lpBytes) ->
                        next().WSPSendTo(
                                        lower(s),
                                        buffers.segments(),
                                        buffers.count(),
                                        lpBytes,
                                        dwFlags,
                                        lpTo,
                                        iTolen,
                                        MemorySegment.NULL,
                                        null,
                                        lpThreadId,
                                        lpErrno);
        return overlapped(lpOverlapped)
                ? refuse(lpErrno, Constants.WSAEOPNOTSUPP)
                : send(
                        s,
                        new DataBuffers(lpBuffers, dwBufferCount),
                        lpNumberOfBytesSent,
                        down,
                        lpErrno);
    }

    private static boolean overlapped(MemorySegment lpOverlapped) {
        return !lpOverlapped.equals(MemorySegment.NULL);
    }

    private int send(
            long s,
            DataBuffers buffers,
            MemorySegment lpBytes,
            Outgoing down,
            MemorySegment lpErrno) {
        if (!Memory.writable(lpBytes, Integer.BYTES) || !buffers.readable()) {
            return down.with(buffers, lpBytes);
        }
        long size = buffers.size();
        // Whether a datagram can be sent must not depend on how well it is compressed.
        if (size > SMALL && size > largest(s)) {
            return refuse(lpErrno, Constants.WSAEMSGSIZE);
        }
        byte[] encoded = codec.encode(buffers.gather());
        DataBuffers one = new DataBuffers(new MemorySegment[] {MemorySegment.ofArray(encoded)}, 1);
        int result = down.with(one, MemorySegment.ofArray(new int[1]));
        if (result == 0) {
            Memory.int32(lpBytes, 0, (int) size);
        }
        return result;
    }

    private int largest(long s) {
        MemorySegment value = MemorySegment.ofArray(new int[1]);
        int result =
                WSPGetSockOpt(
                        s,
                        Constants.SOL_SOCKET,
                        Constants.SO_MAX_MSG_SIZE,
                        value,
                        MemorySegment.ofArray(new int[] {Integer.BYTES}),
                        MemorySegment.ofArray(new int[1]));
        int largest = Memory.int32(value, 0);
        return result == 0 && largest > 0
                ? Math.min(largest, DatagramCodec.LARGEST)
                : DatagramCodec.LARGEST;
    }

    @Override
    public int WSPGetSockOpt(
            long s,
            int level,
            int optname,
            MemorySegment optval,
            MemorySegment optlen,
            MemorySegment lpErrno) {
        int result = super.WSPGetSockOpt(s, level, optname, optval, optlen, lpErrno);
        boolean size = level == Constants.SOL_SOCKET && optname == Constants.SO_MAX_MSG_SIZE;
        if (result == 0 && size) {
            Memory.int32(optval, 0, Memory.int32(optval, 0) - 1);
        }
        return result;
    }

    @Override
    public int WSPRecv(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        return overlapped(lpOverlapped)
                ? refuse(lpErrno, Constants.WSAEOPNOTSUPP)
                : incoming.receive(
                        new DataBuffers(lpBuffers, dwBufferCount),
                        lpNumberOfBytesRecvd,
                        lpFlags,
                        receiving(s, lpErrno),
                        lpErrno);
    }

    @Override
    public int WSPRecvFrom(
            long s,
            MemorySegment[] lpBuffers,
            int dwBufferCount,
            MemorySegment lpNumberOfBytesRecvd,
            MemorySegment lpFlags,
            MemorySegment lpFrom,
            MemorySegment lpFromlen,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        boolean named = Memory.writable(lpFromlen, Integer.BYTES);
        int room = named ? Memory.int32(lpFromlen, 0) : 0;
        Incoming.Transfer down =
                (buffers, lpBytes, flags) -> {
                    // A dropped datagram has left the length of its sender there.
                    if (named) {
                        Memory.int32(lpFromlen, 0, room);
                    }
                    return next().WSPRecvFrom(
                                    lower(s),
                                    buffers.segments(),
                                    buffers.count(),
                                    lpBytes,
                                    flags,
                                    lpFrom,
                                    lpFromlen,
                                    MemorySegment.NULL,
                                    null,
                                    lpThreadId,
                                    lpErrno);
                };
        return overlapped(lpOverlapped)
                ? refuse(lpErrno, Constants.WSAEOPNOTSUPP)
                : incoming.receive(
                        new DataBuffers(lpBuffers, dwBufferCount),
                        lpNumberOfBytesRecvd,
                        lpFlags,
                        down,
                        lpErrno);
    }

    @Override
    public int WSPIoctl(
            long s,
            int dwIoControlCode,
            MemorySegment lpvInBuffer,
            int cbInBuffer,
            MemorySegment lpvOutBuffer,
            int cbOutBuffer,
            MemorySegment lpcbBytesReturned,
            MemorySegment lpOverlapped,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
            MemorySegment lpThreadId,
            MemorySegment lpErrno) {
        if (dwIoControlCode == Constants.SIO_GET_EXTENSION_FUNCTION_POINTER) {
            return refuse(lpErrno, Constants.WSAEOPNOTSUPP);
        }
        while (true) {
            int result =
                    super.WSPIoctl(
                            s,
                            dwIoControlCode,
                            lpvInBuffer,
                            cbInBuffer,
                            lpvOutBuffer,
                            cbOutBuffer,
                            lpcbBytesReturned,
                            lpOverlapped,
                            lpCompletionRoutine,
                            lpThreadId,
                            lpErrno);
            boolean waiting = result == 0 && dwIoControlCode == Constants.FIONREAD;
            if (!waiting || Memory.int32(lpvOutBuffer, 0) == 0) {
                return result;
            }
            int size = incoming.nextSize(receiving(s, lpErrno), lpErrno);
            if (size != Incoming.DROPPED) {
                Memory.int32(lpvOutBuffer, 0, Math.max(size, 0));
                return Math.min(size, 0);
            }
        }
    }

    private Incoming.Transfer receiving(long s, MemorySegment lpErrno) {
        return (buffers, lpBytes, lpFlags) ->
                next().WSPRecv(
                                lower(s),
                                buffers.segments(),
                                buffers.count(),
                                lpBytes,
                                lpFlags,
                                MemorySegment.NULL,
                                null,
                                MemorySegment.NULL,
                                lpErrno);
    }
}
