package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;

/**
 * What a socket is to the kernel: numbers of Linux.
 *
 * @param family {@code SO_DOMAIN}, 1 to 255
 * @param type {@code SO_TYPE}, 1 to 127
 * @param protocol {@code SO_PROTOCOL}, 0 to 65535
 */
public record SocketKind(int family, int type, int protocol) {
    /** What the kernel says of a socket. */
    public static SocketKind of(int descriptor) {
        return new SocketKind(
                option(descriptor, LinuxConstants.SO_DOMAIN),
                option(descriptor, LinuxConstants.SO_TYPE),
                option(descriptor, LinuxConstants.SO_PROTOCOL));
    }

    private static int option(int descriptor, int name) {
        return Linux.socketOption(descriptor, LinuxConstants.SOL_SOCKET, name);
    }

    /** All in one number, never 0. */
    int packed() {
        return (family & 0xFF) << 24 | (type & 0xFF) << 16 | (protocol & 0xFFFF);
    }

    static SocketKind unpack(int packed) {
        return new SocketKind(packed >>> 24, packed >>> 16 & 0xFF, packed & 0xFFFF);
    }
}
