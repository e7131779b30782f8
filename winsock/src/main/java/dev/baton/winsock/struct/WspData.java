package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.WSPDESCRIPTION_LEN;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * A {@code WSPDATA}, 516 bytes: what {@code WSPStartup} tells.
 *
 * @param wVersion version to be used, 0x0202 for 2.2
 * @param wHighVersion highest version that the provider knows
 * @param szDescription the provider, at most 255 characters
 */
public record WspData(int wVersion, int wHighVersion, String szDescription) {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSPDATA;

    /** Offset of {@code wVersion}. */
    public static final int OFFSET_wVersion = 0;

    /** Offset of {@code wHighVersion}. */
    public static final int OFFSET_wHighVersion = 2;

    /** Offset of {@code szDescription}, 256 characters of two bytes. */
    public static final int OFFSET_szDescription = 4;

    /**
     * Tells whether a provider of version 2.2 can serve a caller.
     *
     * @param wVersionRequested the highest version that the caller can use, minor in the high byte
     * @return false for a version below 2.2, which a provider refuses with {@code
     *     WSAVERNOTSUPPORTED}
     */
    public static boolean allows22(int wVersionRequested) {
        int major = wVersionRequested & 0xFF;
        int minor = wVersionRequested >>> 8 & 0xFF;
        return major > 2 || (major == 2 && minor >= 2);
    }

    /**
     * Reads a structure.
     *
     * @param data at least 516 readable bytes
     * @return the structure
     */
    public static WspData read(MemorySegment data) {
        var text = new StringBuilder();
        for (int i = 0; i <= WSPDESCRIPTION_LEN; i++) {
            int c = Memory.uint16(data, OFFSET_szDescription + (long) i * Character.BYTES);
            if (c == 0) {
                break;
            }
            text.append((char) c);
        }
        return new WspData(
                Memory.uint16(data, OFFSET_wVersion),
                Memory.uint16(data, OFFSET_wHighVersion),
                text.toString());
    }

    /**
     * Writes the structure whole; a longer description is cut, the rest of its field are zeros.
     *
     * @param data at least 516 writable bytes
     */
    public void write(MemorySegment data) {
        data.asSlice(0, SIZEOF).fill((byte) 0);
        Memory.int16(data, OFFSET_wVersion, (short) wVersion);
        Memory.int16(data, OFFSET_wHighVersion, (short) wHighVersion);
        int length = Math.min(szDescription.length(), WSPDESCRIPTION_LEN);
        for (int i = 0; i < length; i++) {
            long offset = OFFSET_szDescription + (long) i * Character.BYTES;
            Memory.int16(data, offset, (short) szDescription.charAt(i));
        }
    }
}
