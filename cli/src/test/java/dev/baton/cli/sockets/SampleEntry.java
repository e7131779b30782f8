package dev.baton.cli.sockets;

import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;

/** A catalog entry to show. */
public final class SampleEntry {
    /** TCP over IPv4 as a duplicate carries it. */
    public static final ProtocolInfo TCP =
            new ProtocolInfo(
                    0x20066,
                    0,
                    0,
                    0,
                    8,
                    Guid.parse("{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}"),
                    1001,
                    ProtocolChain.BASE,
                    2,
                    2,
                    16,
                    16,
                    1,
                    6,
                    0,
                    0,
                    0,
                    0,
                    0xe719543b,
                    "MSAFD Tcpip [TCP/IP]");

    private SampleEntry() {}
}
