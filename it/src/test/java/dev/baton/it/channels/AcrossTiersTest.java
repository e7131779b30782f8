package dev.baton.it.channels;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import dev.baton.testkit.EventObject;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** This process has SOCKETs, the other one channels. */
@InBothWays
@ExtendWith(Target.class)
@DisplayName("A ticket is a WSAPROTOCOL_INFOW")
final class AcrossTiersTest {
    private static final long SELF = ProcessHandle.current().pid();

    @BeforeEach
    void startup() {
        Sockets.startup();
    }

    @AfterEach
    void cleanup() {
        Sockets.cleanupAll();
    }

    private static Ticket ticket(Holder s, ChannelProcess target) {
        return Ticket.ofBytes(s.tryDuplicate(target.pid()).succeeds().data());
    }

    private static Holder socket(Ticket ticket) {
        return Here.HERE.open(ticket.toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {AF_INET, AF_INET6})
    @DisplayName("WSADuplicateSocketW, then openSocketChannel, and back as a SOCKET")
    void connectionFromSocket(int af, ChannelProcess target) {
        Sockets.Pair pair = Sockets.streams(af);
        long opened = target.open(ChannelKind.CONNECTION, ticket(pair.server(), target));
        pair.server().close();
        pair.client().send("ping").succeeds();
        assertThat(target.read(opened, 4, Manner.SELECTOR)).isEqualTo("ping");
        target.write(opened, "pong");
        assertThat(pair.client().text(4)).isEqualTo("pong");

        Holder back = socket(target.move(opened, SELF));
        pair.client().send("back").succeeds();
        assertThat(back.text(4)).isEqualTo("back");
        back.close();
        pair.client().receivesEnd();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNIX"})
    @DisplayName("SharedChannels.duplicate, then WSASocketW: receives, sends and has its events")
    void connectionFromChannel(Family family, ChannelProcess source) throws IOException {
        try (ServerSocketChannel listener = family.listen();
                SocketChannel peer = family.connect(listener)) {
            long listening =
                    source.open(
                            ChannelKind.LISTENER, SharedChannels.duplicate(listener, source.pid()));
            long accepted = source.accept(listening, Manner.BLOCKING);
            Holder s = socket(source.duplicate(accepted, SELF));
            source.closeChannel(accepted);

            EventObject event = Here.HERE.event();
            s.eventSelect(event.handle(), FD_READ | FD_CLOSE).succeeds();
            assertThat(event.isSet()).isFalse();
            peer.write(ByteBuffer.wrap(new byte[] {'h', 'i'}));
            assertThat(event.await(ChannelProcess.LIMIT)).isTrue();
            assertThat(s.enumerate(event.handle()).number()).isEqualTo(FD_READ);
            assertThat(s.text(2)).isEqualTo("hi");
            s.send("ho").succeeds();
            assertThat(Manner.BLOCKING.read(peer, 2)).isEqualTo("ho");
            peer.shutdownOutput();
            assertThat(event.await(ChannelProcess.LIMIT)).isTrue();
            assertThat(s.enumerate(event.handle()).number() & FD_CLOSE).isEqualTo(FD_CLOSE);
            event.close();
        }
    }

    @Test
    @DisplayName("a listener that was a channel tells FD_ACCEPT, and accepts")
    void listenerFromChannel(ChannelProcess source) throws IOException {
        try (ServerSocketChannel listener = Family.IPV4.listen()) {
            long listening =
                    source.open(
                            ChannelKind.LISTENER, SharedChannels.duplicate(listener, source.pid()));
            Holder s = socket(source.move(listening, SELF));
            EventObject event = Here.HERE.event();
            s.eventSelect(event.handle(), FD_ACCEPT).succeeds();
            assertThat(event.isSet()).isFalse();
            try (SocketChannel client = Family.IPV4.connect(listener)) {
                assertThat(event.await(ChannelProcess.LIMIT)).isTrue();
                assertThat(s.enumerate(event.handle()).number()).isEqualTo(FD_ACCEPT);
                Holder accepted = s.accept();
                accepted.send("hello").succeeds();
                assertThat(Manner.BLOCKING.read(client, 5)).isEqualTo("hello");
            }
            event.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKING", "VIRTUAL", "SELECTOR", "ADAPTOR"})
    @DisplayName("a listener that was a SOCKET accepts as a channel")
    void listenerFromSocket(Manner manner, ChannelProcess target) {
        Holder s = Sockets.listener(AF_INET);
        long opened = target.open(ChannelKind.LISTENER, ticket(s, target));
        Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
        client.connect(s.name()).succeeds();
        long accepted = target.accept(opened, manner);
        target.write(accepted, "hello");
        assertThat(client.text(5)).isEqualTo("hello");
    }

    @Test
    @DisplayName("datagrams: SOCKET, channel, SOCKET")
    void datagrams(ChannelProcess target) {
        Holder s = Sockets.bound(AF_INET, SOCK_DGRAM);
        Holder peer = Sockets.bound(AF_INET, SOCK_DGRAM);
        peer.sendTo("queued", s.name()).succeeds();
        long opened = target.open(ChannelKind.DATAGRAM, ticket(s, target));
        assertThat(target.ask(Deed.RECEIVE, opened, 0, "").succeeds().text()).isEqualTo("queued");
        Holder back = socket(target.move(opened, SELF));
        peer.sendTo("back", s.name()).succeeds();
        assertThat(back.receiveFrom(10).text()).endsWith("back");
    }

    @Test
    @DisplayName("network events come, too, when Winsock was cleaned up and started before")
    void eventsAfterRestart() {
        for (int i = 0; i < 2; i++) {
            Sockets.Pair pair = Sockets.tcp();
            EventObject event = Here.HERE.event();
            pair.server().eventSelect(event.handle(), FD_READ).succeeds();
            pair.client().send("x").succeeds();
            assertThat(event.await(ChannelProcess.LIMIT)).isTrue();
            event.close();
            Sockets.cleanupAll();
            Sockets.startup();
        }
    }

    @Test
    @DisplayName("in one process, too")
    void here() throws IOException {
        try (Line line = Line.tcp()) {
            Holder s = socket(SharedChannels.duplicate(line.channel(), SELF));
            line.says("ping");
            assertThat(s.text(4)).isEqualTo("ping");
            Ticket ticket = Ticket.ofBytes(s.tryDuplicate(SELF).succeeds().data());
            try (SocketChannel channel = SharedChannels.openSocketChannel(ticket)) {
                s.close();
                line.talksWith(channel);
            }
            line.talksWith(line.channel());
        }
    }
}
