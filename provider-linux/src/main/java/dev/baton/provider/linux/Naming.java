package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/** {@code WSPBind}, {@code WSPListen}, {@code WSPGetSockName}, {@code WSPGetPeerName}. */
final class Naming {
    private Naming() {}

    /** {@code bind}: 0 or a negated code. */
    static int bind(LinuxSocket socket, MemorySegment name, int namelen) {
        int length = Addresses.toLinux(name, namelen, socket.entry().iAddressFamily());
        if (length < 0) {
            return length;
        }
        int result = AddressReuse.bind(socket, Scratch.current().address(), length);
        return result == 0 ? 0 : Errors.of(result);
    }

    /** {@code listen}: 0 or a negated code. */
    static int listen(LinuxSocket socket, int backlog) {
        if (!Kind.stream(socket)) {
            return -Constants.WSAEOPNOTSUPP;
        }
        if (!bound(socket)) {
            // Linux would choose a port by itself (A126).
            return -Constants.WSAEINVAL;
        }
        int result = AddressReuse.listen(socket, queueLength(backlog));
        if (result == 0) {
            // A connect that failed before is no concern of a listener's.
            socket.change(state -> {
                state.set(SocketState.Value.CONNECT_ERROR, 0);
                state.raise(SocketState.LISTENING);
            });
            return 0;
        }
        boolean connected =
                result == -Errno.EINVAL && Connection.of(socket) == Connection.CONNECTED;
        return connected ? -Constants.WSAEISCONN : Errors.of(result);
    }

    // A negative one is SOMAXCONN_HINT(-backlog); the kernel cuts it to its own maximum.
    private static int queueLength(int backlog) {
        return backlog < 0 ? Math.max(1, -backlog) : Math.max(1, backlog);
    }

    /** {@code getsockname}: 0 or a negated code; an error leaves the caller's memory alone. */
    static int localName(LinuxSocket socket, MemorySegment name, MemorySegment namelen) {
        if (!Addresses.fits(name, namelen, 0)) {
            return -Constants.WSAEFAULT;
        }
        if (!bound(socket)) {
            return -Constants.WSAEINVAL;
        }
        Scratch scratch = Scratch.current();
        return hand(scratch, name, namelen);
    }

    /** {@code getpeername}: 0 or a negated code; an error leaves the caller's memory alone. */
    static int peerName(LinuxSocket socket, MemorySegment name, MemorySegment namelen) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        int result = Linux.getpeername(socket.fd(), scratch.address(), scratch.length());
        if (result < 0) {
            MemorySegment peer = socket.peer();
            if (peer != null && result == -Errno.ENOTCONN) {
                // Linux has forgotten it with the end of both directions (A143).
                return hand(peer, (int) peer.byteSize(), name, namelen);
            }
            return result == -Errno.EINVAL ? -Constants.WSAENOTCONN : Errors.of(result);
        }
        return hand(scratch, name, namelen);
    }

    /** Keeps the peer's address, which Linux forgets once both directions have ended. */
    static void rememberPeer(LinuxSocket socket) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        if (socket.peer() == null
                && Linux.getpeername(socket.fd(), scratch.address(), scratch.length()) == 0) {
            int length = Addresses.toWinsock(scratch.address(), scratch.length().get(JAVA_INT, 0));
            socket.peer(
                    MemorySegment.ofArray(scratch.address().asSlice(0, length).toArray(JAVA_BYTE)));
        }
    }

    private static int hand(Scratch scratch, MemorySegment name, MemorySegment namelen) {
        int length = Addresses.toWinsock(scratch.address(), scratch.length().get(JAVA_INT, 0));
        return hand(scratch.address(), length, name, namelen);
    }

    private static int hand(
            MemorySegment address, int length, MemorySegment name, MemorySegment namelen) {
        if (!Addresses.fits(name, namelen, length)) {
            return -Constants.WSAEFAULT;
        }
        Addresses.write(address, length, name, namelen);
        return 0;
    }

    /**
     * Whether the socket has a local name, which Linux does not say in so many words; leaves it in
     * the thread's {@link Scratch#address} and {@link Scratch#length}.
     */
    static boolean bound(LinuxSocket socket) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        if (Linux.getsockname(socket.fd(), scratch.address(), scratch.length()) < 0) {
            return false;
        }
        if (Kind.local(socket)) {
            return scratch.length().get(JAVA_INT, 0) > Short.BYTES;
        }
        // The port of a raw socket is its protocol.
        return Kind.raw(socket) || !Addresses.withoutPort(scratch.address());
    }
}
