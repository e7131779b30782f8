package dev.baton.channels.handoff;

import static dev.baton.channels.handoff.RawSender.both;
import static dev.baton.channels.handoff.RawSender.message;
import static dev.baton.channels.handoff.RawSender.plain;
import static dev.baton.channels.handoff.RawSender.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.HandoffPlace;
import dev.baton.channels.HandoffPoint;
import dev.baton.channels.ReceivedItem;
import dev.baton.ffm.Linux;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to the senders when items are accepted together. */
@DisplayName("Items accepted together")
@Timeout(60)
class OneAnswerTest {
    @TempDir private Path folder;

    // 30 ids fill the small buffer of an answer, 31 need the large one.
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 2, 30, 31, 253})
    @DisplayName("are answered by one message for each sender")
    void onePerSender(int count) throws Exception {
        Path place = folder.resolve("point");
        try (HandoffPoint point = HandoffPoint.open(HandoffPlace.at(place))) {
            Path socket = place.resolve(Long.toString(ProcessHandle.current().pid()));
            try (RawSender one = new RawSender(socket);
                    RawSender two = new RawSender(socket)) {
                send(one, 1, count);
                send(two, 1001, count);
                List<ReceivedItem> items = new ArrayList<>();
                while (items.size() < 2 * count) {
                    items.addAll(point.take(count));
                }
                Map<ReceivedItem, SocketChannel> accepted =
                        ReceivedItem.acceptSocketChannels(items);
                assertThat(accepted.keySet()).containsExactlyElementsOf(items);
                close(accepted);
                answered(one.receive(), 1, count);
                answered(two.receive(), 1001, count);
            }
        }
    }

    private static void send(RawSender sender, long firstId, int count) {
        byte[] records = new byte[0];
        for (int i = 0; i < count; i++) {
            records = both(records, plain(firstId + i));
        }
        int stream = Linux.socket(1, 1, 0);
        int[] descriptors = new int[count];
        Arrays.fill(descriptors, stream);
        sender.send(message(Wire.ITEMS, count, records), descriptors);
        Linux.close(stream);
    }

    private static void answered(ByteBuffer answer, long firstId, int count) {
        assertThat(type(answer)).isEqualTo(Wire.ACK);
        assertThat(answer.getInt(12)).isEqualTo(count);
        assertThat(IntStream.range(0, count).mapToLong(i -> answer.getLong(16 + 8 * i)))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(i -> firstId + i).toList());
        assertThat(answer.capacity()).isEqualTo(16 + 8 * count);
    }

    private static void close(Map<ReceivedItem, SocketChannel> accepted) throws IOException {
        for (SocketChannel channel : accepted.values()) {
            channel.close();
        }
    }
}
