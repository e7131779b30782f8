package dev.baton.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sixteen connected loopback TCP sockets, handed over in turn, and the other ends of them. */
final class Pool {
    static final int SIZE = 16;
    static final byte PROOF = 'x';

    private final List<SocketChannel> near = new ArrayList<>();
    private final List<SocketChannel> far = new ArrayList<>();
    private final int[] descriptors = new int[SIZE];

    Pool() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < SIZE; i++) {
                far.add(SocketChannel.open(server.getLocalAddress()));
                Set<Integer> before = openSockets();
                near.add(server.accept());
                Set<Integer> opened = openSockets();
                opened.removeAll(before);
                if (opened.size() != 1) {
                    throw new IOException("accept() opened sockets " + opened + ", not one");
                }
                descriptors[i] = opened.iterator().next();
            }
        }
    }

    /** The number of the i-th socket's descriptor in this process. */
    int descriptor(int i) {
        return descriptors[i % SIZE];
    }

    /** Reads the byte that the target wrote to the i-th socket. */
    void verify(int i) throws IOException {
        verify(far.get(i));
    }

    static void verify(SocketChannel far) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        if (far.read(one) != 1 || one.get(0) != PROOF) {
            throw new IOException("the target received another socket");
        }
    }

    // Java has no public way from a channel to its descriptor, so look at what accept() opened.
    private static Set<Integer> openSockets() throws IOException {
        Set<Integer> open = new TreeSet<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path link : links) {
                // The listing's own descriptor is among them, and no socket.
                if (Files.readSymbolicLink(link).toString().startsWith("socket:")) {
                    open.add(Integer.valueOf(link.getFileName().toString()));
                }
            }
        }
        return open;
    }
}
