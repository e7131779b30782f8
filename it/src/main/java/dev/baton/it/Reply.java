package dev.baton.it;

import dev.baton.winsock.struct.ErrorNames;
import java.nio.ByteBuffer;

/** What came of an {@link Order}. */
final class Reply {
    private final long result;
    private final int error;
    private final byte[] data;

    /**
     * A reply.
     *
     * @param result a descriptor, a number, or −1
     * @param error the last error if the result is −1, or if less was done than asked
     * @param data bytes
     */
    Reply(long result, int error, byte[] data) {
        this.result = result;
        this.error = error;
        this.data = data;
    }

    long result() {
        return result;
    }

    int error() {
        return error;
    }

    byte[] data() {
        return data;
    }

    byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length)
                .putLong(result)
                .putInt(error)
                .put(data)
                .array();
    }

    static Reply decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        long result = in.getLong();
        int error = in.getInt();
        var data = new byte[in.remaining()];
        in.get(data);
        return new Reply(result, error, data);
    }

    /** The same, if it is a success. */
    Reply succeeds() {
        if (result == -1) {
            throw new AssertionError("failed: " + ErrorNames.name(error));
        }
        return this;
    }

    /** Demands a failure with a code. */
    void failsWith(int code) {
        if (result != -1 || error != code) {
            throw new AssertionError(
                    (result == -1 ? ErrorNames.name(error) : "returned " + result)
                            + " instead of "
                            + ErrorNames.name(code));
        }
    }
}
