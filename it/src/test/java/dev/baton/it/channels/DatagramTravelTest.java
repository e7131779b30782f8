package dev.baton.it.channels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@InBothWays
@ExtendWith(Target.class)
@DisplayName("A socket of datagrams that travels to another process")
final class DatagramTravelTest {
    static Stream<Arguments> travels() {
        return Stream.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6)
                .flatMap(family ->
                        Stream.of(Travel.values()).map(travel -> Arguments.of(family, travel)));
    }

    private static DatagramChannel bound(StandardProtocolFamily family) throws IOException {
        String host = family == StandardProtocolFamily.INET ? "127.0.0.1" : "::1";
        return DatagramChannel.open(family)
                .bind(new InetSocketAddress(InetAddress.getByName(host), 0));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    private static void hears(DatagramChannel channel, String text) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        channel.receive(buffer);
        assertThat(ISO_8859_1.decode(buffer.flip()).toString()).isEqualTo(text);
    }

    private static void receives(ChannelProcess target, long opened, String text) {
        assertThat(target.ask(Deed.RECEIVE, opened, 0, "").succeeds().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("travels")
    @DisplayName("unconnected: keeps its name and what is queued, and sends")
    void unconnected(StandardProtocolFamily family, Travel travel, ChannelProcess target)
            throws IOException {
        try (DatagramChannel channel = bound(family);
                DatagramChannel peer = bound(StandardProtocolFamily.INET)) {
            String name = channel.getLocalAddress().toString();
            try (DatagramChannel sender = bound(family)) {
                sender.send(bytes("queued"), channel.getLocalAddress());
                sender.send(bytes("too"), channel.getLocalAddress());
            }
            long opened = target.open(ChannelKind.DATAGRAM, travel.to(target, channel));
            assertThat(target.names(opened)).startsWith(name, "none");
            assertThat(target.names(opened).getLast().equals(name)).isEqualTo(direct());
            receives(target, opened, "queued");
            receives(target, opened, "too");
            if (family == StandardProtocolFamily.INET) {
                target.ask(Deed.SEND, opened, peer.socket().getLocalPort(), "answer").succeeds();
                hears(peer, "answer");
            }
            if (travel == Travel.DUPLICATE) {
                channel.send(bytes("kept"), channel.getLocalAddress());
                hears(channel, "kept");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("travels")
    @DisplayName("connected: keeps its names and what is queued, and nothing of others comes in")
    void connected(StandardProtocolFamily family, Travel travel, ChannelProcess target)
            throws IOException {
        try (DatagramChannel channel = bound(family);
                DatagramChannel peer = bound(family);
                DatagramChannel stranger = bound(family)) {
            channel.connect(peer.getLocalAddress());
            SocketAddress to = channel.getLocalAddress();
            peer.send(bytes("queued"), to);
            long opened = target.open(ChannelKind.DATAGRAM, travel.to(target, channel));
            stranger.send(bytes("strange"), to);
            peer.send(bytes("genuine"), to);
            receives(target, opened, "queued");
            receives(target, opened, "genuine");
            if (travel == Travel.DUPLICATE) {
                channel.write(bytes("kept"));
                hears(peer, "kept");
            }
            assertThat(target.names(opened))
                    .startsWith(to.toString(), peer.getLocalAddress().toString());
            target.ask(Deed.ANSWER, opened, 0, "answer").succeeds();
            hears(peer, "answer");
        }
    }

    private static boolean direct() {
        return Capabilities.current().way() == Capabilities.Way.DIRECT;
    }
}
