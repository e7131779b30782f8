package dev.baton.it;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import dev.baton.testkit.Eventually;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Talks to the inbox of a process as a sender does, and says what it likes. */
final class Attacker implements AutoCloseable {
    /** Where the first socket is described. */
    static final int HEADER = 32;

    static final int RECORD = 48;

    private final Arena arena = Arena.ofShared();
    private final SocketMessage message = new SocketMessage(arena, 1 << 17);
    private final List<Integer> connections = new ArrayList<>();
    private final List<Integer> bait = new ArrayList<>();
    private final byte[] address;
    private final int target;

    Attacker(Worker target) {
        this.target = target.pid();
        try (SharedTable table = SharedTable.of(target)) {
            address = table.rowOf(target).address();
        }
    }

    /** A descriptor of no worth, closed with the attacker. */
    int tcp() {
        return bait(
                Linux.socket(
                        LinuxConstants.AF_INET,
                        LinuxConstants.SOCK_STREAM | LinuxConstants.SOCK_CLOEXEC,
                        LinuxConstants.IPPROTO_TCP));
    }

    int udp() {
        return bait(
                Linux.socket(
                        LinuxConstants.AF_INET,
                        LinuxConstants.SOCK_DGRAM | LinuxConstants.SOCK_CLOEXEC,
                        LinuxConstants.IPPROTO_UDP));
    }

    int noSocket() {
        return bait(Linux.eventfd(LinuxConstants.EFD_CLOEXEC));
    }

    private int bait(int fd) {
        if (fd < 0) {
            throw new AssertionError("no descriptor: " + fd);
        }
        bait.add(fd);
        return fd;
    }

    /** What an honest sender would say of TCP sockets. */
    MemorySegment honest(int... descriptors) {
        int size = HEADER + RECORD * descriptors.length;
        MemorySegment data = MemorySegment.ofArray(new byte[size]);
        Memory.int32(data, 0, 0x314E5442);
        Memory.int16(data, 4, (short) 1);
        Memory.int16(data, 6, (short) RECORD);
        Memory.int32(data, 8, size);
        Memory.int32(data, 12, descriptors.length);
        Memory.int32(data, 16, target);
        for (int i = 0; i < descriptors.length; i++) {
            long at = HEADER + (long) RECORD * i;
            Memory.int32(data, at, 0x5EED0000 + i);
            Memory.int32(
                    data,
                    at + 4,
                    kind(
                            LinuxConstants.AF_INET,
                            LinuxConstants.SOCK_STREAM,
                            LinuxConstants.IPPROTO_TCP));
            Memory.int64(
                    data,
                    at + 8,
                    Linux.longSocketOption(
                            descriptors[i], LinuxConstants.SOL_SOCKET, LinuxConstants.SO_COOKIE));
        }
        return data;
    }

    /** How a message says what a socket is. */
    static int kind(int family, int type, int protocol) {
        return family << 24 | type << 16 | protocol;
    }

    /** Connects, and later closes. */
    int connect() {
        int type = LinuxConstants.SOCK_SEQPACKET | LinuxConstants.SOCK_CLOEXEC;
        int fd = Linux.socket(LinuxConstants.AF_UNIX, type, 0);
        MemorySegment name = arena.allocate(address.length, 8);
        Memory.bytes(name, 0, address);
        int result = fd < 0 ? fd : Linux.connect(fd, name, address.length);
        if (result < 0) {
            throw new AssertionError("cannot connect to the inbox: " + result);
        }
        connections.add(fd);
        return fd;
    }

    /** Sends a message with descriptors. */
    void send(int connection, MemorySegment data, int... descriptors) {
        MemorySegment.copy(data, 0, message.data(), 0, data.byteSize());
        // An unprivileged user may have only so many descriptors in flight.
        Eventually.await(
                Worker.LIMIT,
                () -> {
                    long sent = trySend(connection, data, descriptors);
                    if (sent < 0 && sent != -Errno.ETOOMANYREFS) {
                        throw new AssertionError("cannot send: " + Errno.name(sent));
                    }
                    return sent >= 0;
                });
    }

    private long trySend(int connection, MemorySegment data, int... descriptors) {
        return message.send(
                connection,
                (int) data.byteSize(),
                descriptors,
                0,
                descriptors.length,
                LinuxConstants.MSG_NOSIGNAL);
    }

    /** Waits until the target has closed a connection, and closes its own end. */
    void awaitRefusal(int connection) {
        Eventually.await(
                Worker.LIMIT,
                () -> (poll(connection) & LinuxConstants.POLLHUP) != 0,
                () -> "the target did not close the connection");
        close(connection);
    }

    private int poll(int connection) {
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment poll = confined.allocate(8, 8);
            poll.set(ValueLayout.JAVA_INT, 0, connection);
            Linux.ppoll(poll, 1, confined.allocate(16, 8));
            return poll.get(ValueLayout.JAVA_SHORT, 6);
        }
    }

    void close(int connection) {
        connections.remove(Integer.valueOf(connection));
        Linux.close(connection);
    }

    @Override
    public void close() {
        List.copyOf(connections).forEach(this::close);
        bait.forEach(Linux::close);
        arena.close();
    }
}
