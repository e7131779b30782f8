package dev.baton.it.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@InBothWays
@ExtendWith(Target.class)
@DisplayName("A connection that two processes read from")
final class TwoReadersTest {
    private static final int SIZE = 20 << 20;

    @Test
    @DisplayName("brings each byte to one of them, once")
    void eachByteOnce(ChannelProcess target) throws IOException {
        var data = new byte[SIZE];
        new Random(SIZE).nextBytes(data);
        try (Line line = Line.tcp()) {
            long opened =
                    target.open(
                            ChannelKind.CONNECTION,
                            SharedChannels.duplicate(line.channel(), target.pid()));
            target.ask(Deed.COUNT, opened, 0, "").succeeds();
            var here = new NumberCount();
            here.begin(line.channel());
            ByteBuffer buffer = ByteBuffer.wrap(data);
            while (buffer.hasRemaining()) {
                line.peer().write(buffer);
            }
            line.peer().shutdownOutput();
            long[] sum = new long[256];
            add(here.end(), sum);
            add(target.ask(Deed.COUNTED, 0, 0, "").succeeds(), sum);
            for (byte each : data) {
                sum[each & 0xFF]--;
            }
            assertThat(sum).containsOnly(0);
        }
    }

    private static void add(Parcel counted, long[] sum) {
        ByteBuffer times = ByteBuffer.wrap(counted.data());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += times.getLong();
        }
    }
}
