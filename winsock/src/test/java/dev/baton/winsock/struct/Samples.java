package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;

/** Structures to test with. */
final class Samples {
    static final Guid MSAFD = Guid.parse("{E70F1AA0-AB8B-11CF-8CA3-00805F48A192}");

    private Samples() {}

    /** The TCP entry as Windows lists it. */
    static ProtocolInfo tcp(String name) {
        return new ProtocolInfo(
                0x20066,
                0,
                0,
                0,
                Constants.PFL_MATCHES_PROTOCOL_ZERO,
                MSAFD,
                1001,
                ProtocolChain.BASE,
                2,
                Constants.AF_INET,
                16,
                16,
                Constants.SOCK_STREAM,
                Constants.IPPROTO_TCP,
                0,
                Constants.BIGENDIAN,
                Constants.SECURITY_PROTOCOL_NONE,
                0,
                0,
                name);
    }
}
