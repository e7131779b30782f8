package dev.baton.it.channels;

import static dev.baton.winsock.Constants.WSAEMFILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.Capabilities;
import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import dev.baton.testkit.DescriptorSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that has no descriptor left: it is an error, and nothing is lost. */
@InBothWays
@NullUnmarked // JUnit fills the fields.
@DisplayName("A process without descriptors")
final class FullTableFaultTest {
    private static final long SELF = ProcessHandle.current().pid();

    private static ChannelProcess few;

    @BeforeAll
    static void start() throws IOException {
        few = Target.started(Capabilities.current().way(), "prlimit", "--nofile=200");
        for (Held.Kind kind : Held.Kind.values()) {
            try (Held held = kind.hold(Origin.OWN)) {
                few.open(
                        ChannelKind.valueOf(kind.name()),
                        SharedChannels.duplicate(held.channel(), few.pid()));
            }
        }
        few.closeAll();
        few.ask(Deed.LOAD_CLASSES, 0, 0, "").succeeds();
    }

    @AfterAll
    static void end() {
        few.close();
    }

    @AfterEach
    void empty() {
        few.emptyTable();
        few.closeAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("as the source: nothing is delivered, the channel goes on, and later it works")
    void source(int left) throws IOException {
        try (ServerSocketChannel listener = Family.IPV4.listen()) {
            long there = few.connect(listener.socket().getLocalPort());
            try (SocketChannel peer = listener.accept()) {
                DescriptorSnapshot before = few.descriptors();
                few.fillTable(left);
                Parcel refused = few.tryDuplicate(there, SELF);
                // One descriptor is enough where the way to the target is open already.
                if (left == 0) {
                    refused.failsWith(WSAEMFILE);
                }
                few.write(there, "still");
                assertThat(Manner.BLOCKING.read(peer, 5)).isEqualTo("still");
                few.emptyTable();
                few.comesBackTo(before);
                if (left > 0 && refused.code() >= 0) {
                    SharedChannels.openSocketChannel(Ticket.ofBytes(refused.data())).close();
                }
                Ticket ticket = few.move(there, SELF);
                try (SocketChannel opened = SharedChannels.openSocketChannel(ticket)) {
                    peer.write(ByteBuffer.wrap(new byte[] {'h', 'i'}));
                    assertThat(Manner.BLOCKING.read(opened, 2)).isEqualTo("hi");
                }
            }
        }
    }

    @Test
    @DisplayName("can release a channel, registered or not, and has one then")
    void release() throws IOException {
        try (ServerSocketChannel listener = Family.IPV4.listen()) {
            for (boolean registered : new boolean[] {false, true}) {
                long there = few.connect(listener.socket().getLocalPort());
                try (SocketChannel peer = listener.accept();
                        SocketChannel opened =
                                SharedChannels.openSocketChannel(few.duplicate(there, SELF))) {
                    if (registered) {
                        few.ask(Deed.REGISTER, there, 0, "").succeeds();
                    }
                    few.fillTable(0);
                    few.release(there);
                    few.connect(listener.socket().getLocalPort());
                    few.emptyTable();
                    opened.write(ByteBuffer.wrap(new byte[] {'h', 'i'}));
                    assertThat(Manner.BLOCKING.read(peer, 2)).isEqualTo("hi");
                }
                listener.accept().close();
            }
        }
    }

    @Test
    @DisplayName("as the target of any kind: the ticket stays good until there is room")
    void target() throws IOException {
        for (Held.Kind kind : Held.Kind.values()) {
            for (int left = 0; left < 4; left++) {
                opensLater(kind, left);
            }
        }
    }

    private static void opensLater(Held.Kind kind, int left) throws IOException {
        ChannelKind channelKind = ChannelKind.valueOf(kind.name());
        try (Held held = kind.hold(Origin.OWN)) {
            DescriptorSnapshot before = few.descriptors();
            few.fillTable(left);
            Ticket ticket = SharedChannels.duplicate(held.channel(), few.pid());
            Parcel early = few.tryOpen(channelKind, ticket);
            if (early.code() < 0) {
                early.failsWith(WSAEMFILE);
                few.tryOpen(channelKind, ticket).failsWith(WSAEMFILE);
            } else {
                assertThat(left).as("descriptors left when it opened").isPositive();
            }
            few.emptyTable();
            if (early.code() < 0) {
                few.open(channelKind, ticket);
            }
            few.closeAll();
            held.arrives();
            held.othersTurn();
            few.comesBackTo(before);
        }
    }
}
