package dev.baton.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executors;

/** Echoes, where there is no C compiler; prints its port and ends when its input does. */
final class EchoPartner {
    private static final int BUFFER = 1 << 16;

    private EchoPartner() {}

    public static void main(String[] args) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(server.socket().getLocalPort());
            var _ = Executors.newSingleThreadExecutor().submit(() -> serve(server));
            if (System.in.read() < 0) {
                System.exit(0);
            }
        }
    }

    private static Void serve(ServerSocketChannel server) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER);
        while (true) {
            try (SocketChannel client = server.accept()) {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                while (client.read(bytes.clear()) >= 0) {
                    bytes.flip();
                    while (bytes.hasRemaining()) {
                        client.write(bytes);
                    }
                }
            }
        }
    }
}
