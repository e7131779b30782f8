package dev.baton.testkit.conformance;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/** A {@code QOS} structure: sending flow @0, receiving flow @32, provider's buffer @64. */
final class Qos {
    private static final int SIZEOF = 80;
    private static final int SIZEOF_FLOWSPEC = 32;
    private static final int OFFSET_SERVICE_TYPE = 20;

    private Qos() {}

    /** A guaranteed sending flow of so many bytes a second, and nothing said about receiving. */
    static MemorySegment sending(int tokenRate) {
        MemorySegment qos = MemorySegment.ofArray(new byte[SIZEOF]);
        for (int at = 0; at < 2 * SIZEOF_FLOWSPEC; at += Integer.BYTES) {
            Memory.int32(qos, at, Constants.QOS_NOT_SPECIFIED);
        }
        Memory.int32(qos, 0, tokenRate);
        Memory.int32(qos, OFFSET_SERVICE_TYPE, Constants.SERVICETYPE_GUARANTEED);
        Memory.int32(qos, SIZEOF_FLOWSPEC + OFFSET_SERVICE_TYPE, Constants.SERVICETYPE_NOTRAFFIC);
        return qos;
    }
}
