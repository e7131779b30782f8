package dev.baton.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sockets of java.net, duplicated and opened in one process")
class SharedNetSocketsTest {
    private static final long SELF = ProcessHandle.current().pid();
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private ServerSocket listener;
    private Socket client;
    private Socket accepted;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 10, HERE);
        client = new Socket(HERE, listener.getLocalPort());
        accepted = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        client.close();
        accepted.close();
    }

    @Test
    @DisplayName("a released socket without a channel leaves the connection to the other")
    void released() throws IOException {
        try (Socket opened =
                SharedNetSockets.openSocket(SharedNetSockets.duplicate(accepted, SELF))) {
            SharedNetSockets.release(accepted);
            assertThat(accepted.isClosed()).isTrue();
            client.getOutputStream().write(5);
            assertThat(opened.getInputStream().read()).isEqualTo(5);
            opened.getOutputStream().write(6);
            assertThat(client.getInputStream().read()).isEqualTo(6);
            assertThat(opened.getRemoteSocketAddress()).isEqualTo(client.getLocalSocketAddress());
        }
    }

    @Test
    @DisplayName("its close would have ended the connection for both")
    void closed() throws IOException {
        try (Socket opened =
                SharedNetSockets.openSocket(SharedNetSockets.duplicate(accepted, SELF))) {
            accepted.close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> opened.getOutputStream().write(6))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("a virtual thread that is blocked in it wakes at the release")
    void blocked() throws Exception {
        try (Socket opened =
                SharedNetSockets.openSocket(SharedNetSockets.duplicate(accepted, SELF))) {
            CompletableFuture<Exception> ended = new CompletableFuture<>();
            Thread reader =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    accepted.getInputStream().read();
                                    ended.complete(new Exception("it has read"));
                                } catch (IOException e) {
                                    ended.complete(e);
                                }
                            });
            while (reader.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            SharedNetSockets.release(accepted);
            assertThat(ended.get()).isInstanceOf(SocketException.class);
            client.getOutputStream().write(5);
            assertThat(opened.getInputStream().read()).isEqualTo(5);
        }
    }

    @Test
    @DisplayName("a listener")
    void listener() throws IOException {
        try (ServerSocket opened =
                        SharedNetSockets.openServerSocket(
                                SharedNetSockets.duplicate(listener, SELF));
                Socket waiting = new Socket(HERE, listener.getLocalPort())) {
            SharedNetSockets.release(listener);
            try (Socket served = opened.accept()) {
                assertThat(served.getPort()).isEqualTo(waiting.getLocalPort());
            }
        }
    }

    @Test
    @DisplayName("a socket of datagrams")
    void datagrams() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, 0));
                DatagramSocket sender = new DatagramSocket()) {
            DatagramPacket packet =
                    new DatagramPacket(new byte[] {3}, 1, socket.getLocalSocketAddress());
            sender.send(packet);
            Ticket ticket = SharedNetSockets.duplicate(socket, SELF);
            SharedNetSockets.release(socket);
            try (DatagramSocket opened = SharedNetSockets.openDatagramSocket(ticket)) {
                DatagramPacket received = new DatagramPacket(new byte[4], 4);
                opened.receive(received);
                assertThat(received.getLength()).isEqualTo(1);
            }
        }
    }

    @Test
    @DisplayName("what can't be shared is refused by name")
    void refused() throws IOException {
        accepted.close();
        assertThatThrownBy(() -> SharedNetSockets.duplicate(accepted, SELF))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> SharedNetSockets.duplicate(new Socket(), SELF))
                .hasMessageContaining("not connected");
        assertThatThrownBy(() -> SharedNetSockets.duplicate(new ServerSocket(), SELF))
                .hasMessageContaining("not bound");
    }
}
