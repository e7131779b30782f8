package dev.baton.channels.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A sender made by hand, that may say what it likes. */
final class RawSender implements AutoCloseable {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

    private final int fd = UnixSocket.open();
    private final SocketMessage message = new SocketMessage(Arena.ofAuto(), 200_000);

    RawSender(Path socket) {
        assertThat(UnixSocket.connect(fd, socket)).isZero();
        assertThat(type(receive())).isEqualTo(Wire.WELCOME);
    }

    /** A message with whatever header. */
    static ByteBuffer message(int type, int count, byte[] body) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + body.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(Wire.MAGIC).putShort((short) 1).putShort((short) type);
        bytes.putInt(16 + body.length).putInt(count).put(body);
        return bytes;
    }

    /** The record of an item with all lengths as given. */
    static byte[] record(long id, int readAhead, int context, int here, String kind, int bytes) {
        byte[] label = kind.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer record =
                ByteBuffer.allocate(22 + label.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(id).putInt(readAhead).putInt(context).putInt(here);
        record.putShort((short) label.length).put(label);
        return record.array();
    }

    /** A record without any bytes. */
    static byte[] plain(long id) {
        return record(id, 0, 0, 0, "", 0);
    }

    static byte[] both(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    static byte[] id(long id, int bytes) {
        return ByteBuffer.allocate(8 + bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(id).array();
    }

    void send(ByteBuffer bytes, int... descriptors) {
        int size = bytes.capacity();
        message.data().copyFrom(MemorySegment.ofBuffer(bytes.duplicate().clear()));
        assertThat(message.send(fd, size, descriptors, 0, descriptors.length, 0)).isEqualTo(size);
    }

    /** The next message; empty if the connection has ended. */
    ByteBuffer receive() {
        assertThat(PollSet.one(fd, LinuxConstants.POLLIN, LIMIT)).isNotZero();
        long length = message.receive(fd, LinuxConstants.MSG_DONTWAIT);
        if (length < 0) {
            // A reset is told once, before what is still queued.
            length = message.receive(fd, LinuxConstants.MSG_DONTWAIT);
        }
        assertThat(length).isNotNegative();
        byte[] bytes = message.data().asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int type(ByteBuffer message) {
        return message.getShort(6);
    }

    static String reason(ByteBuffer refusal) {
        assertThat(type(refusal)).isEqualTo(Wire.REFUSE);
        byte[] text = new byte[refusal.getShort(24)];
        refusal.get(26, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
