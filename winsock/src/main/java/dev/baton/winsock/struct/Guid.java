package dev.baton.winsock.struct;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.UUID;

/**
 * A {@code GUID}: 16 bytes, the first three parts little-endian, the last in order.
 *
 * @param Data1 the first 8 digits
 * @param Data2 the next 4
 * @param Data3 the next 4
 * @param Data4 the last 16: the eight bytes, the first of them the most significant
 */
public record Guid(int Data1, short Data2, short Data3, long Data4) {
    /** The GUID of nothing, all zero. */
    public static final Guid ZERO = new Guid(0, (short) 0, (short) 0, 0);

    /** Bytes of the structure. */
    public static final int SIZEOF = 16;

    /**
     * Reads the text form.
     *
     * @param text 32 hexadecimal digits in groups of 8-4-4-4-12, in braces or without
     * @return the GUID
     * @throws IllegalArgumentException if the text has another form
     */
    public static Guid parse(String text) {
        boolean braces = text.startsWith("{") && text.endsWith("}");
        String digits = braces ? text.substring(1, text.length() - 1) : text;
        try {
            UUID uuid = UUID.fromString(digits);
            // The JDK also takes groups with digits missing.
            if (uuid.toString().equalsIgnoreCase(digits)) {
                return ofUuid(uuid);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(noGuid(text), e);
        }
        throw new IllegalArgumentException(noGuid(text));
    }

    private static String noGuid(String text) {
        return "not a GUID: \"" + text + "\"; write {xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}";
    }

    /**
     * Takes over the digits of a UUID.
     *
     * @param uuid the UUID
     * @return the GUID with the same text
     */
    public static Guid ofUuid(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        return new Guid(
                (int) (high >> 32),
                (short) (high >> 16),
                (short) high,
                uuid.getLeastSignificantBits());
    }

    /**
     * Reads the structure.
     *
     * @param bytes exactly 16 bytes
     * @return the GUID
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Guid ofBytes(byte[] bytes) {
        if (bytes.length != SIZEOF) {
            throw new IllegalArgumentException("GUID of " + bytes.length + " bytes, it has 16");
        }
        return read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    static Guid read(ByteBuffer in) {
        return new Guid(in.getInt(), in.getShort(), in.getShort(), Long.reverseBytes(in.getLong()));
    }

    void write(ByteBuffer out) {
        out.putInt(Data1).putShort(Data2).putShort(Data3).putLong(Long.reverseBytes(Data4));
    }

    /**
     * Writes the structure.
     *
     * @return a new array of 16 bytes
     */
    public byte[] toBytes() {
        var bytes = new byte[SIZEOF];
        write(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    /**
     * Hands the digits to a UUID.
     *
     * @return the UUID with the same text
     */
    public UUID toUuid() {
        long high = (long) Data1 << 32 | (Data2 & 0xffffL) << 16 | (Data3 & 0xffffL);
        return new UUID(high, Data4);
    }

    /** Returns the text as Windows writes it: in braces, upper case. */
    @Override
    public String toString() {
        return "{" + toUuid().toString().toUpperCase(Locale.ROOT) + "}";
    }
}
