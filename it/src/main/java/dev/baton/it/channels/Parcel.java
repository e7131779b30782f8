package dev.baton.it.channels;

import dev.baton.winsock.struct.ErrorNames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a test asks a {@link ChannelProgram}, and what that answers. */
final class Parcel {
    private static final int FAILED = -1;
    private static final byte[] NOTHING = {};

    private final int code;
    private final long first;
    private final long second;
    private final byte[] data;

    /**
     * A parcel.
     *
     * @param code the deed that is asked for; negative in the answer if it failed
     * @param first a number, often a channel's
     * @param second a number
     * @param data bytes
     */
    Parcel(int code, long first, long second, byte[] data) {
        this.code = code;
        this.first = first;
        this.second = second;
        this.data = data;
    }

    static Parcel of(long number) {
        return new Parcel(0, number, 0, NOTHING);
    }

    static Parcel of(byte[] data) {
        return new Parcel(0, 0, 0, data);
    }

    static Parcel of(String text) {
        return of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says that a deed failed: with an error of Winsock, or 0, and why. */
    static Parcel failure(int error, String why) {
        return new Parcel(FAILED, error, 0, why.getBytes(StandardCharsets.UTF_8));
    }

    int code() {
        return code;
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }

    byte[] data() {
        return data;
    }

    String text() {
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    /** The same, if it is a success. */
    Parcel succeeds() {
        if (code == FAILED) {
            throw new AssertionError("failed: " + why());
        }
        return this;
    }

    /** Demands a failure with an error of Winsock, and returns its message. */
    String failsWith(int error) {
        if (code != FAILED || first != error) {
            throw new AssertionError(
                    (code == FAILED ? why() : "succeeded")
                            + " instead of "
                            + ErrorNames.name(error));
        }
        return why();
    }

    private String why() {
        return new String(data, StandardCharsets.UTF_8);
    }

    byte[] encode() {
        return ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES + data.length)
                .putInt(code)
                .putLong(first)
                .putLong(second)
                .put(data)
                .array();
    }

    static Parcel decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        int code = in.getInt();
        long first = in.getLong();
        long second = in.getLong();
        var data = new byte[in.remaining()];
        in.get(data);
        return new Parcel(code, first, second, data);
    }
}
