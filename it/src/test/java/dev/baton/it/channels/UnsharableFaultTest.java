package dev.baton.it.channels;

import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEOPNOTSUPP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.Capabilities;
import dev.baton.channels.SharedChannelException;
import dev.baton.channels.SharedChannels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@InBothWays
@ExtendWith(Target.class)
@DisplayName("What can't be shared is refused, and stays as it is")
final class UnsharableFaultTest {
    private static final int LOTS = 16;

    @ParameterizedTest
    @EnumSource
    @DisplayName("a closed channel")
    void closed(Held.Kind kind, ChannelProcess target) throws IOException {
        for (Origin origin : Origin.values()) {
            try (Held held = kind.hold(origin)) {
                held.release();
                refuses(held.channel(), target, ClosedChannelException.class);
                assertThatThrownBy(() -> SharedChannels.localAddress(held.channel()))
                        .isInstanceOf(ClosedChannelException.class);
                held.arrives();
                held.othersTurn();
            }
        }
    }

    private static void refuses(
            NetworkChannel channel, ChannelProcess target, Class<? extends Exception> as) {
        assertThatThrownBy(() -> SharedChannels.duplicate(channel, target.pid())).isInstanceOf(as);
        assertThatThrownBy(() -> SharedChannels.move(channel, target.pid())).isInstanceOf(as);
    }

    @Test
    @DisplayName("a connection that is not one yet")
    void notConnected(ChannelProcess target) throws IOException {
        try (SocketChannel channel = SocketChannel.open();
                ServerSocketChannel listener = ServerSocketChannel.open()) {
            refuses(channel, target, NotYetConnectedException.class);
            refuses(listener, target, NotYetBoundException.class);
            assertThat(channel.isOpen() && listener.isOpen()).isTrue();
        }
    }

    @Test
    @DisplayName("a connection that is just being made")
    void pending(ChannelProcess target) throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            do {
                clients.add(SocketChannel.open());
                clients.getLast().configureBlocking(false);
                clients.getLast().connect(listener.getLocalAddress());
            } while (clients.getLast().finishConnect() && clients.size() < LOTS);
            SocketChannel pending = clients.getLast();
            assertThat(pending.isConnectionPending()).isTrue();
            refuses(pending, target, ConnectionPendingException.class);
            assertThat(pending.isConnectionPending()).isTrue();
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    @Test
    @DisplayName("a channel of another sort, alone and among others")
    void foreign(ChannelProcess target) throws IOException {
        try (Line line = Line.tcp();
                AsynchronousSocketChannel foreign = AsynchronousSocketChannel.open();
                AsynchronousServerSocketChannel listener =
                        AsynchronousServerSocketChannel.open()
                                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            for (NetworkChannel each : List.of(foreign, listener)) {
                refuses(each, target, SharedChannelException.class);
                List<NetworkChannel> both = List.of(line.channel(), each);
                assertThatThrownBy(() -> SharedChannels.move(both, target.pid()))
                        .isInstanceOfSatisfying(
                                SharedChannelException.class,
                                e -> assertThat(e.error()).isEqualTo(WSAEOPNOTSUPP))
                        .hasMessageContaining("can't be shared");
                line.talksWith(line.channel());
            }
            SharedChannels.release(listener);
            assertThat(listener.isOpen()).isFalse();
        }
    }

    @Test
    @DisplayName("a socket of datagrams without a name, unless there is a direct way to it")
    void unbound(ChannelProcess target) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            if (Capabilities.current().way() == Capabilities.Way.CARRIER) {
                assertThatThrownBy(() -> SharedChannels.duplicate(channel, target.pid()))
                        .isInstanceOfSatisfying(
                                SharedChannelException.class,
                                e -> assertThat(e.error()).isEqualTo(WSAEINVAL))
                        .hasMessageContaining("without a name")
                        .hasMessageContaining("--add-opens");
            } else {
                long self = ProcessHandle.current().pid();
                try (DatagramChannel opened =
                        SharedChannels.openDatagramChannel(
                                SharedChannels.duplicate(channel, self))) {
                    assertThat(opened.getLocalAddress()).isNull();
                    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    assertThat(SharedChannels.localAddress(channel))
                            .contains(opened.getLocalAddress());
                }
            }
        }
    }

    @Test
    @DisplayName("nothing at all")
    void nothing(ChannelProcess target) {
        assertThatThrownBy(() -> SharedChannels.duplicate(List.of(), target.pid()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
