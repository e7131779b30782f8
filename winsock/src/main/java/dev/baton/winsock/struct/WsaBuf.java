package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;

/**
 * Where the fields of a {@code WSABUF} are.
 *
 * <p>The API takes an array of memory segments in its place, so that no raw address stands inside
 * of a structure; providers over {@code ws2_32.dll} build the real one.
 */
public final class WsaBuf {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_WSABUF;

    /** Offset of {@code len}, an unsigned 32-bit number of bytes. */
    public static final int OFFSET_len = 0;

    /** Offset of {@code buf}, a 64-bit address. */
    public static final int OFFSET_buf = 8;

    private WsaBuf() {}
}
