package dev.baton.layers.throttle;

import dev.baton.layers.DataBuffers;
import dev.baton.layers.throttle.ThrottledSocket.Direction;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One send or receive, in as many parts as the allowance makes of it.
 *
 * @param socket null if there is no limit
 * @param overlapped whether it would have to be allowed after it was begun
 */
record ThrottledTransfer(
        @Nullable ThrottledSocket socket,
        boolean overlapped,
        MemorySegment lpBytes,
        MemorySegment lpErrno) {
    /** The way down; the number of bytes comes back where the caller has it told. */
    @FunctionalInterface
    interface Part {
        int with(DataBuffers buffers);
    }

    int send(DataBuffers all, Part down) {
        if (socket == null || overlapped) {
            return unlimited(all, down);
        }
        boolean usable = Memory.writable(lpBytes, Integer.BYTES) && all.readable();
        long total = usable ? all.size() : 0;
        if (total == 0) {
            return down.with(all);
        }
        long sent = 0;
        while (sent < total) {
            long allowed = socket.permit(Direction.SEND, total - sent);
            int result = allowed < 0 ? fail(-allowed) : part(all, sent, allowed, total, down);
            if (result != 0) {
                return sent > 0 ? done(sent) : result;
            }
            long went = bytes();
            socket.took(Direction.SEND, went);
            sent += went;
            if (went < allowed || socket.nonBlocking()) {
                break;
            }
        }
        return done(sent);
    }

    int receive(DataBuffers all, MemorySegment lpFlags, Part down) {
        if (socket == null || overlapped) {
            return unlimited(all, down);
        }
        boolean usable =
                Memory.writable(lpBytes, Integer.BYTES)
                        && Memory.writable(lpFlags, Integer.BYTES)
                        && all.writable();
        long total = usable ? all.size() : 0;
        int flags = usable ? Memory.int32(lpFlags, 0) : 0;
        if ((total == 0 && socket.stream()) || !usable || (flags & Constants.MSG_PEEK) != 0) {
            return down.with(all);
        }
        boolean whole = socket.stream() && (flags & Constants.MSG_WAITALL) != 0;
        long got = 0;
        long allowed;
        long came;
        do {
            allowed = socket.permit(Direction.RECEIVE, total - got);
            Memory.int32(lpFlags, 0, flags);
            int result = allowed < 0 ? fail(-allowed) : part(all, got, allowed, total, down);
            // A datagram that is too long was received all the same.
            if (result == 0 || Memory.int32(lpErrno, 0) == Constants.WSAEMSGSIZE) {
                socket.took(Direction.RECEIVE, bytes());
            }
            if (result != 0) {
                return got > 0 ? done(got) : result;
            }
            came = bytes();
            got += came;
        } while (whole && came == allowed && got < total);
        return done(got);
    }

    private int unlimited(DataBuffers all, Part down) {
        return socket == null ? down.with(all) : fail(Constants.WSAEOPNOTSUPP);
    }

    private static int part(DataBuffers all, long from, long length, long total, Part down) {
        return down.with(length == total ? all : all.part(from, length));
    }

    private long bytes() {
        return Integer.toUnsignedLong(Memory.int32(lpBytes, 0));
    }

    private int done(long bytes) {
        Memory.int32(lpBytes, 0, (int) bytes);
        return 0;
    }

    private int fail(long error) {
        Memory.int32(lpErrno, 0, (int) error);
        return Constants.SOCKET_ERROR;
    }
}
