package dev.baton.channels;

import dev.baton.ffm.LinuxConstants;
import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/**
 * A socket of {@code java.net} that has no channel: its descriptor is found by its names.
 *
 * @param type {@code SOCK_STREAM} or {@code SOCK_DGRAM}
 * @param socket to be closed at its release
 */
record PlainSocket(
        int type, @Nullable SocketAddress local, @Nullable SocketAddress remote, Closeable socket)
        implements Shareable {
    static PlainSocket of(Socket socket) throws SocketException {
        if (!socket.isClosed() && !socket.isConnected()) {
            throw new SocketException("cannot share a socket that is not connected");
        }
        return of(
                LinuxConstants.SOCK_STREAM,
                socket.getLocalSocketAddress(),
                socket.getRemoteSocketAddress(),
                socket,
                socket.isClosed());
    }

    static PlainSocket of(ServerSocket socket) throws SocketException {
        return of(
                LinuxConstants.SOCK_STREAM,
                socket.getLocalSocketAddress(),
                null,
                socket,
                socket.isClosed());
    }

    static PlainSocket of(DatagramSocket socket) throws SocketException {
        return of(
                LinuxConstants.SOCK_DGRAM,
                socket.getLocalSocketAddress(),
                socket.getRemoteSocketAddress(),
                socket,
                socket.isClosed());
    }

    private static PlainSocket of(
            int type,
            @Nullable SocketAddress local,
            @Nullable SocketAddress remote,
            Closeable socket,
            boolean closed)
            throws SocketException {
        if (closed) {
            throw new SocketException("cannot share a socket that is closed");
        }
        if (local == null) {
            throw new SocketException("cannot share a socket that is not bound");
        }
        return new PlainSocket(type, local, remote, socket);
    }

    private DescriptorSearch search() {
        return new DescriptorSearch(
                type,
                local,
                remote,
                "use the socket() of a channel, which knows its own: SocketChannel.open().socket()");
    }

    @Override
    public int duplicate() throws IOException {
        int copy = Descriptors.copy(search().descriptor());
        Descriptors.nonBlocking(copy, true);
        return copy;
    }

    /** Its close shuts the connection down for all, with a selector or not. */
    @Override
    public void release() throws IOException {
        int descriptor = search().descriptor();
        Selectors.all().forget(descriptor);
        Placeholder.replace(descriptor);
        socket.close();
    }
}
