package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** This process has shared other sockets before: the extension has seen to it. */
@InBothWays
@DisplayName("A channel that never met Baton")
final class NeverMetTest {
    @Test
    @DisplayName("is closed with an end when it is registered, and changes its mode as ever")
    void asEver() throws IOException {
        try (Line line = Line.tcp();
                Selector selector = Selector.open()) {
            try (RawHolder other = RawHolder.copyOf(JdkDescriptor.of(line.channel()))) {
                assertThat(other.isNonBlocking()).isFalse();
                line.channel().configureBlocking(false);
                assertThat(other.isNonBlocking()).isTrue();
                line.channel().configureBlocking(true);
                assertThat(other.isNonBlocking()).isFalse();
                line.channel().configureBlocking(false);
                line.channel().register(selector, SelectionKey.OP_READ);
                selector.selectNow();
                line.channel().close();
                line.hearsEnd();
                other.isBroken();
            }
        }
    }

    @Test
    @DisplayName("has an adaptor whose timed read leaves the mode as it was")
    void timedRead() throws IOException {
        try (Line line = Line.tcp();
                RawHolder other = RawHolder.copyOf(JdkDescriptor.of(line.channel()))) {
            Socket socket = line.channel().socket();
            socket.setSoTimeout(1000);
            line.says("x");
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            assertThat(other.isNonBlocking()).isFalse();
        }
    }
}
