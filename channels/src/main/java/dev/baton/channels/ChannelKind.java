package dev.baton.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.util.Locale;

/** What a socket is to its users. */
public enum ChannelKind {
    /** A connection of a stream: {@link java.nio.channels.SocketChannel}. */
    CONNECTION,
    /** A listening socket: {@link java.nio.channels.ServerSocketChannel}. */
    LISTENER,
    /** A socket of datagrams: {@link java.nio.channels.DatagramChannel}. */
    DATAGRAM;

    /** What the kernel says of a descriptor; of one that is no socket, a connection. */
    static ChannelKind of(int descriptor) {
        if (option(descriptor, LinuxConstants.SO_TYPE) == LinuxConstants.SOCK_DGRAM) {
            return DATAGRAM;
        }
        return option(descriptor, LinuxConstants.SO_ACCEPTCONN) == 1 ? LISTENER : CONNECTION;
    }

    private static int option(int descriptor, int name) {
        return Linux.socketOption(descriptor, LinuxConstants.SOL_SOCKET, name);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
