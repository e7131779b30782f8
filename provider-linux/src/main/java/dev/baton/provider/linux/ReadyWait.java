package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.LinuxConstants;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * One wait for many sockets, for {@code select} and WSAPoll. The caller has entered the sockets; a
 * place without a socket is empty.
 */
final class ReadyWait {
    // How long a socket whose state can't interest the caller is left out of the poll: Linux would
    // report it again at once.
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);

    /** Decides whether a socket's condition is what its place waits for. */
    @FunctionalInterface
    interface Judge {
        boolean ready(int place, int condition);
    }

    private final WaiterPool waiters;
    private final Accepting accepting;
    private final LinuxSocket[] sockets;
    private final int[] events;
    private final boolean[] quiet;

    /** The peer has ended and the place does not wait for that: Linux would report it again. */
    private final boolean[] endSeen;

    /**
     * Prepares a wait.
     *
     * @param events POLL… of Linux for each socket
     */
    ReadyWait(WaiterPool waiters, Accepting accepting, LinuxSocket[] sockets, int[] events) {
        this.waiters = waiters;
        this.accepting = accepting;
        this.sockets = sockets;
        this.events = events;
        this.quiet = new boolean[sockets.length];
        this.endSeen = new boolean[sockets.length];
    }

    /**
     * Waits.
     *
     * @param deadline of {@link System#nanoTime}, or {@link Waiter#FOREVER}
     * @return number of places that are ready, 0 at the deadline, or a negated code
     */
    int await(long deadline, Judge judge) {
        Waiter waiter;
        try {
            waiter = waiters.take();
        } catch (LinuxException e) {
            return Errors.of(-e.errno());
        }
        try {
            for (LinuxSocket socket : sockets) {
                socket.add(waiter);
            }
            waiter.size(sockets.length);
            return await(waiter, deadline, judge);
        } finally {
            for (LinuxSocket socket : sockets) {
                socket.remove(waiter);
            }
            waiters.giveBack(waiter);
        }
    }

    private int await(Waiter waiter, long deadline, Judge judge) {
        while (true) {
            long limit = prepare(waiter, deadline);
            int found = waiter.await(sockets.length, limit);
            if (found < 0 && found != -Errno.EINTR) {
                return Errors.of(found);
            }
            int ready = judge(waiter, judge, found != -Errno.EINTR);
            if (ready > 0) {
                return ready;
            }
            if (deadline != Waiter.FOREVER && System.nanoTime() - deadline >= 0) {
                return 0;
            }
            if (found == 0) {
                Arrays.fill(quiet, false);
            }
        }
    }

    /** Fills the poll set; returns until when to wait. */
    private long prepare(Waiter waiter, long deadline) {
        boolean decided = false;
        boolean someQuiet = false;
        for (int i = 0; i < sockets.length; i++) {
            boolean out = quiet[i] || sockets[i].closing();
            someQuiet |= quiet[i];
            decided |= !quiet[i] && decidedWithoutPoll(sockets[i]);
            int asked = events[i] | (endSeen[i] ? 0 : LinuxConstants.POLLRDHUP);
            waiter.poll(i, out ? -1 : sockets[i].fd(), asked);
        }
        long now = System.nanoTime();
        if (decided) {
            return now;
        }
        boolean sooner = deadline == Waiter.FOREVER || deadline - now > SLICE;
        return someQuiet && sooner ? now + SLICE : deadline;
    }

    private boolean decidedWithoutPoll(LinuxSocket socket) {
        return socket.closing()
                || accepting.waiting(socket)
                || socket.state().get(SocketState.Value.CONNECT_ERROR) != 0;
    }

    private int judge(Waiter waiter, Judge judge, boolean polled) {
        int ready = 0;
        for (int i = 0; i < sockets.length; i++) {
            int found = polled && !quiet[i] ? waiter.found(i) : 0;
            if (endSeen[i] && found != 0) {
                found |= LinuxConstants.POLLRDHUP;
            }
            if (judge.ready(i, condition(sockets[i], found))) {
                ready++;
            } else if (found == LinuxConstants.POLLRDHUP && !endSeen[i]) {
                endSeen[i] = true;
            } else if (found != 0 || decidedWithoutPoll(sockets[i])) {
                quiet[i] = true;
            }
        }
        return ready;
    }

    private int condition(LinuxSocket socket, int found) {
        if (socket.closing()) {
            return Condition.CLOSED;
        }
        int condition = Condition.of(socket, found);
        return accepting.waiting(socket) ? condition | Condition.READABLE : condition;
    }
}
