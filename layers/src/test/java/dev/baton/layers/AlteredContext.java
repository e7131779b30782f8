package dev.baton.layers;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;

/** A structure of a duplicate in which somebody else has written. */
public final class AlteredContext {
    private AlteredContext() {}

    /** Writes a context of three bytes where the only layer of a chain has its own. */
    public static void writeTo(MemorySegment info) {
        long end = ProtocolInfoLayout.OFFSET_szProtocol + 2L * (Constants.WSAPROTOCOL_LEN + 1);
        String text = "=AAAA";
        for (int i = 0; i < text.length(); i++) {
            Memory.int16(info, end - 2L * 64 + 2L * i, (short) text.charAt(i));
        }
    }
}
