package dev.baton.provider.linux;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.provider.linux.sharing.Slot;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.UpcallTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;

/** Makes descriptors of new kernel sockets known: here and to Winsock. */
final class NewSockets {
    private volatile UpcallTable upcalls;
    private final SocketTable table;

    NewSockets(UpcallTable upcalls, SocketTable table) {
        this.upcalls = upcalls;
        this.table = table;
    }

    /** What to call from now on: of several starts the last one's table counts. */
    void upcalls(UpcallTable latest) {
        upcalls = latest;
    }

    /**
     * Makes a SOCKET.
     *
     * @param fd closed by the descriptor, or here if there is none
     * @param entry with the socket's true address family, type and protocol
     * @return the SOCKET or a negated code
     */
    long add(int fd, ProtocolInfo entry, SocketState state) {
        return add(new LinuxSocket(table.newHandle(), fd, entry, state));
    }

    /** A socket of an opened duplicate, for {@link #add(LinuxSocket)}. */
    LinuxSocket make(int fd, ProtocolInfo entry, Slot slot, long cookie) {
        return new LinuxSocket(table.newHandle(), fd, entry, slot, cookie);
    }

    /** Makes a socket known, or closes it: the SOCKET or a negated code. */
    long add(LinuxSocket socket) {
        if (!table.add(socket)) {
            socket.close();
            return -Constants.WSANOTINITIALISED;
        }
        MemorySegment errno = MemorySegment.ofArray(new int[1]);
        int entry = socket.entry().dwCatalogEntryId();
        long s = upcalls.WPUModifyIFSHandle(entry, socket.handle(), errno);
        if (s == Constants.INVALID_SOCKET) {
            table.remove(socket);
            socket.close();
            return -Memory.int32(errno, 0);
        }
        return s;
    }

    /**
     * Sets O_NONBLOCK again if another holder of the socket, perhaps no Baton program, has cleared
     * it: for the calls that have no MSG_DONTWAIT.
     */
    static void keepNonBlocking(int fd) {
        int flags = Linux.fcntl(fd, LinuxConstants.F_GETFL, 0);
        if (flags >= 0 && (flags & LinuxConstants.O_NONBLOCK) == 0) {
            Linux.fcntl(fd, LinuxConstants.F_SETFL, flags | LinuxConstants.O_NONBLOCK);
        }
    }

    /** Ends a connection with a reset: the peer's receive fails. */
    static void reset(int fd) {
        KernelLinger.set(fd, true, 0);
        Linux.close(fd);
    }

    /** Whether an accept failed for a reason that lies in the one connection that was taken. */
    static boolean concernsOneConnection(int result) {
        return switch (-result) {
            case Errno.ECONNABORTED,
                    Errno.EPROTO,
                    Errno.ENETDOWN,
                    Errno.ENOPROTOOPT,
                    Errno.EHOSTDOWN,
                    Errno.EHOSTUNREACH,
                    Errno.ENETUNREACH ->
                    true;
            default -> false;
        };
    }
}
