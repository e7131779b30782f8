package dev.baton.channels.handoff;

import dev.baton.channels.ChannelKind;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;

/** What a descriptor from another process is. */
final class SocketKind {
    private SocketKind() {}

    /**
     * What it is to a channel.
     *
     * @throws WireFault if it is nothing that a channel can be made of
     */
    static ChannelKind of(int descriptor) throws WireFault {
        int domain = option(descriptor, LinuxConstants.SO_DOMAIN);
        if (domain < 0) {
            throw new WireFault("it is no socket (" + Errno.name(domain) + ")");
        }
        int type = option(descriptor, LinuxConstants.SO_TYPE);
        boolean internet = domain == LinuxConstants.AF_INET || domain == LinuxConstants.AF_INET6;
        if (type == LinuxConstants.SOCK_DGRAM && internet) {
            return ChannelKind.DATAGRAM;
        }
        if (type == LinuxConstants.SOCK_STREAM && (internet || domain == LinuxConstants.AF_UNIX)) {
            return option(descriptor, LinuxConstants.SO_ACCEPTCONN) == 1
                    ? ChannelKind.LISTENER
                    : ChannelKind.CONNECTION;
        }
        throw new WireFault(
                "no channel can be made of a socket of family " + domain + " and type " + type);
    }

    private static int option(int descriptor, int name) {
        return Linux.socketOption(descriptor, LinuxConstants.SOL_SOCKET, name);
    }
}
