package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * Who may bind where. Windows binds over connections in TIME_WAIT without being asked; Linux only
 * if both the new socket and the old connection had SO_REUSEADDR. So a listener gets the kernel's
 * option when it listens (its connections inherit it), where it permits nothing else: a listening
 * port can't be bound again. What the caller set is therefore kept apart from the kernel's option.
 */
final class AddressReuse {
    private AddressReuse() {}

    /** {@code bind}: 0 or the negated errno. */
    static int bind(LinuxSocket socket, MemorySegment address, int length) {
        int fd = socket.fd();
        int result = Linux.bind(fd, address, length);
        if (result != -Errno.EADDRINUSE
                || !Kind.tcp(socket)
                || socket.has(SocketState.REUSE_ADDRESS)) {
            return result;
        }
        set(fd, 1);
        result = Linux.bind(fd, address, length);
        set(fd, 0);
        return result;
    }

    /** {@code listen}: 0 or the negated errno. It checks the port again, as {@code bind} did. */
    static int listen(LinuxSocket socket, int backlog) {
        if (!Kind.tcp(socket)) {
            return Linux.listen(socket.fd(), backlog);
        }
        set(socket.fd(), 1);
        int result = Linux.listen(socket.fd(), backlog);
        if (result < 0) {
            set(socket.fd(), socket.has(SocketState.REUSE_ADDRESS) ? 1 : 0);
        }
        return result;
    }

    /** {@code setsockopt(SO_REUSEADDR)}: 0 or a negated code. */
    static int reuse(LinuxSocket socket, boolean on) {
        if (on && socket.has(SocketState.EXCLUSIVE_ADDRESS)) {
            return -Constants.WSAEINVAL;
        }
        boolean kernel = on || (Kind.tcp(socket) && Connection.listening(socket.fd()));
        int result = set(socket.fd(), kernel ? 1 : 0);
        if (result < 0) {
            return Errors.of(result);
        }
        socket.change(state -> state.mark(SocketState.REUSE_ADDRESS, on));
        return 0;
    }

    /** {@code setsockopt(SO_EXCLUSIVEADDRUSE)}, which is what Linux does by itself. */
    static int exclusive(LinuxSocket socket, boolean on) {
        if ((on && socket.has(SocketState.REUSE_ADDRESS)) || Naming.bound(socket)) {
            return -Constants.WSAEINVAL;
        }
        socket.change(state -> state.mark(SocketState.EXCLUSIVE_ADDRESS, on));
        return 0;
    }

    private static int set(int fd, int value) {
        return Linux.socketOption(
                fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_REUSEADDR, value);
    }
}
