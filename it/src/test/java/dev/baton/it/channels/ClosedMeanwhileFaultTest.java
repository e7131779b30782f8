package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import dev.baton.testkit.Background;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@InBothWays
@DisplayName("A channel that is closed by another thread while it is duplicated")
final class ClosedMeanwhileFaultTest {
    private static final long SELF = ProcessHandle.current().pid();
    private static final int ROUNDS = 50;
    private static final int BEFORE = 3;

    @ParameterizedTest
    @EnumSource
    @DisplayName("never lets another socket go that gets its number")
    void neverAnother(Origin origin) throws IOException {
        int arrived = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try (HeldConnection held = HeldConnection.of(origin)) {
                arrived += round((SocketChannel) held.channel());
            }
        }
        assertThat(arrived).isGreaterThanOrEqualTo(ROUNDS * BEFORE);
    }

    /** Returns how many tickets there were, all of them for the channel's own socket. */
    private static int round(SocketChannel channel) throws IOException {
        var name = SharedChannels.remoteAddress(channel);
        var some = new CountDownLatch(1);
        Background<List<Line>> closing =
                Background.call(() -> {
                    some.await();
                    channel.close();
                    // One of them has the channel's descriptor now.
                    return List.of(Line.tcp(), Line.tcp());
                });
        List<Ticket> tickets = new ArrayList<>();
        while (true) {
            Optional<Ticket> ticket = duplicate(channel);
            if (ticket.isEmpty()) {
                break;
            }
            tickets.add(ticket.get());
            if (tickets.size() == BEFORE) {
                some.countDown();
            }
        }
        for (Line line : closing.await()) {
            line.close();
        }
        for (Ticket ticket : tickets) {
            try (SocketChannel opened = SharedChannels.openSocketChannel(ticket)) {
                assertThat(SharedChannels.remoteAddress(opened)).isEqualTo(name);
            }
        }
        return tickets.size();
    }

    private static Optional<Ticket> duplicate(SocketChannel channel) throws IOException {
        try {
            return Optional.of(SharedChannels.duplicate(channel, SELF));
        } catch (ClosedChannelException closed) {
            return Optional.empty();
        }
    }
}
