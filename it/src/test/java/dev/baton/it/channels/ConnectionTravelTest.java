package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@InBothWays
@ExtendWith(Target.class)
@DisplayName("A connection that travels to another process")
final class ConnectionTravelTest {
    private static final long SELF = ProcessHandle.current().pid();

    private static boolean direct() {
        return Capabilities.current().way() == Capabilities.Way.DIRECT;
    }

    static Stream<Arguments> travels() {
        return Stream.of(Family.values())
                .flatMap(family ->
                        Stream.of(Travel.values()).map(travel -> Arguments.of(family, travel)));
    }

    static Stream<Arguments> manners() {
        return Stream.of(Family.values())
                .flatMap(family ->
                        Stream.of(Manner.values())
                                // The JDK has no stream sockets of the unix family.
                                .filter(manner -> family != Family.UNIX || manner != Manner.ADAPTOR)
                                .map(manner -> Arguments.of(family, manner)));
    }

    @ParameterizedTest
    @MethodSource("travels")
    @DisplayName("has its true names there, and a peer that notices nothing")
    void names(Family family, Travel travel, ChannelProcess target) throws IOException {
        try (Line line = Line.over(family)) {
            SocketChannel channel = line.channel();
            String local = channel.getLocalAddress().toString();
            String remote = channel.getRemoteAddress().toString();
            assertThat(ChannelProgram.names(channel)).containsExactly(local, remote, local);
            line.says("before");
            long opened = target.open(ChannelKind.CONNECTION, travel.to(target, channel));
            assertThat(channel.isOpen()).isEqualTo(travel == Travel.DUPLICATE);
            List<String> names = target.names(opened);
            assertThat(names.subList(0, 2)).containsExactly(local, remote);
            assertThat(names.getLast().equals(local)).isEqualTo(direct());
            assertThat(target.read(opened, 6, Manner.BLOCKING)).isEqualTo("before");
            line.talksWith(target, opened);
            if (travel == Travel.DUPLICATE) {
                line.talksWith(channel);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("manners")
    @DisplayName("is read there in every manner")
    void read(Family family, Manner manner, ChannelProcess target) throws IOException {
        try (Line line = Line.over(family)) {
            long opened =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.duplicate(line.channel(), target.pid()));
            line.says("for ");
            line.says("you");
            assertThat(target.read(opened, 7, manner)).isEqualTo("for you");
            target.write(opened, "thanks");
            line.hears("thanks");
            target.release(opened);
            line.talksWith(line.channel());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("is read into several buffers, to its end")
    void scattered(Family family, ChannelProcess target) throws IOException {
        try (Line line = Line.over(family)) {
            long opened =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.move(line.channel(), target.pid()));
            line.says("scattered");
            assertThat(target.ask(Deed.SCATTER, opened, 9, "").succeeds().text())
                    .isEqualTo("scattered");
            line.peer().shutdownOutput();
            assertThat(target.read(opened, 1, Manner.BLOCKING)).isEmpty();
            target.write(opened, "still");
            line.hears("still");
            target.closeChannel(opened);
            line.hearsEnd();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKING", "VIRTUAL"})
    @DisplayName("is closed there by another thread than the one that reads")
    void closedAsynchronously(Manner manner, ChannelProcess target) throws IOException {
        try (Line line = Line.tcp()) {
            long opened =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.duplicate(line.channel(), target.pid()));
            assertThat(
                            target.ask(Deed.CLOSE_WHILE_READING, opened, 0, manner.name())
                                    .succeeds()
                                    .text())
                    .isEqualTo("AsynchronousCloseException");
            line.talksWith(line.channel());
        }
    }

    @Test
    @DisplayName("is one socket: what a timed read there does with its mode is not felt here")
    void mode(ChannelProcess target) throws IOException {
        assumeTrue(direct(), "a carrier changes the mode for all, as it says");
        try (Line line = Line.tcp();
                RawHolder other = RawHolder.of(line.channel(), ChannelKind.CONNECTION)) {
            long opened =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.duplicate(line.channel(), target.pid()));
            line.says("timed");
            assertThat(target.read(opened, 5, Manner.ADAPTOR)).isEqualTo("timed");
            line.says("selected");
            assertThat(target.read(opened, 8, Manner.SELECTOR)).isEqualTo("selected");
            assertThat(other.isNonBlocking()).isTrue();
            line.says("timed");
            assertThat(Manner.ADAPTOR.read(line.channel(), 5)).isEqualTo("timed");
            assertThat(other.isNonBlocking()).isTrue();
        }
    }

    @Test
    @DisplayName("has the same options there")
    void options(ChannelProcess target) throws IOException {
        try (Line line = Line.tcp()) {
            CommonOptions.set(line.channel(), "TCP_NODELAY=true SO_LINGER=3 IP_TOS=16");
            long opened =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.duplicate(line.channel(), target.pid()));
            String before = CommonOptions.of(line.channel());
            assertThat(before).contains("IP_TOS=16", "SO_LINGER=3", "TCP_NODELAY=true");
            assertThat(options(target, opened)).isEqualTo(before);

            String set =
                    "IP_TOS=8 SO_KEEPALIVE=true SO_LINGER=-1 SO_RCVBUF=20000 TCP_NODELAY=false";
            target.ask(Deed.SET_OPTIONS, opened, 0, set).succeeds();
            String after = CommonOptions.of(line.channel());
            assertThat(after)
                    .contains("IP_TOS=8", "SO_KEEPALIVE=true", "SO_LINGER=-1")
                    .contains("TCP_NODELAY=false")
                    .isEqualTo(options(target, opened))
                    .isNotEqualTo(before);
        }
    }

    private static String options(ChannelProcess target, long opened) {
        return target.ask(Deed.OPTIONS, opened, 0, "").succeeds().text();
    }

    @Test
    @DisplayName("may be registered with a selector, where a thread waits, while it moves")
    void selectorInUse(ChannelProcess target) throws IOException {
        try (Line line = Line.tcp();
                Selector selector = Selector.open();
                Selector other = Selector.open()) {
            line.channel().configureBlocking(false);
            line.channel().register(selector, SelectionKey.OP_READ);
            line.channel().register(other, SelectionKey.OP_READ);
            other.selectNow();
            SelectLoop loop = SelectLoop.at(selector);
            long opened =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.move(line.channel(), target.pid()));
            line.talksWith(target, opened);
            line.says("unread");
            assertThat(Idle.earlyReturns(other)).isZero();
            loop.hasWaited();
            assertThat(target.read(opened, 6, Manner.SELECTOR)).isEqualTo("unread");
        }
    }

    @Test
    @DisplayName("comes back, and goes on from process to process")
    void comesBack(ChannelProcess target) throws IOException {
        try (Line line = Line.tcp()) {
            SocketChannel here = line.channel();
            for (int i = 0; i < 3; i++) {
                long there =
                        target.open(
                                ChannelKind.CONNECTION, SharedChannels.move(here, target.pid()));
                line.talksWith(target, there);
                here = SharedChannels.openSocketChannel(target.move(there, SELF));
                line.talksWith(here);
            }
            here.close();
            line.hearsEnd();
        }
    }
}
