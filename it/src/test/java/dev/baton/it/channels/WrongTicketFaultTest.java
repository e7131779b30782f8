package dev.baton.it.channels;

import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.struct.ProtocolInfoLayout.OFFSET_dwCatalogEntryId;
import static dev.baton.winsock.struct.ProtocolInfoLayout.OFFSET_dwProviderReserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannelException;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import dev.baton.testkit.Background;
import dev.baton.testkit.Seeds;
import dev.baton.winsock.struct.Memory;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@InBothWays
@ExtendWith(Target.class)
@DisplayName("A wrong ticket opens nothing and spends nothing")
final class WrongTicketFaultTest {
    private static final long SELF = ProcessHandle.current().pid();
    private static final int RACERS = 1000;
    private static final int RANDOM_TICKETS = 5000;

    static Stream<Arguments> kinds() {
        return Stream.of(ChannelKind.values())
                .flatMap(is ->
                        Stream.of(ChannelKind.values()).map(wanted -> Arguments.of(is, wanted)));
    }

    /** Demands that this process refuses a ticket, and returns what it says. */
    private static String refuses(Ticket ticket, ChannelKind kind) {
        var thrown = new ArrayList<SharedChannelException>();
        assertThatThrownBy(() -> Opening.of(kind).open(ticket).close())
                .isInstanceOfSatisfying(SharedChannelException.class, thrown::add);
        assertThat(thrown.getFirst().error()).isEqualTo(WSAEINVAL);
        return String.valueOf(thrown.getFirst().getMessage());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("of another kind; and it tells of which")
    void kind(ChannelKind is, ChannelKind wanted, ChannelProcess target) throws IOException {
        try (Held held = Held.Kind.valueOf(is.name()).hold(Origin.OWN)) {
            Ticket here = SharedChannels.duplicate(held.channel(), SELF);
            Ticket there = SharedChannels.duplicate(held.channel(), target.pid());
            if (is != wanted) {
                assertThat(refuses(here, wanted)).contains("as a " + wanted, "is a " + is);
                assertThat(target.tryOpen(wanted, there).failsWith(WSAEINVAL))
                        .contains("as a " + wanted, "is a " + is);
            }
            Opening.of(is).open(here).close();
            target.open(is, there);
        }
    }

    @Test
    @DisplayName("opened before")
    void twice(ChannelProcess target) throws IOException {
        try (Line line = Line.tcp()) {
            Ticket ticket = SharedChannels.duplicate(line.channel(), target.pid());
            long opened = target.open(ChannelKind.CONNECTION, ticket);
            assertThat(target.tryOpen(ChannelKind.CONNECTION, ticket).failsWith(WSAEINVAL))
                    .contains("opened before");
            line.talksWith(target, opened);
        }
    }

    @Test
    @DisplayName("of another process, which opens it after")
    void otherProcess(ChannelProcess target) throws IOException {
        try (Line line = Line.tcp()) {
            Ticket ticket = SharedChannels.duplicate(line.channel(), target.pid());
            refuses(ticket, ChannelKind.CONNECTION);
            long opened = target.open(ChannelKind.CONNECTION, ticket);
            Ticket back = target.duplicate(opened, SELF);
            target.tryOpen(ChannelKind.CONNECTION, back).failsWith(WSAEINVAL);
            SharedChannels.openSocketChannel(back).close();
        }
    }

    private static Ticket altered(Ticket ticket, int at, int value) {
        byte[] bytes = ticket.toBytes();
        Memory.int32(MemorySegment.ofArray(bytes), at, value);
        return Ticket.ofBytes(bytes);
    }

    @Test
    @DisplayName("altered where it counts")
    void altered() throws IOException {
        try (Line line = Line.tcp()) {
            Ticket ticket = SharedChannels.duplicate(line.channel(), SELF);
            for (int bit = 0; bit < Integer.SIZE; bit++) {
                byte[] bytes = ticket.toBytes();
                bytes[OFFSET_dwProviderReserved + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                refuses(Ticket.ofBytes(bytes), ChannelKind.CONNECTION);
            }
            refuses(altered(ticket, OFFSET_dwCatalogEntryId, 0), ChannelKind.CONNECTION);
            refuses(altered(ticket, OFFSET_dwCatalogEntryId, -1), ChannelKind.CONNECTION);
            assertThat(
                            refuses(
                                    altered(ticket, OFFSET_dwCatalogEntryId, 10001),
                                    ChannelKind.CONNECTION))
                    .contains("10001", "through layers", "WSASocketW");
            opensTheTrueOne(ticket, line);
        }
    }

    /** The rest describes the socket for programs; it is not believed. */
    @Test
    @DisplayName("altered elsewhere: it opens the true socket or nothing")
    void alteredElsewhere() throws IOException {
        try (Line line = Line.tcp()) {
            for (int at = 0; at < OFFSET_dwProviderReserved; at += Integer.BYTES) {
                if (at != OFFSET_dwCatalogEntryId) {
                    Ticket ticket = SharedChannels.duplicate(line.channel(), SELF);
                    opensTheTrueOne(altered(ticket, at, 0x7FFFFFFF), line);
                    refuses(ticket, ChannelKind.CONNECTION);
                }
            }
        }
    }

    private static void opensTheTrueOne(Ticket ticket, Line line) throws IOException {
        SocketChannel opened = SharedChannels.openSocketChannel(ticket);
        line.talksWith(opened);
        SharedChannels.release(opened);
    }

    @Test
    @DisplayName("of random bytes")
    void random() throws IOException {
        try (Line line = Line.tcp()) {
            Ticket ticket = SharedChannels.duplicate(line.channel(), SELF);
            Seeds.run(random -> {
                for (int i = 0; i < RANDOM_TICKETS; i++) {
                    byte[] bytes = i % 2 == 0 ? new byte[Ticket.SIZE] : ticket.toBytes();
                    byte[] some = new byte[i % 2 == 0 ? Ticket.SIZE : Integer.BYTES];
                    random.nextBytes(some);
                    int at = i % 2 == 0 ? 0 : OFFSET_dwProviderReserved;
                    System.arraycopy(some, 0, bytes, at, some.length);
                    Ticket made = Ticket.ofBytes(bytes);
                    if (!made.equals(ticket)) {
                        refuses(made, ChannelKind.values()[i % 3]);
                    }
                }
            });
            opensTheTrueOne(ticket, line);
            assertThatThrownBy(() -> Ticket.ofBytes(new byte[Ticket.SIZE - 1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("627");
        }
    }

    @Test
    @DisplayName("that a thousand threads want: one gets it")
    void raced() throws IOException {
        try (Line line = Line.tcp()) {
            Ticket ticket = SharedChannels.duplicate(line.channel(), SELF);
            CountDownLatch start = new CountDownLatch(1);
            List<Background<List<NetworkChannel>>> racers =
                    IntStream.range(0, RACERS)
                            .mapToObj(i ->
                                    Background.call(() -> {
                                        start.await();
                                        return opened(ticket);
                                    }))
                            .toList();
            start.countDown();
            List<NetworkChannel> winners = new ArrayList<>();
            racers.forEach(racer -> winners.addAll(racer.await()));
            assertThat(winners).hasSize(1);
            line.talksWith((SocketChannel) winners.getFirst());
            winners.getFirst().close();
        }
    }

    private static List<NetworkChannel> opened(Ticket ticket) throws IOException {
        try {
            return List.of(SharedChannels.openSocketChannel(ticket));
        } catch (SharedChannelException e) {
            assertThat(e.error()).isEqualTo(WSAEINVAL);
            return List.of();
        }
    }
}
