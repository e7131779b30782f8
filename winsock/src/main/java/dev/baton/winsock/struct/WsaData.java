package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.WSADESCRIPTION_LEN;
import static dev.baton.winsock.Constants.WSASYS_STATUS_LEN;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * A {@code WSADATA}, 408 bytes in the layout of x64: what {@code WSAStartup} tells.
 *
 * @param wVersion version to be used, 0x0202 for 2.2
 * @param wHighVersion highest version there is
 * @param iMaxSockets 0 since version 2
 * @param iMaxUdpDg 0 since version 2
 * @param szDescription the implementation, at most 256 characters of code page 1252
 * @param szSystemStatus its state, at most 128 characters
 */
public record WsaData(
        int wVersion,
        int wHighVersion,
        int iMaxSockets,
        int iMaxUdpDg,
        String szDescription,
        String szSystemStatus) {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSADATA;

    /** Offset of {@code wVersion}. */
    public static final int OFFSET_wVersion = 0;

    /** Offset of {@code wHighVersion}. */
    public static final int OFFSET_wHighVersion = 2;

    /** Offset of {@code iMaxSockets}. */
    public static final int OFFSET_iMaxSockets = 4;

    /** Offset of {@code iMaxUdpDg}. */
    public static final int OFFSET_iMaxUdpDg = 6;

    /** Offset of {@code lpVendorInfo}, a pointer that version 2 ignores. */
    public static final int OFFSET_lpVendorInfo = 8;

    /** Offset of {@code szDescription}, 257 bytes. */
    public static final int OFFSET_szDescription = 16;

    /** Offset of {@code szSystemStatus}, 129 bytes. */
    public static final int OFFSET_szSystemStatus = 273;

    /**
     * Reads a structure.
     *
     * @param data at least 408 readable bytes
     * @return the structure
     */
    public static WsaData read(MemorySegment data) {
        return new WsaData(
                Memory.uint16(data, OFFSET_wVersion),
                Memory.uint16(data, OFFSET_wHighVersion),
                Memory.uint16(data, OFFSET_iMaxSockets),
                Memory.uint16(data, OFFSET_iMaxUdpDg),
                AnsiText.read(data, OFFSET_szDescription, WSADESCRIPTION_LEN),
                AnsiText.read(data, OFFSET_szSystemStatus, WSASYS_STATUS_LEN));
    }

    /**
     * Writes the structure whole; longer text is cut, the rest of the fields and {@code
     * lpVendorInfo} are zeros.
     *
     * @param data at least 408 writable bytes
     */
    public void write(MemorySegment data) {
        data.asSlice(0, SIZEOF).fill((byte) 0);
        Memory.int16(data, OFFSET_wVersion, (short) wVersion);
        Memory.int16(data, OFFSET_wHighVersion, (short) wHighVersion);
        Memory.int16(data, OFFSET_iMaxSockets, (short) iMaxSockets);
        Memory.int16(data, OFFSET_iMaxUdpDg, (short) iMaxUdpDg);
        AnsiText.write(data, OFFSET_szDescription, WSADESCRIPTION_LEN, szDescription);
        AnsiText.write(data, OFFSET_szSystemStatus, WSASYS_STATUS_LEN, szSystemStatus);
    }
}
