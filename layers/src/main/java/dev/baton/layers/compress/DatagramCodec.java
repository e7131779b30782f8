package dev.baton.layers.compress;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A datagram as it travels: one byte that says how, then the content, stored or deflated (raw
 * deflate of RFC 1951).
 */
final class DatagramCodec {
    /** No content is larger, whatever a datagram claims to inflate to. */
    static final int LARGEST = 65535;

    /** The most bytes that a content becomes. */
    static final int LARGEST_ENCODED = LARGEST + 1;

    static final byte STORED = (byte) 0xC4;
    static final byte DEFLATED = (byte) 0xC5;

    /** Below this deflate gains nothing. */
    private static final int WORTH_IT = 16;

    private final int level;

    DatagramCodec(int level) {
        this.level = level;
    }

    /** At most one byte longer than the content. */
    byte[] encode(byte[] content) {
        byte[] out = new byte[content.length + 1];
        int deflated = content.length < WORTH_IT ? 0 : deflate(content, out);
        if (deflated > 0) {
            out[0] = DEFLATED;
            return Arrays.copyOf(out, 1 + deflated);
        }
        out[0] = STORED;
        System.arraycopy(content, 0, out, 1, content.length);
        return out;
    }

    // 0 unless it becomes shorter.
    private int deflate(byte[] content, byte[] out) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            int size = deflater.deflate(out, 1, content.length - 1);
            return deflater.finished() ? size : 0;
        } finally {
            deflater.end();
        }
    }

    /** The content, or empty if no {@link #encode} made this. */
    static Optional<byte[]> decode(byte[] datagram, int length) {
        if (length == 0) {
            return Optional.empty();
        }
        return switch (datagram[0]) {
            case STORED ->
                    length > LARGEST_ENCODED
                            ? Optional.empty()
                            : Optional.of(Arrays.copyOfRange(datagram, 1, length));
            case DEFLATED -> inflate(datagram, length);
            default -> Optional.empty();
        };
    }

    private static Optional<byte[]> inflate(byte[] datagram, int length) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(datagram, 1, length - 1);
            // One byte of room more, or the end behind the last byte would not be seen.
            byte[] content = new byte[LARGEST + 1];
            int size = inflater.inflate(content);
            boolean whole = inflater.finished() && inflater.getRemaining() == 0 && size <= LARGEST;
            return whole ? Optional.of(Arrays.copyOf(content, size)) : Optional.empty();
        } catch (DataFormatException hostile) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
