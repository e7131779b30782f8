package dev.baton.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.SharedChannels;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why there is a release. */
@DisplayName("A connection that another holder shares")
class CloseTest {
    @Test
    @DisplayName("is ended for all by a plain close of the transport NIO")
    void nioEndsIt() throws Exception {
        try (Rig rig = new Rig(NettyTransport.NIO)) {
            Rig.Pair pair = rig.pair(_ -> {});
            try (SocketChannel client = pair.client();
                    SocketChannel other =
                            SharedChannels.openSocketChannel(
                                    NettyChannels.duplicate(pair.served(), Rig.SELF))) {
                pair.served().close().sync();
                assertThat(Texts.read(client, 1)).as("the client reads an end").isEmpty();
                assertThat(other.isOpen()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("is left alone by a plain close of the transport epoll")
    void epollLeavesIt() throws Exception {
        try (Rig rig = new Rig(NettyTransport.EPOLL)) {
            Rig.Pair pair = rig.pair(_ -> {});
            try (SocketChannel client = pair.client();
                    SocketChannel other =
                            SharedChannels.openSocketChannel(
                                    NettyChannels.duplicate(pair.served(), Rig.SELF))) {
                pair.served().close().sync();
                Texts.write(other, "still here");
                assertThat(Texts.read(client, 10)).isEqualTo("still here");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    @DisplayName("is left alone by a release")
    void releaseLeavesIt(NettyTransport transport) throws Exception {
        try (Rig rig = new Rig(transport)) {
            Rig.Pair pair = rig.pair(_ -> {});
            try (SocketChannel client = pair.client();
                    SocketChannel other =
                            SharedChannels.openSocketChannel(
                                    NettyChannels.duplicate(pair.served(), Rig.SELF))) {
                NettyChannels.release(pair.served()).sync();
                Texts.write(other, "still here");
                assertThat(Texts.read(client, 10)).isEqualTo("still here");
                Texts.write(client, "and there");
                assertThat(Texts.read(other, 9)).isEqualTo("and there");
            }
        }
    }
}
