package dev.baton.testkit;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a Winsock call returned, in which process ever it was made. */
public final class Outcome {
    private final String what;
    private final long result;
    private final int error;
    private final byte[] data;

    Outcome(String what, long result, int error, byte[] data) {
        this.what = what;
        this.result = result;
        this.error = error;
        this.data = data;
    }

    byte[] encode() {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length)
                .putLong(result)
                .putInt(error)
                .put(data)
                .array();
    }

    static Outcome decode(String what, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        long result = in.getLong();
        int error = in.getInt();
        var data = new byte[in.remaining()];
        in.get(data);
        return new Outcome(what, result, error, data);
    }

    /**
     * Demands success.
     *
     * @return this
     * @throws AssertionError naming the call and its error
     */
    public Outcome succeeds() {
        if (failed()) {
            throw new AssertionError(what + " failed: " + ErrorNames.name(error));
        }
        return this;
    }

    /**
     * Demands a failure.
     *
     * @param code the code that {@code WSAGetLastError} must have told
     * @throws AssertionError if the call succeeded or failed otherwise
     */
    public void failsWith(int code) {
        if (!failed()) {
            throw new AssertionError(
                    what + " returned " + result + " instead of " + ErrorNames.name(code));
        }
        if (error != code) {
            throw new AssertionError(
                    what
                            + " failed with "
                            + ErrorNames.name(error)
                            + " instead of "
                            + ErrorNames.name(code));
        }
    }

    /**
     * Tells whether the call failed.
     *
     * @return true for SOCKET_ERROR and INVALID_SOCKET
     */
    public boolean failed() {
        return result == Constants.SOCKET_ERROR;
    }

    /**
     * Returns the call's value.
     *
     * @return a descriptor, a number of bytes, 0, or -1
     */
    public long result() {
        return result;
    }

    /**
     * Returns the last error after a failure.
     *
     * @return a code, 0 after success
     */
    public int error() {
        return error;
    }

    /**
     * Returns what the call wrote to its caller's memory.
     *
     * @return a copy
     */
    public byte[] data() {
        return data.clone();
    }

    /**
     * Returns received data as text.
     *
     * @return one character a byte
     * @throws AssertionError if the call failed
     */
    public String text() {
        succeeds();
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns the first number the call wrote.
     *
     * @return 32 bits
     * @throws AssertionError if the call failed
     */
    public int number() {
        succeeds();
        return Memory.int32(MemorySegment.ofArray(data), 0);
    }

    @Override
    public String toString() {
        return what + " = " + (failed() ? ErrorNames.name(error) : result);
    }
}
