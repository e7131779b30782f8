package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;

/** Holds what a message says of a descriptor against what the kernel says. */
final class ArrivalCheck {
    private ArrivalCheck() {}

    static boolean matches(int fd, Offer offer) {
        return Linux.longSocketOption(fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_COOKIE)
                        == offer.cookie()
                && option(fd, LinuxConstants.SO_DOMAIN) == offer.family()
                && option(fd, LinuxConstants.SO_TYPE) == offer.type()
                && option(fd, LinuxConstants.SO_PROTOCOL) == offer.protocol();
    }

    private static int option(int fd, int name) {
        return Linux.socketOption(fd, LinuxConstants.SOL_SOCKET, name);
    }
}
