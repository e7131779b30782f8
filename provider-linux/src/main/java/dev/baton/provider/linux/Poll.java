package dev.baton.provider.linux;

import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code VendorIoctl.POLL}, for WSAPoll: number of elements with results, or a negated code. */
final class Poll {
    private static final int ALLOWED = Constants.POLLIN | Constants.POLLOUT;

    private final SocketTable table;
    private final WaiterPool waiters;
    private final Accepting accepting;

    Poll(SocketTable table, WaiterPool waiters, Accepting accepting) {
        this.table = table;
        this.waiters = waiters;
        this.accepting = accepting;
    }

    /**
     * Waits.
     *
     * @param array the WSAPOLLFDs and the time-out
     * @param size its bytes
     */
    int poll(MemorySegment array, int size) {
        int count = (size - Integer.BYTES) / PollFd.SIZEOF;
        if (count < 1 || !Memory.writable(array, size)) {
            return -Constants.WSAEFAULT;
        }
        int millis = Memory.int32(array, (long) count * PollFd.SIZEOF);
        List<LinuxSocket> sockets = new ArrayList<>(count);
        int[] places = new int[count];
        int invalid = 0;
        try {
            for (int i = 0; i < count; i++) {
                if ((PollFd.events(array, i) & ~ALLOWED) != 0) {
                    return -Constants.WSAEINVAL;
                }
                LinuxSocket socket = table.find(PollFd.fd(array, i));
                boolean entered = socket != null && socket.enter();
                if (socket != null && entered) {
                    places[sockets.size()] = i;
                    sockets.add(socket);
                } else {
                    invalid++;
                }
                PollFd.revents(array, i, entered ? 0 : Constants.POLLNVAL);
            }
            if (sockets.isEmpty()) {
                return -Constants.WSAENOTSOCK;
            }
            int ready = await(array, sockets, places, invalid > 0 ? 0 : millis);
            return ready < 0 ? ready : ready + invalid;
        } finally {
            sockets.forEach(LinuxSocket::leave);
        }
    }

    private int await(MemorySegment array, List<LinuxSocket> sockets, int[] places, int millis) {
        int[] events = new int[sockets.size()];
        for (int i = 0; i < events.length; i++) {
            events[i] = toLinux(PollFd.events(array, places[i]));
        }
        long deadline =
                millis < 0
                        ? Waiter.FOREVER
                        : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return new ReadyWait(waiters, accepting, sockets.toArray(LinuxSocket[]::new), events)
                .await(
                        deadline,
                        (i, condition) -> {
                            int asked = PollFd.events(array, places[i]);
                            int result = toWinsock(condition, asked);
                            PollFd.revents(array, places[i], result);
                            return result != 0;
                        });
    }

    private static int toLinux(int events) {
        return ((events & Constants.POLLRDNORM) != 0 ? LinuxConstants.POLLIN : 0)
                | ((events & Constants.POLLRDBAND) != 0 ? LinuxConstants.POLLPRI : 0)
                | ((events & Constants.POLLOUT) != 0 ? LinuxConstants.POLLOUT : 0);
    }

    // ERR, HUP and NVAL come unasked.
    private static int toWinsock(int condition, int asked) {
        if (condition == Condition.CLOSED) {
            return Constants.POLLNVAL;
        }
        if (condition == Condition.CONNECT_FAILED) {
            return Constants.POLLERR | Constants.POLLHUP | (asked & Constants.POLLWRNORM);
        }
        int result = 0;
        if ((condition & Condition.READABLE) != 0) {
            result |= asked & Constants.POLLRDNORM;
        }
        if ((condition & Condition.URGENT) != 0) {
            result |= asked & Constants.POLLRDBAND;
        }
        if ((condition & Condition.WRITABLE) != 0) {
            result |= asked & Constants.POLLWRNORM;
        }
        if ((condition & Condition.PEER_ENDED) != 0) {
            result |= Constants.POLLHUP;
        }
        return (condition & Condition.RESET) != 0 ? result | Constants.POLLERR : result;
    }
}
