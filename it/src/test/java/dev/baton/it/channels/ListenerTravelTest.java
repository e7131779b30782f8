package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@InBothWays
@ExtendWith(Target.class)
@DisplayName("A listener that travels to another process")
final class ListenerTravelTest {
    @ParameterizedTest
    @MethodSource("dev.baton.it.channels.ConnectionTravelTest#manners")
    @DisplayName("accepts there in every manner what was waiting and what comes")
    void accepts(Family family, Manner manner, ChannelProcess target) throws IOException {
        ServerSocketChannel listener = family.listen();
        SocketAddress name = listener.getLocalAddress();
        long opened;
        try (listener;
                SocketChannel waiting = family.connect(listener)) {
            opened =
                    target.open(
                            ChannelKind.LISTENER, SharedChannels.duplicate(listener, target.pid()));
            assertThat(target.names(opened)).startsWith(name.toString(), "none");
            long accepted = target.accept(opened, manner);
            target.write(accepted, "served");
            assertThat(Manner.BLOCKING.read(waiting, 6)).isEqualTo("served");
            assertThat(target.names(accepted).getLast())
                    .isEqualTo(waiting.getRemoteAddress().toString());
        }
        // The source's is closed: the socket listens on.
        try (SocketChannel coming = SocketChannel.open(family.peersName(name))) {
            long accepted = target.accept(opened, manner);
            target.write(accepted, "served");
            assertThat(Manner.BLOCKING.read(coming, 6)).isEqualTo("served");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKING", "VIRTUAL"})
    @DisplayName("is closed there by another thread than the one that accepts")
    void closedAsynchronously(Manner manner, ChannelProcess target) throws IOException {
        try (ServerSocketChannel listener = Family.IPV4.listen()) {
            long opened =
                    target.open(
                            ChannelKind.LISTENER, SharedChannels.duplicate(listener, target.pid()));
            assertThat(
                            target.ask(Deed.CLOSE_WHILE_ACCEPTING, opened, 0, manner.name())
                                    .succeeds()
                                    .text())
                    .isEqualTo("AsynchronousCloseException");
            try (SocketChannel client = Family.IPV4.connect(listener);
                    SocketChannel accepted = listener.accept()) {
                assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            }
        }
    }
}
