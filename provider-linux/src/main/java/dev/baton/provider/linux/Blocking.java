package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waiting of one call for one socket: until it is ready, the time is up or somebody closes it. */
final class Blocking {
    private final WaiterPool waiters;

    Blocking(WaiterPool waiters) {
        this.waiters = waiters;
    }

    /** The moment {@code millis} from now; 0 means no limit, as in SO_RCVTIMEO. */
    static long deadline(int millis) {
        return millis == 0
                ? Waiter.FOREVER
                : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Integer.toUnsignedLong(millis));
    }

    /**
     * Waits for a socket.
     *
     * @param events POLL… of Linux
     * @param deadline from {@link #deadline}
     * @return what was found (ERR and HUP too), −WSAETIMEDOUT, −WSAEINTR when this descriptor was
     *     closed, or another negated code
     */
    int await(LinuxSocket socket, int events, long deadline) {
        return await(socket, socket.fd(), events, deadline, null);
    }

    /** The same without end, but 0 when {@link LinuxSocket#wakeAll} asks to look again. */
    int awaitOrWake(LinuxSocket socket, int events) {
        return await(socket, socket.fd(), events, Waiter.FOREVER, () -> false);
    }

    /**
     * Waits until something is the case, of which {@link LinuxSocket#wakeAll} tells: 0, or as
     * {@link #await}.
     */
    int awaitUntil(LinuxSocket socket, BooleanSupplier reached, long deadline) {
        int passed = 0;
        while (passed == 0 && !reached.getAsBoolean()) {
            passed = await(socket, -1, 0, deadline, reached);
        }
        return passed;
    }

    /** Passes some time on behalf of a socket: −WSAETIMEDOUT then, −WSAEINTR when it is closed. */
    int pause(LinuxSocket socket, int millis) {
        return await(socket, -1, 0, deadline(millis), null);
    }

    private int await(
            LinuxSocket socket,
            int fd,
            int events,
            long deadline,
            @Nullable BooleanSupplier reached) {
        Waiter waiter;
        try {
            waiter = waiters.take();
        } catch (LinuxException e) {
            return Errors.of(-e.errno());
        }
        try {
            if (!socket.add(waiter)) {
                return -Constants.WSAEINTR;
            }
            try {
                return await(socket, waiter, fd, events, deadline, reached);
            } finally {
                socket.remove(waiter);
            }
        } finally {
            waiters.giveBack(waiter);
        }
    }

    private static int await(
            LinuxSocket socket,
            Waiter waiter,
            int fd,
            int events,
            long deadline,
            @Nullable BooleanSupplier reached) {
        while (true) {
            if (reached != null && reached.getAsBoolean()) {
                return 0;
            }
            waiter.poll(0, fd, events);
            int ready = waiter.await(1, deadline);
            if (ready > 0) {
                return waiter.found(0);
            }
            if (ready < 0 && ready != -Errno.EINTR) {
                return Errors.of(ready);
            }
            if (socket.closing()) {
                return -Constants.WSAEINTR;
            }
            if (ready == 0 && Waiter.passed(deadline)) {
                return -Constants.WSAETIMEDOUT;
            }
            if (reached != null) {
                return 0;
            }
        }
    }

    /** What {@code poll} finds on a descriptor now, 0 if nothing. */
    static int look(int fd, int events) {
        Scratch scratch = Scratch.current();
        MemorySegment pollfd = scratch.value();
        pollfd.set(JAVA_INT, 0, fd);
        pollfd.set(JAVA_SHORT, 4, (short) events);
        pollfd.set(JAVA_SHORT, 6, (short) 0);
        scratch.timeout().set(JAVA_LONG, 0, 0);
        scratch.timeout().set(JAVA_LONG, 8, 0);
        int ready = Linux.ppoll(pollfd, 1, scratch.timeout());
        return ready <= 0 ? 0 : pollfd.get(JAVA_SHORT, 6) & 0xFFFF;
    }
}
