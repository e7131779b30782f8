package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import java.util.concurrent.TimeUnit;

/** {@code WSPCloseSocket}: 0 or a negated code. */
final class Closing {
    private static final int LONGEST_PAUSE = 16;

    private final SocketTable table;
    private final Blocking blocking;
    private final Accepting accepting;

    Closing(SocketTable table, Blocking blocking, Accepting accepting) {
        this.table = table;
        this.blocking = blocking;
        this.accepting = accepting;
    }

    /** Closes one descriptor; −WSAEWOULDBLOCK leaves it as it was (A159). */
    int close(LinuxSocket socket) {
        if (socket.lingers() && Kind.tcp(socket) && socket.enter()) {
            try {
                int result = linger(socket);
                if (result != 0) {
                    return result;
                }
            } finally {
                socket.leave();
            }
        }
        return finish(socket);
    }

    /** Closes every descriptor of this process, without waiting for what is unsent. */
    void closeAll() {
        table.close();
        for (LinuxSocket socket : table.all()) {
            if (socket.lingers() && socket.sole() && socket.enter()) {
                // The kernel would wait in close, whatever the mode: then for each socket in turn.
                KernelLinger.set(socket.fd(), false, 0);
                socket.leave();
            }
            finish(socket);
        }
    }

    private int finish(LinuxSocket socket) {
        if (!socket.close()) {
            return -Constants.WSAENOTSOCK;
        }
        table.remove(socket);
        accepting.drop(socket);
        return 0;
    }

    // Linux would linger on a non-blocking socket too, and go on sending after the time.
    private int linger(LinuxSocket socket) {
        int linger = KernelLinger.get(socket.fd());
        if (linger < 0 || !KernelLinger.on(linger) || KernelLinger.seconds(linger) == 0) {
            return 0;
        }
        if (unsent(socket.fd()) == 0 || !socket.sole()) {
            return 0;
        }
        if (socket.has(SocketState.NONBLOCKING)) {
            return -Constants.WSAEWOULDBLOCK;
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(KernelLinger.seconds(linger));
        for (int pause = 1; unsent(socket.fd()) > 0; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            if (System.nanoTime() - end >= 0) {
                KernelLinger.set(socket.fd(), true, 0);
                return 0;
            }
            int passed = blocking.pause(socket, pause);
            if (passed == -Constants.WSAEINTR) {
                return -Constants.WSAENOTSOCK;
            }
            if (passed != -Constants.WSAETIMEDOUT) {
                // Nothing to wait with: then the kernel waits, in close.
                return 0;
            }
        }
        return 0;
    }

    private static int unsent(int fd) {
        Scratch scratch = Scratch.current();
        int result = Linux.ioctl(fd, LinuxConstants.SIOCOUTQ, scratch.value());
        return result < 0 ? 0 : scratch.value().get(JAVA_INT, 0);
    }
}
