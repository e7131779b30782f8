package dev.baton.layers.throttle;

import dev.baton.layers.throttle.ThrottledSocket.Direction;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code VendorIoctl.POLL} in rounds, with an array of its own. */
final class ThrottledPoll implements ThrottledWait.Rounds {
    private final MemorySegment array;
    private final int count;
    private final Map<Long, ThrottledSocket> sockets;
    private final Call down;
    private final int[] places;
    private final MemorySegment lpReady = MemorySegment.ofArray(new int[1]);
    private MemorySegment chosen = MemorySegment.NULL;
    private int kept;

    /** The way down. */
    @FunctionalInterface
    interface Call {
        int with(MemorySegment in, int cbIn, MemorySegment out, int cbOut, MemorySegment lpBytes);
    }

    ThrottledPoll(MemorySegment array, int size, Map<Long, ThrottledSocket> sockets, Call down) {
        this.array = array;
        this.sockets = sockets;
        this.down = down;
        count = (size - Integer.BYTES) / PollFd.SIZEOF;
        places = new int[count];
    }

    /** Whether the buffers are good; where not, the provider beneath says what is wrong. */
    static boolean usable(MemorySegment in, int cbIn, MemorySegment out, int cbOut) {
        return cbIn >= PollFd.SIZEOF + Integer.BYTES
                && Memory.readable(in, cbIn)
                && cbOut >= cbIn
                && Memory.writable(out, cbOut);
    }

    int await(ThrottledWait wait, MemorySegment out, MemorySegment lpBytes, MemorySegment lpErrno) {
        int millis = Memory.int32(array, (long) count * PollFd.SIZEOF);
        long nanos = millis < 0 ? ThrottledWait.FOREVER : TimeUnit.MILLISECONDS.toNanos(millis);
        int result = wait.await(this, nanos, lpErrno);
        if (result < 0) {
            return result;
        }
        for (int i = 0; i < count; i++) {
            PollFd.revents(out, i, 0);
        }
        for (int i = 0; i < kept; i++) {
            PollFd.revents(out, places[i], PollFd.revents(chosen, i));
        }
        Memory.int32(lpBytes, 0, result);
        return 0;
    }

    @Override
    public void choose(ThrottledWait wait) {
        chosen = MemorySegment.ofArray(new byte[count * PollFd.SIZEOF + Integer.BYTES]);
        kept = 0;
        for (int i = 0; i < count; i++) {
            ThrottledSocket socket = sockets.get(PollFd.fd(array, i));
            int asked = PollFd.events(array, i);
            int held = 0;
            if ((asked & Constants.POLLIN) != 0 && wait.holds(socket, Direction.RECEIVE)) {
                held |= Constants.POLLIN;
            }
            if ((asked & Constants.POLLOUT) != 0 && wait.holds(socket, Direction.SEND)) {
                held |= Constants.POLLOUT;
            }
            // Without anything to ask for it is left out: an end of the peer comes unasked.
            if (held == 0 || (asked & ~held) != 0) {
                PollFd.fd(chosen, kept, PollFd.fd(array, i));
                PollFd.events(chosen, kept, asked & ~held);
                places[kept++] = i;
            }
        }
    }

    @Override
    public boolean empty() {
        return kept == 0;
    }

    @Override
    public int await(long time) {
        long millis =
                time == ThrottledWait.FOREVER ? -1 : TimeUnit.NANOSECONDS.toMillis(time + 999_999);
        int size = kept * PollFd.SIZEOF + Integer.BYTES;
        Memory.int32(chosen, size - Integer.BYTES, (int) millis);
        int result = down.with(chosen, size, chosen, size, lpReady);
        return result != 0 ? result : Memory.int32(lpReady, 0);
    }
}
