package dev.baton.it.channels;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What connections are made over. */
enum Family {
    /** TCP, from 127.0.0.1 to 127.0.0.1. */
    IPV4("127.0.0.1", "127.0.0.1", StandardProtocolFamily.INET),
    /** TCP, from ::1 to ::1. */
    IPV6("::1", "::1", StandardProtocolFamily.INET6),
    /** TCP, from ::1 to ::. */
    IPV6_ANY("::", "::1", StandardProtocolFamily.INET6),
    /** TCP, from 127.0.0.1 to ::. */
    MAPPED("::", "127.0.0.1", StandardProtocolFamily.INET6),
    /** A stream of the unix family. */
    UNIX("", "", StandardProtocolFamily.UNIX);

    private final String here;
    private final String there;
    private final StandardProtocolFamily family;

    Family(String here, String there, StandardProtocolFamily family) {
        this.here = here;
        this.there = there;
        this.family = family;
    }

    /** A listener that may lose its name in the file system, which connections don't need. */
    ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(family).bind(listenersName());
    }

    private SocketAddress listenersName() throws IOException {
        return this == UNIX ? path() : new InetSocketAddress(InetAddress.getByName(here), 0);
    }

    private static UnixDomainSocketAddress path() throws IOException {
        Path path = Files.createTempFile("baton-line", "");
        Files.delete(path);
        path.toFile().deleteOnExit();
        return UnixDomainSocketAddress.of(path);
    }

    /** Connects as a peer. */
    SocketChannel connect(ServerSocketChannel listener) throws IOException {
        return SocketChannel.open(peersName(listener.getLocalAddress()));
    }

    /** What a peer connects to. */
    SocketAddress peersName(SocketAddress listener) throws IOException {
        return listener instanceof InetSocketAddress name
                ? new InetSocketAddress(InetAddress.getByName(there), name.getPort())
                : listener;
    }
}
