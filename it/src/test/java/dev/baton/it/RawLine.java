package dev.baton.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import dev.baton.testkit.Eventually;
import dev.baton.winsock.struct.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A connection at a hand-over point on which this process says what it likes. */
final class RawLine implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final SocketMessage message = new SocketMessage(arena, 1 << 16);
    private final MemorySegment bait = arena.allocate(8, 4);
    private final int socket;

    private RawLine(int socket) {
        this.socket = socket;
        int type = LinuxConstants.SOCK_STREAM | LinuxConstants.SOCK_CLOEXEC;
        assertThat(Linux.socketpair(LinuxConstants.AF_UNIX, type, 0, bait)).isZero();
    }

    /** Connects to the receiver in a folder, as soon as there is one. */
    static RawLine toReceiver(Path folder) {
        int fd = open();
        Eventually.await(
                Example.LIMIT,
                () -> inside(folder).filter(path -> connects(fd, path)).isPresent(),
                () -> "nobody receives at " + folder);
        return new RawLine(fd);
    }

    private static Optional<Path> inside(Path folder) {
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean connects(int fd, Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, path);
            return Linux.connect(fd, address, (int) address.byteSize()) == 0;
        }
    }

    /** A receiver's socket, in a folder that is made; the sender is to be {@link #accept}ed. */
    static RawLine receiver(Path folder) throws IOException {
        int fd = open();
        Path path = Files.createDirectory(folder).resolve("" + ProcessHandle.current().pid());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, path);
            assertThat(Linux.bind(fd, address, (int) address.byteSize())).isZero();
        }
        assertThat(Linux.listen(fd, 1)).isZero();
        return new RawLine(fd);
    }

    /** Waits for a sender. */
    RawLine accept() {
        var accepted = new int[1];
        Eventually.await(
                Example.LIMIT,
                () -> (accepted[0] = acceptNow()) != -Errno.EAGAIN,
                () -> "nobody has connected");
        assertThat(accepted[0]).isNotNegative();
        return new RawLine(accepted[0]);
    }

    private int acceptNow() {
        int flags = LinuxConstants.SOCK_CLOEXEC | LinuxConstants.SOCK_NONBLOCK;
        return Linux.accept4(socket, MemorySegment.NULL, MemorySegment.NULL, flags);
    }

    private static int open() {
        int flags = LinuxConstants.SOCK_CLOEXEC | LinuxConstants.SOCK_NONBLOCK;
        int fd = Linux.socket(LinuxConstants.AF_UNIX, LinuxConstants.SOCK_SEQPACKET | flags, 0);
        assertThat(fd).isNotNegative();
        return fd;
    }

    private static MemorySegment address(Arena arena, Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        MemorySegment address = arena.allocate(2 + name.length + 1L, 8);
        Memory.int16(address, 0, (short) LinuxConstants.AF_UNIX);
        Memory.bytes(address, 2, name);
        return address;
    }

    /** Sends a message, with a connection of this process so many times. */
    void send(byte[] bytes, int descriptors) {
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, message.data(), 0, bytes.length);
        int[] all = IntStream.generate(() -> Memory.int32(bait, 0)).limit(descriptors).toArray();
        assertThat(
                        message.send(
                                socket,
                                bytes.length,
                                all,
                                0,
                                descriptors,
                                LinuxConstants.MSG_NOSIGNAL))
                .isEqualTo(bytes.length);
    }

    /** Waits for a message, and closes the descriptors in it; empty at the end. */
    byte[] receive() {
        var length = new long[1];
        Eventually.await(
                Example.LIMIT,
                () -> (length[0] = message.receive(socket, 0)) != -Errno.EAGAIN,
                () -> "no message has come");
        assertThat(length[0]).isNotNegative();
        IntStream.of(message.descriptors()).forEach(Linux::close);
        return Memory.bytes(message.data(), 0, (int) length[0]);
    }

    @Override
    public void close() {
        Linux.close(socket);
        Linux.close(Memory.int32(bait, 0));
        Linux.close(Memory.int32(bait, 4));
        arena.close();
    }
}
