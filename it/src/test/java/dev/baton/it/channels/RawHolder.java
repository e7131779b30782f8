package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.SharedDescriptors;
import dev.baton.channels.Ticket;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.testkit.Eventually;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.NetworkChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Another holder of a channel's socket: a bare descriptor, without Java's state about it. */
final class RawHolder implements AutoCloseable {
    private static final long SELF = ProcessHandle.current().pid();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int QUIET = LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL;

    private final int descriptor;

    private RawHolder(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Shares a channel's socket by a ticket. */
    static RawHolder of(NetworkChannel channel, ChannelKind kind) throws IOException {
        return opened(SharedChannels.duplicate(channel, SELF), kind);
    }

    /** Shares a descriptor's socket by a ticket. */
    static RawHolder ofDescriptor(int descriptor) throws IOException {
        return opened(
                SharedDescriptors.duplicate(new int[] {descriptor}, SELF)[0],
                ChannelKind.CONNECTION);
    }

    static RawHolder opened(Ticket ticket, ChannelKind kind) throws IOException {
        return new RawHolder(SharedDescriptors.open(ticket, kind, descriptor -> descriptor));
    }

    /** Opens a connection's ticket; the descriptor is the caller's. */
    static int descriptorOf(Ticket ticket) throws IOException {
        return opened(ticket, ChannelKind.CONNECTION).descriptor;
    }

    /** Shares a descriptor's socket without Baton. */
    static RawHolder copyOf(int descriptor) {
        int copy = Linux.fcntl(descriptor, LinuxConstants.F_DUPFD_CLOEXEC, 0);
        assertThat(copy).isNotNegative();
        return new RawHolder(copy);
    }

    /** Puts another socket in a descriptor's place, and nothing else. */
    static void replace(int place, int by) {
        assertThat(Linux.dup3(by, place, LinuxConstants.O_CLOEXEC)).isEqualTo(place);
    }

    boolean isNonBlocking() {
        return (flags() & LinuxConstants.O_NONBLOCK) != 0;
    }

    void setNonBlocking() {
        int flags = flags() | LinuxConstants.O_NONBLOCK;
        assertThat(Linux.fcntl(descriptor, LinuxConstants.F_SETFL, flags)).isZero();
    }

    private int flags() {
        return Linux.fcntl(descriptor, LinuxConstants.F_GETFL, 0);
    }

    void says(String text) {
        assertThat(trySay(text)).isEqualTo(text.length());
    }

    /** Returns the negated error, or how much was sent. */
    long trySay(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            return Linux.sendto(descriptor, data, bytes.length, QUIET, MemorySegment.NULL, 0);
        }
    }

    /** Demands that this is next. */
    void hears(String text) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(text.length());
            var heard = new StringBuilder();
            Eventually.await(
                    LIMIT,
                    () -> {
                        long size = (long) text.length() - heard.length();
                        long read = Linux.recv(descriptor, data, size, QUIET);
                        for (long i = 0; i < read; i++) {
                            heard.append((char) data.get(ValueLayout.JAVA_BYTE, i));
                        }
                        return heard.length() == text.length();
                    },
                    () -> "heard \"" + heard + "\" instead of \"" + text + '"');
            assertThat(heard).hasToString(text);
        }
    }

    /** Accepts a connection that waits. */
    RawHolder accepts() {
        int flags = LinuxConstants.SOCK_CLOEXEC;
        int accepted = Linux.accept4(descriptor, MemorySegment.NULL, MemorySegment.NULL, flags);
        assertThat(accepted).as("accepted, or a negated error").isNotNegative();
        return new RawHolder(accepted);
    }

    /** Demands that the sending side of the socket has been shut down. */
    void isBroken() {
        assertThat(trySay("x")).isEqualTo(-Errno.EPIPE);
    }

    @Override
    public void close() {
        assertThat(Linux.close(descriptor)).isZero();
    }
}
