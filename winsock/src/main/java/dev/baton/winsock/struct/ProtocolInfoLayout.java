package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * Where the fields of a {@code WSAPROTOCOL_INFO} are, and access to one in memory.
 *
 * <p>The forms {@code A} and {@code W} differ only in {@code szProtocol}, which is the last field.
 * The segments must have been checked with {@link Memory}: access beyond the end throws {@link
 * IndexOutOfBoundsException}.
 */
public final class ProtocolInfoLayout {
    /** Bytes of a {@code WSAPROTOCOL_INFOA}. */
    public static final int SIZEOF_A = Constants.SIZEOF_WSAPROTOCOL_INFOA;

    /** Bytes of a {@code WSAPROTOCOL_INFOW}. */
    public static final int SIZEOF_W = Constants.SIZEOF_WSAPROTOCOL_INFOW;

    /** Offset of {@code dwServiceFlags1}. */
    public static final int OFFSET_dwServiceFlags1 = 0;

    /** Offset of {@code dwServiceFlags2}. */
    public static final int OFFSET_dwServiceFlags2 = 4;

    /** Offset of {@code dwServiceFlags3}. */
    public static final int OFFSET_dwServiceFlags3 = 8;

    /** Offset of {@code dwServiceFlags4}. */
    public static final int OFFSET_dwServiceFlags4 = 12;

    /** Offset of {@code dwProviderFlags}. */
    public static final int OFFSET_dwProviderFlags = 16;

    /** Offset of {@code ProviderId}. */
    public static final int OFFSET_ProviderId = 20;

    /** Offset of {@code dwCatalogEntryId}. */
    public static final int OFFSET_dwCatalogEntryId = 36;

    /** Offset of {@code ProtocolChain}. */
    public static final int OFFSET_ProtocolChain = 40;

    /** Offset of {@code iVersion}. */
    public static final int OFFSET_iVersion = 72;

    /** Offset of {@code iAddressFamily}. */
    public static final int OFFSET_iAddressFamily = 76;

    /** Offset of {@code iMaxSockAddr}. */
    public static final int OFFSET_iMaxSockAddr = 80;

    /** Offset of {@code iMinSockAddr}. */
    public static final int OFFSET_iMinSockAddr = 84;

    /** Offset of {@code iSocketType}. */
    public static final int OFFSET_iSocketType = 88;

    /** Offset of {@code iProtocol}. */
    public static final int OFFSET_iProtocol = 92;

    /** Offset of {@code iProtocolMaxOffset}. */
    public static final int OFFSET_iProtocolMaxOffset = 96;

    /** Offset of {@code iNetworkByteOrder}. */
    public static final int OFFSET_iNetworkByteOrder = 100;

    /** Offset of {@code iSecurityScheme}. */
    public static final int OFFSET_iSecurityScheme = 104;

    /** Offset of {@code dwMessageSize}. */
    public static final int OFFSET_dwMessageSize = 108;

    /** Offset of {@code dwProviderReserved}. */
    public static final int OFFSET_dwProviderReserved = 112;

    /** Offset of {@code szProtocol}. */
    public static final int OFFSET_szProtocol = 116;

    private ProtocolInfoLayout() {}

    /**
     * Reads a {@code WSAPROTOCOL_INFOW}.
     *
     * @param info at least 628 bytes
     * @return the structure
     */
    public static ProtocolInfo readW(MemorySegment info) {
        return ProtocolInfo.ofBytes(Memory.bytes(info, 0, SIZEOF_W));
    }

    /**
     * Reads a {@code WSAPROTOCOL_INFOA}.
     *
     * @param info at least 372 bytes
     * @return the structure
     */
    public static ProtocolInfo readA(MemorySegment info) {
        return ProtocolInfo.ofBytes(Memory.bytes(info, 0, SIZEOF_A));
    }

    /**
     * Writes a {@code WSAPROTOCOL_INFOW}.
     *
     * @param info at least 628 bytes
     * @param value the structure
     */
    public static void writeW(MemorySegment info, ProtocolInfo value) {
        Memory.bytes(info, 0, value.toBytesW());
    }

    /**
     * Writes a {@code WSAPROTOCOL_INFOA}.
     *
     * @param info at least 372 bytes
     * @param value the structure
     */
    public static void writeA(MemorySegment info, ProtocolInfo value) {
        Memory.bytes(info, 0, value.toBytesA());
    }

    /**
     * Reads {@code dwCatalogEntryId} and nothing else.
     *
     * @param info a structure of either form
     * @return the catalog id
     */
    public static int dwCatalogEntryId(MemorySegment info) {
        return Memory.int32(info, OFFSET_dwCatalogEntryId);
    }

    /**
     * Reads {@code dwProviderReserved} and nothing else.
     *
     * @param info a structure of either form
     * @return the handle of a duplicate; 0 in a catalog entry
     */
    public static int dwProviderReserved(MemorySegment info) {
        return Memory.int32(info, OFFSET_dwProviderReserved);
    }

    /**
     * Writes {@code dwProviderReserved} and nothing else.
     *
     * @param info a structure of either form
     * @param value the handle of a duplicate
     */
    public static void dwProviderReserved(MemorySegment info, int value) {
        Memory.int32(info, OFFSET_dwProviderReserved, value);
    }
}
