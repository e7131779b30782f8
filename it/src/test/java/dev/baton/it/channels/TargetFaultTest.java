package dev.baton.it.channels;

import static dev.baton.winsock.Constants.WSAEINVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannelException;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InBothWays
@ExtendWith(Target.class)
@DisplayName("A target or a source that is not there, or not for long")
final class TargetFaultTest {
    private static final long SELF = ProcessHandle.current().pid();

    private static void refuses(Line line, long pid, String why) throws IOException {
        assertThatThrownBy(() -> SharedChannels.move(line.channel(), pid))
                .isInstanceOfSatisfying(
                        SharedChannelException.class,
                        e -> assertThat(e.error()).isEqualTo(WSAEINVAL))
                .hasMessageContaining(why);
        line.talksWith(line.channel());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE})
    @DisplayName("no process at all: the channel goes on")
    void noProcess(long pid) throws IOException {
        try (Line line = Line.tcp()) {
            refuses(line, pid, "process " + pid);
        }
    }

    @Test
    @DisplayName("a process that has not made itself reachable, until it does")
    void unreachable() throws IOException {
        Capabilities.Way way = Capabilities.current().way();
        try (ChannelProcess target = ChannelProcess.startUnreachable(way);
                Line line = Line.tcp()) {
            refuses(line, target.pid(), "process " + target.pid());
            target.ask(Deed.WAY, 0, 0, "").succeeds();
            Ticket ticket = SharedChannels.move(line.channel(), target.pid());
            line.talksWith(target, target.open(ChannelKind.CONNECTION, ticket));
        }
    }

    @Test
    @DisplayName("a target killed before it opens: the source's channel goes on")
    void targetKilled() throws IOException {
        try (ChannelProcess target = ChannelProcess.start();
                Line line = Line.tcp()) {
            SharedChannels.duplicate(line.channel(), target.pid());
            target.kill();
            line.talksWith(line.channel());
            refuses(line, target.pid(), "process " + target.pid());
        }
    }

    @Test
    @DisplayName("a target killed with what was moved to it: the connection ends")
    void targetKilledWithTheOnlyHolder() throws IOException {
        try (ChannelProcess target = ChannelProcess.start();
                Line line = Line.tcp()) {
            SharedChannels.move(line.channel(), target.pid());
            line.hearsNothing();
            target.kill();
            line.hearsEnd();
        }
    }

    @Test
    @DisplayName("a source killed right after it has duplicated: the duplicate is there")
    void sourceKilled() throws IOException {
        try (ChannelProcess source = ChannelProcess.start();
                ServerSocketChannel listener = Family.IPV4.listen()) {
            long there = source.connect(listener.socket().getLocalPort());
            try (SocketChannel peer = listener.accept()) {
                Ticket ticket = source.duplicate(there, SELF);
                source.kill();
                try (SocketChannel opened = SharedChannels.openSocketChannel(ticket)) {
                    assertThat(SharedChannels.remoteAddress(opened))
                            .contains(peer.getLocalAddress());
                    peer.write(ByteBuffer.wrap(new byte[] {'h', 'i'}));
                    assertThat(Manner.SELECTOR.read(opened, 2)).isEqualTo("hi");
                }
            }
        }
    }
}
