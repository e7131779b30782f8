package dev.baton.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A reusable {@code struct msghdr} with one data buffer and room for descriptors ({@code
 * SCM_RIGHTS}). Not for use by two threads at once.
 */
public final class SocketMessage {
    /** The most descriptors the kernel passes in one message (SCM_MAX_FD). */
    public static final int MAX_DESCRIPTORS = 253;

    private static final int CMSG_HEADER = 16;
    private static final long IOVEC_LENGTH = 8;
    private static final long CONTROL_LENGTH = 40;
    private static final long FLAGS = 48;

    private final MemorySegment header;
    private final MemorySegment vector;
    private final MemorySegment data;
    private final MemorySegment control;
    private int[] received = new int[0];

    /**
     * Memory for messages of at most {@code capacity} bytes.
     *
     * @param arena owns the memory
     * @param capacity bytes of data, at least 1
     */
    public SocketMessage(Arena arena, int capacity) {
        header = arena.allocate(56, 8);
        vector = arena.allocate(16, 8);
        data = arena.allocate(capacity, 8);
        control = arena.allocate(CMSG_HEADER + 4L * MAX_DESCRIPTORS + 4, 8);
        vector.set(ADDRESS, 0, data);
        header.set(ADDRESS, 16, vector);
        header.set(JAVA_LONG, 24, 1);
        header.set(ADDRESS, 32, control);
    }

    /** The data: to be filled before {@link #send}, filled by {@link #receive}. */
    public MemorySegment data() {
        return data;
    }

    /**
     * Sends the first bytes of the data with descriptors.
     *
     * @param socket an AF_UNIX socket
     * @param size bytes of data, at least 1
     * @param descriptors remain the caller's: the receiver gets duplicates
     * @param from index of the first descriptor to send
     * @param count how many, 0 to {@link #MAX_DESCRIPTORS}
     * @param flags {@code MSG_…}
     * @return bytes sent or the negated error
     */
    public long send(int socket, int size, int[] descriptors, int from, int count, int flags) {
        vector.set(JAVA_LONG, IOVEC_LENGTH, size);
        long length = CMSG_HEADER + 4L * count;
        header.set(JAVA_LONG, CONTROL_LENGTH, count == 0 ? 0 : align(length));
        if (count > 0) {
            control.set(JAVA_LONG, 0, length);
            control.set(JAVA_INT, 8, LinuxConstants.SOL_SOCKET);
            control.set(JAVA_INT, 12, LinuxConstants.SCM_RIGHTS);
            for (int i = 0; i < count; i++) {
                control.set(JAVA_INT, CMSG_HEADER + 4L * i, descriptors[from + i]);
            }
        }
        return Linux.sendmsg(socket, header, flags);
    }

    /**
     * Receives one message; its descriptors are close-on-exec and the caller's to close.
     *
     * @param socket an AF_UNIX socket
     * @param flags {@code MSG_…}; {@code MSG_CMSG_CLOEXEC} is added
     * @return bytes received (0 at the end of the stream) or the negated error
     */
    public long receive(int socket, int flags) {
        vector.set(JAVA_LONG, IOVEC_LENGTH, data.byteSize());
        header.set(JAVA_LONG, CONTROL_LENGTH, control.byteSize());
        received = new int[0];
        long result = Linux.recvmsg(socket, header, flags | LinuxConstants.MSG_CMSG_CLOEXEC);
        if (result >= 0) {
            received = readDescriptors();
        }
        return result;
    }

    private int[] readDescriptors() {
        long end = header.get(JAVA_LONG, CONTROL_LENGTH);
        for (long at = 0; at + CMSG_HEADER <= end; ) {
            long length = control.get(JAVA_LONG, at);
            if (control.get(JAVA_INT, at + 8) == LinuxConstants.SOL_SOCKET
                    && control.get(JAVA_INT, at + 12) == LinuxConstants.SCM_RIGHTS) {
                int[] descriptors = new int[(int) ((length - CMSG_HEADER) / 4)];
                for (int i = 0; i < descriptors.length; i++) {
                    descriptors[i] = control.get(JAVA_INT, at + CMSG_HEADER + 4L * i);
                }
                return descriptors;
            }
            at += align(length);
        }
        return new int[0];
    }

    /** The descriptors of the message received last: the caller owns them. */
    public int[] descriptors() {
        return received;
    }

    /** Whether the kernel dropped data or descriptors of the message received last. */
    public boolean truncated() {
        int flags = header.get(JAVA_INT, FLAGS);
        return (flags & (LinuxConstants.MSG_TRUNC | LinuxConstants.MSG_CTRUNC)) != 0;
    }

    /** Whether descriptors of the message received last did not fit into this process's table. */
    public boolean descriptorsTruncated() {
        return (header.get(JAVA_INT, FLAGS) & LinuxConstants.MSG_CTRUNC) != 0;
    }

    private static long align(long length) {
        return (length + 7) & ~7L;
    }
}
