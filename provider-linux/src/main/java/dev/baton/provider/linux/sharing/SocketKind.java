package dev.baton.provider.linux.sharing;

/**
 * What a socket is to the kernel: numbers of Linux.
 *
 * @param family {@code SO_DOMAIN}, 1 to 255
 * @param type {@code SO_TYPE}, 1 to 255
 * @param protocol {@code SO_PROTOCOL}, 0 to 65535
 */
public record SocketKind(int family, int type, int protocol) {
    /** All in one number, never 0. */
    int packed() {
        return (family & 0xFF) << 24 | (type & 0xFF) << 16 | (protocol & 0xFFFF);
    }

    static SocketKind unpack(int packed) {
        return new SocketKind(packed >>> 24, packed >>> 16 & 0xFF, packed & 0xFFFF);
    }
}
