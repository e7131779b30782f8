package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** {@code WSPConnect}: 0 or a negated code. */
final class Connecting {
    private static final int LONGEST_PAUSE = 32;
    private static final long LONGEST_CALL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(20);

    private final Blocking blocking;

    Connecting(Blocking blocking) {
        this.blocking = blocking;
    }

    /** Connects a stream, or names, changes or (address 0, AF_UNSPEC) drops a datagram's peer. */
    int connect(LinuxSocket socket, MemorySegment name, int namelen) {
        boolean stream = Kind.stream(socket);
        if (!stream && Addresses.family(name, namelen) == Constants.AF_UNSPEC) {
            return dissolve(socket.fd());
        }
        // Before the address stands in the scratch memory, which this may use.
        settle(socket);
        int length = Addresses.toLinux(name, namelen, socket.entry().iAddressFamily());
        if (length < 0) {
            return length;
        }
        return stream ? stream(socket, length) : datagram(socket, length);
    }

    private static int datagram(LinuxSocket socket, int length) {
        MemorySegment address = Scratch.current().address();
        if (Addresses.any(address)) {
            return dissolve(socket.fd());
        }
        if (!Kind.raw(socket) && Addresses.withoutPort(address)) {
            return -Constants.WSAEADDRNOTAVAIL;
        }
        int result = Linux.connect(socket.fd(), address, length);
        if (result == 0) {
            EventRecorder.associated(socket);
        }
        return result == 0 ? 0 : Errors.of(result);
    }

    private static int dissolve(int fd) {
        int length = Addresses.unspecified();
        int result = Linux.connect(fd, Scratch.current().address(), length);
        return result == 0 ? 0 : Errors.of(result);
    }

    private int stream(LinuxSocket socket, int length) {
        if (socket.has(SocketState.CONNECTING)) {
            return -Constants.WSAEALREADY;
        }
        // Of a connect that went on in the background Linux would say 0 once more.
        int used = alreadyInUse(Connection.of(socket));
        if (used != 0) {
            return used;
        }
        MemorySegment address = Scratch.current().address();
        if (Addresses.any(address) || Addresses.withoutPort(address)) {
            return -Constants.WSAEADDRNOTAVAIL;
        }
        NewSockets.keepNonBlocking(socket.fd());
        EventRecorder.connecting(socket);
        int result = begin(socket, address, length);
        if (result == -Errno.EINPROGRESS) {
            return inProgress(socket);
        }
        int status = ended(result);
        EventRecorder.connected(socket, -status);
        return status;
    }

    // Others may look at the socket meanwhile, and must know why it is as it is.
    private static int call(LinuxSocket socket, MemorySegment address, int length) {
        socket.change(state -> state.raise(SocketState.CONNECT_CALLED));
        int result = Linux.connect(socket.fd(), address, length);
        socket.change(state -> {
            if (result != -Errno.EINPROGRESS) {
                state.lower(SocketState.CONNECT_CALLED);
            } else {
                state.exchange(SocketState.CONNECT_CALLED, SocketState.CONNECTING);
            }
        });
        return result;
    }

    // Until a connect that is being called or settled is through, or its process is not coming.
    private static void awaitOthers(LinuxSocket socket) {
        long start = System.nanoTime();
        while (socket.has(SocketState.CONNECT_CALLED | SocketState.CONNECT_SETTLING)) {
            // Not spinning: whoever it is may need this processor.
            LockSupport.parkNanos(PAUSE);
            if (System.nanoTime() - start > LONGEST_CALL) {
                socket.change(state -> {
                    state.exchange(SocketState.CONNECT_CALLED, SocketState.CONNECTING);
                    state.exchange(SocketState.CONNECT_SETTLING, SocketState.CONNECTING);
                });
            }
        }
    }

    private static int ended(int result) {
        return switch (-result) {
            case 0 -> 0;
            // No file there, or nobody listens at it any more.
            case Errno.ENOENT, Errno.EAGAIN -> -Constants.WSAECONNREFUSED;
            default -> Errors.of(result);
        };
    }

    private static int alreadyInUse(Connection connection) {
        return switch (connection) {
            case LISTENING -> -Constants.WSAEINVAL;
            case CONNECTED, ENDED -> -Constants.WSAEISCONN;
            case CONNECTING -> -Constants.WSAEALREADY;
            case FRESH -> 0;
        };
    }

    private int begin(LinuxSocket socket, MemorySegment address, int length) {
        if (socket.state().get(SocketState.Value.CONNECT_ERROR) != 0) {
            socket.change(state -> state.set(SocketState.Value.CONNECT_ERROR, 0));
        }
        int result = call(socket, address, length);
        // A local listener's full queue is EAGAIN, of which poll can't tell the end.
        for (int pause = 1; result == -Errno.EAGAIN; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            if (socket.has(SocketState.NONBLOCKING)
                    || blocking.pause(socket, pause) != -Constants.WSAETIMEDOUT) {
                return socket.closing() ? -Errno.EINTR : result;
            }
            result = call(socket, address, length);
        }
        return result;
    }

    private int inProgress(LinuxSocket socket) {
        if (socket.has(SocketState.NONBLOCKING)) {
            return -Constants.WSAEWOULDBLOCK;
        }
        while (true) {
            int found = blocking.await(socket, LinuxConstants.POLLOUT, Waiter.FOREVER);
            if (found < 0) {
                return found;
            }
            settle(socket);
            if (!socket.has(SocketState.CONNECTING)) {
                break;
            }
        }
        int code = socket.state().get(SocketState.Value.CONNECT_ERROR);
        if (code != 0) {
            socket.change(state -> state.set(SocketState.Value.CONNECT_ERROR, 0));
        }
        return -code;
    }

    /**
     * Takes notice of the result of a connect that was under way: afterwards it is still
     * CONNECTING, or connected, or CONNECT_ERROR says why not. Cheap if there was none.
     */
    static void settle(LinuxSocket socket) {
        if (!socket.has(SocketState.CONNECT)) {
            return;
        }
        awaitOthers(socket);
        if (!socket.has(SocketState.CONNECTING) || underWay(socket)) {
            return;
        }
        // Whoever reads SO_ERROR has it alone: of all holders, the flag decides who.
        socket.change(state -> {
            if (state.exchange(SocketState.CONNECTING, SocketState.CONNECT_SETTLING)) {
                settle(socket, state);
                state.lower(SocketState.CONNECT_SETTLING);
            }
        });
        awaitOthers(socket);
    }

    // Somebody may have filled the send buffer already: then it has ended and there is no room.
    private static boolean underWay(LinuxSocket socket) {
        return Blocking.look(socket.fd(), LinuxConstants.POLLOUT) == 0
                && Connection.of(socket) == Connection.CONNECTING;
    }

    private static void settle(LinuxSocket socket, SocketState state) {
        int errno =
                Linux.socketOption(socket.fd(), LinuxConstants.SOL_SOCKET, LinuxConstants.SO_ERROR);
        if (errno > 0) {
            fail(socket, state, errno);
            return;
        }
        switch (Connection.of(socket)) {
            case CONNECTING -> state.raise(SocketState.CONNECTING);
            // Some program has taken the error away.
            case FRESH, ENDED -> fail(socket, state, Errno.ECONNREFUSED);
            case CONNECTED -> EventRecorder.connected(socket, 0);
            case LISTENING -> {}
        }
    }

    /** Records that a connect under way has failed. */
    static void fail(LinuxSocket socket, int errno) {
        socket.change(state -> {
            if (state.exchange(SocketState.CONNECTING, SocketState.CONNECT_SETTLING)) {
                fail(socket, state, errno);
                state.lower(SocketState.CONNECT_SETTLING);
            }
        });
    }

    // Dissolving makes the socket a fresh one, which can be connected again, as on Windows.
    private static void fail(LinuxSocket socket, SocketState state, int errno) {
        int code = -Errors.of(-errno);
        state.set(SocketState.Value.CONNECT_ERROR, code);
        dissolve(socket.fd());
        EventRecorder.connected(socket, code);
    }
}
