package dev.baton.channels.handoff;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sockets of the family unix that keep messages apart. */
final class UnixSocket {
    /** The most bytes of a path: {@code sun_path} has 108, one of which ends it. */
    static final int MOST_PATH = 107;

    private static final int PATH = 2;
    private static final int BACKLOG = 128;

    // The kernel cuts it to net.core.wmem_max: so many messages are on their way at most.
    private static final int BUFFER = 1 << 20;

    private UnixSocket() {}

    /** A socket, or a negated error. */
    static int open() {
        return Linux.socket(
                LinuxConstants.AF_UNIX,
                LinuxConstants.SOCK_SEQPACKET
                        | LinuxConstants.SOCK_CLOEXEC
                        | LinuxConstants.SOCK_NONBLOCK,
                0);
    }

    static int connect(int socket, Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, path);
            int result = Linux.connect(socket, address, (int) address.byteSize());
            return result == -Errno.EINTR ? -Errno.EAGAIN : result;
        }
    }

    static int bind(int socket, Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, path);
            return Linux.bind(socket, address, (int) address.byteSize());
        }
    }

    static int listen(int socket) {
        return Linux.listen(socket, BACKLOG);
    }

    static int accept(int socket) {
        return Linux.accept4(
                socket,
                MemorySegment.NULL,
                MemorySegment.NULL,
                LinuxConstants.SOCK_CLOEXEC | LinuxConstants.SOCK_NONBLOCK);
    }

    static void enlarge(int socket) {
        Linux.socketOption(socket, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_SNDBUF, BUFFER);
    }

    /** Whether a path leads to a socket on which nobody listens any more. */
    static boolean stale(Path path) {
        int socket = open();
        if (socket < 0) {
            return false;
        }
        int result = connect(socket, path);
        Linux.close(socket);
        return result == -Errno.ECONNREFUSED;
    }

    private static MemorySegment address(Arena arena, Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        MemorySegment address = arena.allocate(PATH + name.length + 1L, 8);
        address.set(JAVA_SHORT, 0, (short) LinuxConstants.AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, PATH, name.length);
        return address;
    }
}
