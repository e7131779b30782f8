package dev.baton.provider.linux.sharing;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;

/**
 * By which processes tell each other to look at a shared socket: something has happened to it that
 * the other one's registration is for. A message is a cookie and nothing more; whoever gets one
 * looks for himself, so that a false or a late one does no harm.
 */
public final class Bell {
    private final int fd;
    private final ProcessTable table;
    private final ProcessTable.Row row;
    private volatile boolean stopped;

    private Bell(int fd, ProcessTable table, ProcessTable.Row row) {
        this.fd = fd;
        this.table = table;
        this.row = row;
    }

    static Bell open(ProcessIdentity self, ProcessTable table, ProcessTable.Row row)
            throws SharingException {
        int fd =
                Linux.socket(
                        LinuxConstants.AF_UNIX,
                        LinuxConstants.SOCK_DGRAM
                                | LinuxConstants.SOCK_CLOEXEC
                                | LinuxConstants.SOCK_NONBLOCK,
                        0);
        int result = fd;
        if (fd >= 0) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment address = UnixAddress.ofBell(arena, self.pid(), row.nonce());
                result = Linux.bind(fd, address, (int) address.byteSize());
            }
        }
        if (result < 0) {
            if (fd >= 0) {
                Linux.close(fd);
            }
            throw new SharingException(
                    Constants.WSASYSNOTREADY,
                    "cannot open the socket by which processes tell each other of network events: "
                            + Errno.name(result)
                            + " (has this process reached its limit of descriptors?)");
        }
        return new Bell(fd, table, row);
    }

    /** The descriptor that is readable when the bell was rung; this object closes it. */
    public int fd() {
        return fd;
    }

    /**
     * Tells a process to look at a socket. One that has ended is passed over.
     *
     * @param process its row
     * @param cookie the socket's
     */
    public void ring(int process, long cookie) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = table.bell(process, arena);
            MemorySegment message = arena.allocateFrom(JAVA_LONG, cookie);
            if (send(message, address) == -Errno.EAGAIN) {
                // Its queue is full, so it is not waiting: let it look at everything. If it has
                // emptied the queue before it could see that, the second message wakes it.
                table.missed(process);
                send(message, address);
            }
        }
    }

    private long send(MemorySegment message, MemorySegment address) {
        return Linux.sendto(
                fd,
                message,
                Long.BYTES,
                LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL,
                address,
                (int) address.byteSize());
    }

    /**
     * Empties the queue.
     *
     * @param buffer at least 8 bytes, native
     * @param cookies is given each message
     * @return whether messages are missing, so that every socket must be looked at
     */
    public boolean answer(MemorySegment buffer, LongConsumer cookies) {
        while (Linux.recv(fd, buffer, Long.BYTES, LinuxConstants.MSG_DONTWAIT) == Long.BYTES) {
            cookies.accept(buffer.get(JAVA_LONG, 0));
        }
        return table.takeMissed(row);
    }

    /** Whether whoever waits for the bell shall end. */
    public boolean stopped() {
        return stopped;
    }

    /** Makes whoever waits for the bell end, for good: this process is exiting. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Makes whoever waits for the bell look up. */
    public void wake() {
        ring(row.index(), 0);
    }

    void close() {
        Linux.close(fd);
    }
}
