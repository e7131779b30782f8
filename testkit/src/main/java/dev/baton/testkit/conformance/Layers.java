package dev.baton.testkit.conformance;

import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.util.Arrays;

/**
 * What the layers of the chains that the suite runs through are known to change. Unless a system
 * property says so, nothing.
 */
final class Layers {
    private Layers() {}

    /** How many bytes of each datagram they take for themselves. */
    static int bytesOfDatagrams() {
        return Integer.getInteger("dev.baton.testkit.layers.bytes", 0);
    }

    /**
     * A duplicate's structure without the state that they send along behind its name. If they send
     * none, the structure as it is.
     */
    static ProtocolInfo withoutState(ProtocolInfo info) {
        if (!Boolean.getBoolean("dev.baton.testkit.layers.state")) {
            return info;
        }
        if (info.szProtocol().equals(info.protocolName())) {
            throw new AssertionError("no layer has sent its state along in " + info);
        }
        byte[] bytes = info.toBytesW();
        int end = ProtocolInfoLayout.OFFSET_szProtocol + 2 * info.protocolName().length();
        Arrays.fill(bytes, end, bytes.length, (byte) 0);
        return ProtocolInfo.ofBytes(bytes);
    }
}
