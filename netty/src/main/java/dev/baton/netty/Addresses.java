package dev.baton.netty;

import dev.baton.channels.SharedDescriptors;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Addresses of sockets that are to be opened. */
final class Addresses {
    private Addresses() {}

    /** The local address of a socket of TCP. */
    static InetSocketAddress internet(int descriptor) throws IOException {
        return SharedDescriptors.localAddress(descriptor)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .orElseThrow(() ->
                        new IOException(
                                "cannot open it as a channel of TCP: it is a socket of"
                                        + " another family; open it with SharedChannels, and"
                                        + " make a NioDomainSocketChannel or a"
                                        + " NioServerDomainSocketChannel of that"));
    }
}
