package dev.baton.layers.meter;

import dev.baton.layers.Entry;
import dev.baton.layers.WatchedLayer;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts what the entries say; of Micrometer it knows nothing, so that it loads without. */
final class MeterLayer extends WatchedLayer {
    private @Nullable Meters meters;

    @Override
    protected void started() {
        try {
            meters = new Meters(entry());
        } catch (NoClassDefFoundError missing) {
            throw new IllegalStateException(
                    "the layer meter needs Micrometer: put micrometer-core on the class path, or on"
                            + " the module path and start with --add-modules micrometer.core",
                    missing);
        }
    }

    private Meters meters() {
        return Objects.requireNonNull(meters, "the layer was not started by Winsock");
    }

    @Override
    protected void ended() {
        meters().remove();
    }

    @Override
    protected void socketOpened(long s, byte[] context) {
        meters().opened();
    }

    @Override
    protected void socketClosed(long s) {
        meters().closed();
    }

    @Override
    protected void left(Entry entry, long nanos, int error) {
        meters().called(entry, nanos, error);
    }

    /** A pointer that the program gave: what it points to may be gone by now. */
    private static int number(MemorySegment at, long offset) {
        try {
            boolean readable = Memory.readable(at, offset + Integer.BYTES);
            return readable ? Math.max(0, Memory.int32(at, offset)) : 0;
        } catch (IllegalStateException | InternalError gone) {
            return 0;
        }
    }

    private static boolean peeks(MemorySegment lpFlags) {
        return (number(lpFlags, 0) & Constants.MSG_PEEK) != 0;
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
        int result =
                super.WSPSend(
                        s,
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesSent,
                        dwFlags,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
        if (result == 0) {
            meters().sent(number(lpNumberOfBytesSent, 0));
        }
        return result;
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
        int result =
                super.WSPSendTo(
                        s,
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesSent,
                        dwFlags,
                        lpTo,
                        iTolen,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
        if (result == 0) {
            meters().sent(number(lpNumberOfBytesSent, 0));
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
        boolean peeks = peeks(lpFlags);
        int result =
                super.WSPRecv(
                        s,
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesRecvd,
                        lpFlags,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
        if (result == 0 && !peeks) {
            meters().received(number(lpNumberOfBytesRecvd, 0));
        }
        return result;
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
        boolean peeks = peeks(lpFlags);
        int result =
                super.WSPRecvFrom(
                        s,
                        lpBuffers,
                        dwBufferCount,
                        lpNumberOfBytesRecvd,
                        lpFlags,
                        lpFrom,
                        lpFromlen,
                        lpOverlapped,
                        lpCompletionRoutine,
                        lpThreadId,
                        lpErrno);
        if (result == 0 && !peeks) {
            meters().received(number(lpNumberOfBytesRecvd, 0));
        }
        return result;
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
        boolean batch = dwIoControlCode == VendorIoctl.DUPLICATE_SOCKETS;
        int sockets = batch ? number(lpvInBuffer, Integer.BYTES) : 0;
        long began = batch ? System.nanoTime() : 0;
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
        if (batch) {
            meters().duplicated(System.nanoTime() - began);
        }
        if (batch && result == 0) {
            meters().handedOut(sockets);
        }
        return result;
    }

    @Override
    public long WSPSocket(
            int af,
            int type,
            int protocol,
            MemorySegment lpProtocolInfo,
            int g,
            int dwFlags,
            MemorySegment lpErrno) {
        boolean duplicate =
                Memory.readable(lpProtocolInfo, ProtocolInfoLayout.SIZEOF_W)
                        && ProtocolInfoLayout.dwProviderReserved(lpProtocolInfo) != 0;
        long s = super.WSPSocket(af, type, protocol, lpProtocolInfo, g, dwFlags, lpErrno);
        if (duplicate && s != Constants.INVALID_SOCKET) {
            meters().handedIn();
        }
        return s;
    }
}
