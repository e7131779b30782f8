package dev.baton.channels.handoff;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.channels.ChannelKind;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;

/** What a descriptor from another process is. */
final class SocketKind {
    private SocketKind() {}

    /**
     * What it is to a channel.
     *
     * @throws WireFault if it is nothing that a channel can be made of
     */
    static ChannelKind of(int descriptor) throws WireFault {
        int type = option(descriptor, LinuxConstants.SO_TYPE);
        if (type < 0) {
            throw new WireFault("it is no socket (" + Errno.name(type) + ")");
        }
        // Most are connections, whose peer's name tells the family and that nobody listens.
        int connected = type == LinuxConstants.SOCK_STREAM ? familyOfPeer(descriptor) : -1;
        int domain = connected < 0 ? option(descriptor, LinuxConstants.SO_DOMAIN) : connected;
        boolean internet = domain == LinuxConstants.AF_INET || domain == LinuxConstants.AF_INET6;
        if (type == LinuxConstants.SOCK_DGRAM && internet) {
            return ChannelKind.DATAGRAM;
        }
        if (type == LinuxConstants.SOCK_STREAM && (internet || domain == LinuxConstants.AF_UNIX)) {
            return connected < 0 && option(descriptor, LinuxConstants.SO_ACCEPTCONN) == 1
                    ? ChannelKind.LISTENER
                    : ChannelKind.CONNECTION;
        }
        throw new WireFault(
                "no channel can be made of a socket of family " + domain + " and type " + type);
    }

    private static int familyOfPeer(int descriptor) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        int result = Linux.getpeername(descriptor, scratch.address(), scratch.length());
        return result < 0 ? result : scratch.address().get(JAVA_SHORT, 0);
    }

    private static int option(int descriptor, int name) {
        return Linux.socketOption(descriptor, LinuxConstants.SOL_SOCKET, name);
    }
}
