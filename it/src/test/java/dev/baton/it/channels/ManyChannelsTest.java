package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Around how many descriptors one message of the kernel carries: 253. */
@InBothWays
@ExtendWith(Target.class)
@DisplayName("Many channels in one call")
final class ManyChannelsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 252, 253, 254, 506, 507, 1000})
    @DisplayName("are opened in their order; duplicated first, then moved")
    void inOrder(int count, ChannelProcess target) throws IOException {
        List<Line> lines = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                lines.add(Line.tcp());
            }
            List<SocketChannel> channels = lines.stream().map(Line::channel).toList();
            List<Ticket> tickets = SharedChannels.duplicate(channels, target.pid());
            assertThat(tickets).hasSize(count).doesNotHaveDuplicates();
            goesTo(target, target.openMany(tickets), lines);
            target.closeAll();
            assertThat(channels).allMatch(SocketChannel::isOpen);

            tickets = SharedChannels.move(channels, target.pid());
            assertThat(channels).noneMatch(SocketChannel::isOpen);
            goesTo(target, target.openMany(tickets), lines);
        } finally {
            for (Line line : lines) {
                line.close();
            }
        }
    }

    private static void goesTo(ChannelProcess target, long first, List<Line> lines)
            throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            target.write(first + i, "number " + i);
            lines.get(i).hears("number " + i);
        }
    }
}
