package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/**
 * A {@code struct linger}, 4 bytes: two {@code u_short}.
 *
 * @param l_onoff 0 = closing does not wait
 * @param l_linger how long closing waits in seconds, 0 to 65535
 */
public record Linger(int l_onoff, int l_linger) {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_LINGER;

    /** Offset of {@code l_onoff}. */
    public static final int OFFSET_l_onoff = 0;

    /** Offset of {@code l_linger}. */
    public static final int OFFSET_l_linger = 2;

    /**
     * Makes a structure.
     *
     * @throws IllegalArgumentException if a number does not fit into 16 bits
     */
    public Linger {
        if ((l_onoff & ~0xffff) != 0 || (l_linger & ~0xffff) != 0) {
            throw new IllegalArgumentException(
                    "linger {" + l_onoff + ", " + l_linger + "}: the fields are 0 to 65535");
        }
    }

    /**
     * Reads a structure.
     *
     * @param optval at least 4 readable bytes
     * @return the structure
     */
    public static Linger read(MemorySegment optval) {
        return new Linger(
                Memory.uint16(optval, OFFSET_l_onoff), Memory.uint16(optval, OFFSET_l_linger));
    }

    /**
     * Writes the structure.
     *
     * @param optval at least 4 writable bytes
     */
    public void write(MemorySegment optval) {
        Memory.int16(optval, OFFSET_l_onoff, (short) l_onoff);
        Memory.int16(optval, OFFSET_l_linger, (short) l_linger);
    }

    /**
     * Encodes the structure.
     *
     * @return a new heap segment of 4 bytes
     */
    public MemorySegment toSegment() {
        var segment = MemorySegment.ofArray(new byte[SIZEOF]);
        write(segment);
        return segment;
    }
}
