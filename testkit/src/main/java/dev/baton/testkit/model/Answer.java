package dev.baton.testkit.model;

import dev.baton.winsock.struct.ErrorNames;
import java.nio.ByteBuffer;

/**
 * What a {@link Site} did: what the function returned, or {@code WSAGetLastError} negated, and what
 * it wrote.
 */
final class Answer {
    private final long result;
    private final byte[] data;

    Answer(long result, byte[] data) {
        this.result = result;
        this.data = data;
    }

    long result() {
        return result;
    }

    byte[] data() {
        return data;
    }

    byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + data.length).putLong(result).put(data).array();
    }

    static Answer decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        long result = in.getLong();
        var data = new byte[in.remaining()];
        in.get(data);
        return new Answer(result, data);
    }

    long succeeds() {
        if (result < 0) {
            throw new AssertionError("failed: " + text(result));
        }
        return result;
    }

    static String text(long result) {
        return result < 0 ? ErrorNames.name((int) -result) : Long.toString(result);
    }
}
