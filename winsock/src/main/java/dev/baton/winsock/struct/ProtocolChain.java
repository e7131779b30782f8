package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.BASE_PROTOCOL;
import static dev.baton.winsock.Constants.LAYERED_PROTOCOL;
import static dev.baton.winsock.Constants.MAX_PROTOCOL_CHAIN;

import dev.baton.winsock.Constants;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A {@code WSAPROTOCOLCHAIN}: 32 bytes, a length and seven catalog ids.
 *
 * <p>The ids are components of their own, so that the record is a plain value. Their content means
 * something only in a {@linkplain #isChain() chain}; in other entries it is kept and ignored.
 *
 * @param ChainLen 0 = layered protocol, 1 = base protocol, 2 to 7 = chain; other numbers are kept
 *     but mean nothing
 * @param entry0 catalog id of the uppermost layer of a chain
 * @param entry1 catalog id of the second
 * @param entry2 catalog id of the third
 * @param entry3 catalog id of the fourth
 * @param entry4 catalog id of the fifth
 * @param entry5 catalog id of the sixth
 * @param entry6 catalog id of the seventh
 */
public record ProtocolChain(
        int ChainLen,
        int entry0,
        int entry1,
        int entry2,
        int entry3,
        int entry4,
        int entry5,
        int entry6) {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSAPROTOCOLCHAIN;

    /** Offset of {@code ChainLen}. */
    public static final int OFFSET_ChainLen = 0;

    /** Offset of {@code ChainEntries}, seven 32-bit numbers. */
    public static final int OFFSET_ChainEntries = 4;

    /** The chain of a base protocol. */
    public static final ProtocolChain BASE = ofLength(BASE_PROTOCOL);

    /** The chain of a layered protocol. */
    public static final ProtocolChain LAYERED = ofLength(LAYERED_PROTOCOL);

    private static ProtocolChain ofLength(int length) {
        return new ProtocolChain(length, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Makes a chain.
     *
     * @param catalogIds the ids from the uppermost layer down to the base, 2 to 7
     * @return the chain, whose length is their number
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static ProtocolChain of(int... catalogIds) {
        if (catalogIds.length <= BASE_PROTOCOL || catalogIds.length > MAX_PROTOCOL_CHAIN) {
            throw new IllegalArgumentException(
                    "protocol chain of " + catalogIds.length + " entries, it has 2 to 7");
        }
        int[] e = Arrays.copyOf(catalogIds, MAX_PROTOCOL_CHAIN);
        return new ProtocolChain(catalogIds.length, e[0], e[1], e[2], e[3], e[4], e[5], e[6]);
    }

    static ProtocolChain readChain(ByteBuffer in) {
        return new ProtocolChain(
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getInt());
    }

    void write(ByteBuffer out) {
        out.putInt(ChainLen).putInt(entry0).putInt(entry1).putInt(entry2);
        out.putInt(entry3).putInt(entry4).putInt(entry5).putInt(entry6);
    }

    /**
     * Tells whether this belongs to a base protocol.
     *
     * @return true if the length is 1
     */
    public boolean isBase() {
        return ChainLen == BASE_PROTOCOL;
    }

    /**
     * Tells whether this belongs to a layered protocol, which is only used in chains.
     *
     * @return true if the length is 0
     */
    public boolean isLayer() {
        return ChainLen == LAYERED_PROTOCOL;
    }

    /**
     * Tells whether this is a chain of layers over a base.
     *
     * @return true if the length is 2 to 7
     */
    public boolean isChain() {
        return ChainLen > BASE_PROTOCOL && ChainLen <= MAX_PROTOCOL_CHAIN;
    }

    /**
     * Returns one of {@code ChainEntries}.
     *
     * @param index 0 to 6, from above; whether it means something depends on the length
     * @return the catalog id
     * @throws IndexOutOfBoundsException if the index is another number
     */
    public int entry(int index) {
        return switch (index) {
            case 0 -> entry0;
            case 1 -> entry1;
            case 2 -> entry2;
            case 3 -> entry3;
            case 4 -> entry4;
            case 5 -> entry5;
            case 6 -> entry6;
            default -> throw new IndexOutOfBoundsException("chain entry " + index + " of 7");
        };
    }

    /**
     * Returns the catalog ids of a chain.
     *
     * @return the ids from the uppermost layer down to the base; empty if this is no chain
     */
    public int[] catalogIds() {
        int[] ids = new int[isChain() ? ChainLen : 0];
        Arrays.setAll(ids, this::entry);
        return ids;
    }
}
