package dev.baton.channels;

import dev.baton.ffm.Linux;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.NetworkChannel;

/**
 * The same as {@link SharedChannels} for {@code java.net}'s {@link Socket}, {@link ServerSocket}
 * and {@link DatagramSocket}: views of channels, and those that have none.
 *
 * <p>Of a socket without a channel the descriptor is found by its addresses, among all of this
 * process: a microsecond each. Where several have the same (two listeners with {@code
 * SO_REUSEPORT}), {@code WSAEINVAL} says so. Bytes that a {@code BufferedReader} or TLS holds don't
 * travel.
 *
 * <p>Thread-safe. Errors are those of {@link SharedChannels#duplicate(NetworkChannel, long)};
 * {@link SocketException} for a socket that is closed, not bound or not connected.
 */
public final class SharedNetSockets {
    private SharedNetSockets() {}

    /**
     * Duplicates a connection: {@link SharedChannels#duplicate(NetworkChannel, long)}.
     *
     * @param socket connected; it stays as it was
     * @param targetPid the target's process identifier
     * @return what the target opens, once
     * @throws IOException see above; nothing was delivered
     */
    public static Ticket duplicate(Socket socket, long targetPid) throws IOException {
        return duplicate(shareable(socket), targetPid);
    }

    /**
     * Duplicates a listener: {@link SharedChannels#duplicate(NetworkChannel, long)}.
     *
     * @param socket bound; it stays as it was
     * @param targetPid the target's process identifier
     * @return what the target opens, once
     * @throws IOException see above; nothing was delivered
     */
    public static Ticket duplicate(ServerSocket socket, long targetPid) throws IOException {
        return duplicate(shareable(socket), targetPid);
    }

    /**
     * Duplicates a socket of datagrams: {@link SharedChannels#duplicate(NetworkChannel, long)}.
     *
     * @param socket bound; it stays as it was
     * @param targetPid the target's process identifier
     * @return what the target opens, once
     * @throws IOException see above; nothing was delivered
     */
    public static Ticket duplicate(DatagramSocket socket, long targetPid) throws IOException {
        return duplicate(shareable(socket), targetPid);
    }

    private static Ticket duplicate(Shareable socket, long targetPid) throws IOException {
        int[] copy = {socket.duplicate()};
        try {
            return SharedDescriptors.duplicate(copy, targetPid)[0];
        } finally {
            Linux.close(copy[0]);
        }
    }

    /**
     * Releases a connection: {@link SharedChannels#release(NetworkChannel)}. Its {@code close}
     * would end the connection for all who share it.
     *
     * @param socket not to be closed by another thread at the same time
     * @throws IOException if the socket can't be taken away from it: then it is open as before
     */
    public static void release(Socket socket) throws IOException {
        if (!socket.isClosed()) {
            shareable(socket).release();
        }
    }

    /**
     * Releases a listener: {@link SharedChannels#release(NetworkChannel)}.
     *
     * @param socket not to be closed by another thread at the same time
     * @throws IOException as {@link #release(Socket)}
     */
    public static void release(ServerSocket socket) throws IOException {
        if (!socket.isClosed()) {
            shareable(socket).release();
        }
    }

    /**
     * Releases a socket of datagrams: {@link SharedChannels#release(NetworkChannel)}.
     *
     * @param socket not to be closed by another thread at the same time
     * @throws IOException as {@link #release(Socket)}
     */
    public static void release(DatagramSocket socket) throws IOException {
        if (!socket.isClosed()) {
            shareable(socket).release();
        }
    }

    /**
     * What hand-over points take of a connection.
     *
     * @param socket connected
     * @throws SocketException if it is closed or not connected
     */
    public static Shareable shareable(Socket socket) throws SocketException {
        return socket.getChannel() == null
                ? PlainSocket.of(socket)
                : SharedChannels.shareable(socket.getChannel());
    }

    /**
     * What hand-over points take of a listener.
     *
     * @param socket bound
     * @throws SocketException if it is closed or not bound
     */
    public static Shareable shareable(ServerSocket socket) throws SocketException {
        return socket.getChannel() == null
                ? PlainSocket.of(socket)
                : SharedChannels.shareable(socket.getChannel());
    }

    /**
     * What hand-over points take of a socket of datagrams.
     *
     * @param socket bound
     * @throws SocketException if it is closed or not bound
     */
    public static Shareable shareable(DatagramSocket socket) throws SocketException {
        return socket.getChannel() == null
                ? PlainSocket.of(socket)
                : SharedChannels.shareable(socket.getChannel());
    }

    /**
     * Opens a connection: the view of {@link SharedChannels#openSocketChannel}.
     *
     * @param ticket from the source
     * @return connected; end it with {@link #release(Socket)} if others share it
     * @throws IOException as there
     */
    public static Socket openSocket(Ticket ticket) throws IOException {
        return SharedChannels.openSocketChannel(ticket).socket();
    }

    /**
     * Opens a listener: the view of {@link SharedChannels#openServerSocketChannel}.
     *
     * @param ticket from the source
     * @return listening; its own to close
     * @throws IOException as there
     */
    public static ServerSocket openServerSocket(Ticket ticket) throws IOException {
        return SharedChannels.openServerSocketChannel(ticket).socket();
    }

    /**
     * Opens a socket of datagrams: the view of {@link SharedChannels#openDatagramChannel}.
     *
     * @param ticket from the source
     * @return bound; its own to close
     * @throws IOException as there
     */
    public static DatagramSocket openDatagramSocket(Ticket ticket) throws IOException {
        return SharedChannels.openDatagramChannel(ticket).socket();
    }
}
