package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import dev.baton.winsock.Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The kept connection to one target's inbox, verified by the kernel to be that process. */
final class Outbox {
    /** How long a full queue is waited for: longer than a living target needs to empty it. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int SEND_BUFFER = 1 << 20;

    private final ProcessIdentity target;
    private final ProcessTable table;
    private final ProcessTable.Row row;
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final SocketMessage message = new SocketMessage(arena, DeliveryMessage.MAX_SIZE);
    private final MemorySegment poll = arena.allocate(8, 8);
    private final MemorySegment timeout = arena.allocate(16, 8);
    private volatile boolean closed;

    private Outbox(ProcessIdentity target, ProcessTable table, ProcessTable.Row row, int fd) {
        this.target = target;
        this.table = table;
        this.row = row;
        this.fd = fd;
    }

    /**
     * Connects to the inbox of a process.
     *
     * @param table the rows of its user's processes
     * @throws SharingException {@code WSAEINVAL} if it has no inbox, or the inbox is not its own;
     *     {@code WSAENOBUFS} if its queue of connections is full; {@code WSAEMFILE}
     */
    static Outbox connect(ProcessIdentity target, ProcessTable table) throws SharingException {
        Optional<ProcessTable.Row> found = table.find(target);
        if (found.isEmpty()) {
            throw unreachable(target, "it has no inbox");
        }
        ProcessTable.Row row = found.get();
        Probe.before(Probe.Step.CONNECT);
        int fd =
                Linux.socket(
                        LinuxConstants.AF_UNIX,
                        LinuxConstants.SOCK_SEQPACKET
                                | LinuxConstants.SOCK_CLOEXEC
                                | LinuxConstants.SOCK_NONBLOCK,
                        0);
        if (fd < 0) {
            throw failure(target, fd);
        }
        boolean connected = false;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = UnixAddress.ofInbox(arena, target.pid(), row.nonce());
            int result = Linux.connect(fd, address, (int) address.byteSize());
            if (result < 0) {
                throw failure(target, result);
            }
            Probe.before(Probe.Step.CHECK_PEER);
            checkPeer(fd, target);
            Linux.socketOption(
                    fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_SNDBUF, SEND_BUFFER);
            connected = true;
            return new Outbox(target, table, row, fd);
        } finally {
            if (!connected) {
                Linux.close(fd);
            }
        }
    }

    private static void checkPeer(int fd, ProcessIdentity target) throws SharingException {
        PeerCredentials peer = PeerCredentials.of(fd);
        int verified = PeerCredentials.alive(fd);
        if (verified == -Errno.EMFILE || verified == -Errno.ENFILE) {
            throw failure(target, verified);
        }
        if (peer.pid() != target.pid() || peer.uid() != target.uid() || verified < 0) {
            throw unreachable(
                    target,
                    "its inbox is served by process " + peer.pid() + " of user " + peer.uid());
        }
    }

    private static SharingException unreachable(ProcessIdentity target, String reason) {
        return new SharingException(
                Constants.WSAEINVAL,
                "cannot deliver to process "
                        + target.pid()
                        + ": "
                        + reason
                        + " (has it called WSAStartup, with the same version of Baton?)");
    }

    private static SharingException failure(ProcessIdentity target, int error) {
        return switch (-error) {
            case Errno.EMFILE, Errno.ENFILE ->
                    new SharingException(
                            Constants.WSAEMFILE,
                            "cannot deliver to process "
                                    + target.pid()
                                    + ": this process has no descriptor left for the connection");
            case Errno.EAGAIN, Errno.ENOBUFS, Errno.ENOMEM, Errno.ETOOMANYREFS ->
                    new SharingException(
                            Constants.WSAENOBUFS,
                            "cannot deliver to process "
                                    + target.pid()
                                    + ": its inbox is full or too many descriptors are in flight ("
                                    + Errno.name(error)
                                    + "); try again when it has opened some");
            case Errno.EACCES, Errno.EPERM ->
                    new SharingException(
                            Constants.WSAEACCES,
                            "cannot deliver to process "
                                    + target.pid()
                                    + ": the system does not permit it ("
                                    + Errno.name(error)
                                    + ")");
            default -> unreachable(target, "its inbox does not answer (" + Errno.name(error) + ")");
        };
    }

    /** The connection, to be watched for the target's end. */
    int fd() {
        return fd;
    }

    ProcessIdentity target() {
        return target;
    }

    /**
     * Delivers sockets, all or none: a receiver counts those of a call of several messages once the
     * last one has come, and forgets them if the connection ends before.
     *
     * @return their handles, none 0
     * @throws SharingException if nothing was delivered; {@link #ended} tells whether a new
     *     connection is worth a try
     */
    synchronized int[] deliver(List<Outgoing> sockets) throws SharingException {
        if (closed) {
            throw unreachable(target, "its connection is closed");
        }
        int[] handles = handles(sockets.size());
        int[] descriptors = new int[sockets.size()];
        for (int i = 0; i < descriptors.length; i++) {
            descriptors[i] = sockets.get(i).fd();
        }
        int most = SocketMessage.MAX_DESCRIPTORS;
        int following = (sockets.size() - 1) / most;
        for (int from = 0; from < sockets.size(); from += most, following--) {
            int count = Math.min(most, sockets.size() - from);
            DeliveryMessage.writeHeader(message.data(), count, target.pid(), following);
            for (int i = 0; i < count; i++) {
                DeliveryMessage.writeRecord(
                        message.data(), i, handles[from + i], sockets.get(from + i).offer());
            }
            Probe.before(Probe.Step.SEND);
            long result = send(count, descriptors, from);
            if (result < 0) {
                if (from > 0 || ended(result)) {
                    close();
                }
                throw failure(target, (int) result);
            }
        }
        return handles;
    }

    private int[] handles(int count) {
        int first = table.take(row, count);
        int[] handles = new int[count];
        for (int i = 0; i < count; i++) {
            handles[i] = HandlePermutation.handle(first + i, row.key());
            while (handles[i] == 0) {
                handles[i] = HandlePermutation.handle(table.take(row, 1), row.key());
            }
        }
        return handles;
    }

    private long send(int count, int[] descriptors, int from) {
        int size = DeliveryMessage.size(count);
        int flags = LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL;
        long result = message.send(fd, size, descriptors, from, count, flags);
        if (result >= 0 || !busy(result)) {
            return result;
        }
        long deadline = System.nanoTime() + PATIENCE;
        while (busy(result) && System.nanoTime() - deadline < 0) {
            awaitRoom(result, deadline);
            result = message.send(fd, size, descriptors, from, count, flags);
        }
        return result;
    }

    private static boolean busy(long result) {
        return result == -Errno.EAGAIN
                || result == -Errno.ETOOMANYREFS
                || result == -Errno.ENOBUFS
                || result == -Errno.EINTR;
    }

    // Only a full send buffer can be polled for; the limit of descriptors in flight can't.
    private void awaitRoom(long result, long deadline) {
        if (result != -Errno.EAGAIN) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            return;
        }
        poll.set(ValueLayout.JAVA_INT, 0, fd);
        poll.set(ValueLayout.JAVA_SHORT, 4, (short) LinuxConstants.POLLOUT);
        timeout.set(ValueLayout.JAVA_LONG, 0, 0);
        timeout.set(ValueLayout.JAVA_LONG, 8, Math.max(1, deadline - System.nanoTime()));
        Linux.ppoll(poll, 1, timeout);
    }

    private static boolean ended(long result) {
        return result == -Errno.EPIPE
                || result == -Errno.ECONNRESET
                || result == -Errno.ECONNREFUSED
                || result == -Errno.ENOTCONN;
    }

    boolean closed() {
        return closed;
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            Linux.close(fd);
            arena.close();
        }
    }
}
