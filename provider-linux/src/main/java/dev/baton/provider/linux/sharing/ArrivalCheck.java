package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;

/**
 * Holds what a message says of a descriptor against what the kernel says: that it is the socket
 * with this cookie, and of this kind. The kind is asked for only where the common block does not
 * know the socket yet: there, who shared it first has noted it, and three calls are saved.
 */
final class ArrivalCheck {
    private ArrivalCheck() {}

    static boolean matches(int fd, Offer offer, CommonBlock block) {
        long cookie =
                Linux.longSocketOption(fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_COOKIE);
        return cookie > 0
                && cookie == offer.cookie()
                && (block.knows(cookie, offer.kind()) || offer.kind().equals(SocketKind.of(fd)));
    }
}
