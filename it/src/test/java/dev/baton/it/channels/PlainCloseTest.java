package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import dev.baton.ffm.Linux;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.newsclub.net.unix.FileDescriptorCast;

/** How others break a socket that they share, and that release does not. */
@InBothWays
@DisplayName("Why there is a release")
final class PlainCloseTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName("a registered channel's close ends the connection for others; release does not")
    void registered(Origin origin) throws IOException {
        try (HeldConnection held = HeldConnection.of(origin);
                Selector selector = Selector.open()) {
            held.register(selector, held.operation());
            held.channel().close();
            held.line().hearsEnd();
            held.other().isBroken();
        }
        try (HeldConnection held = HeldConnection.of(origin);
                Selector selector = Selector.open()) {
            held.register(selector, held.operation());
            held.release();
            held.line().talksWith(held.other());
        }
    }

    @Test
    @DisplayName("a registered channel's descriptor replaced, no more: its selector never rests")
    void replacedOnly() throws IOException {
        try (Line line = Line.tcp();
                Line silent = Line.tcp();
                Selector selector = Selector.open()) {
            int place = JdkDescriptor.of(line.channel());
            line.channel().configureBlocking(false);
            line.channel().register(selector, SelectionKey.OP_READ);
            selector.selectNow();
            try (RawHolder other = RawHolder.copyOf(place)) {
                RawHolder.replace(place, JdkDescriptor.of(silent.channel()));
                line.channel().close();
                line.says("arrived");
                assertThat(Idle.earlyReturns(selector)).isPositive();
                other.hears("arrived");
            }
        }
    }

    @Test
    @DisplayName("a Socket's close ends the connection for others; a released channel's does not")
    void socket() throws IOException {
        try (ServerSocketChannel listener = Family.IPV4.listen();
                RawHolder other = closedButHeld(listener);
                SocketChannel peer = listener.accept()) {
            assertThat(Manner.BLOCKING.read(peer, 1)).isEmpty();
            other.isBroken();
        }
        try (HeldConnection held = HeldConnection.of(Origin.OPENED)) {
            Socket socket = ((SocketChannel) held.channel()).socket();
            held.release();
            assertThat(socket.isClosed()).isTrue();
            held.line().talksWith(held.other());
        }
    }

    private static RawHolder closedButHeld(ServerSocketChannel listener) throws IOException {
        int port = listener.socket().getLocalPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return RawHolder.ofDescriptor(
                    JdkDescriptor.between(socket.getLocalPort(), socket.getPort()));
        }
    }

    @Test
    @DisplayName("junixsocket's close ends the connection for others, and leaves its descriptor")
    void junixsocket() throws IOException {
        try (Line line = Line.over(Family.UNIX);
                RawHolder other = RawHolder.of(line.channel(), ChannelKind.CONNECTION)) {
            int copy =
                    RawHolder.descriptorOf(
                            SharedChannels.duplicate(
                                    line.channel(), ProcessHandle.current().pid()));
            FileDescriptor descriptor = FileDescriptorCast.unsafeUsing(copy).getFileDescriptor();
            FileDescriptorCast.using(descriptor).as(Socket.class).close();
            line.hearsEnd();
            other.isBroken();
            assertThat(Linux.close(copy)).isZero();
        }
    }

    @Test
    @DisplayName(
            "a channel's mode is the socket's: others' calls block; a direct channel keeps off")
    void mode() throws IOException {
        try (Line line = Line.tcp();
                RawHolder other = RawHolder.copyOf(JdkDescriptor.of(line.channel()))) {
            line.channel().configureBlocking(false);
            assertThat(other.isNonBlocking()).isTrue();
            line.channel().configureBlocking(true);
            assertThat(other.isNonBlocking()).isFalse();
        }
        try (HeldConnection held = HeldConnection.of(Origin.OPENED)) {
            SocketChannel channel = (SocketChannel) held.channel();
            channel.configureBlocking(false);
            channel.configureBlocking(true);
            boolean direct = Capabilities.current().way() == Capabilities.Way.DIRECT;
            assertThat(held.other().isNonBlocking()).isEqualTo(direct);
        }
    }
}
