package dev.baton.layers.compress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Seeds;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramCodecTest {
    private final DatagramCodec codec = new DatagramCodec(6);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1000, 65506, 65535})
    void givesBackWhatItEncoded(int size) {
        Seeds.run(random -> {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            assertRound(noise);
            assertRound(new byte[size]);
            byte[] text = new byte[size];
            Arrays.setAll(new Byte[size], i -> text[i] = (byte) ('a' + random.nextInt(3)));
            assertRound(text);
        });
    }

    private void assertRound(byte[] content) {
        byte[] encoded = codec.encode(content);
        assertThat(encoded.length).isLessThanOrEqualTo(content.length + 1);
        assertThat(DatagramCodec.decode(encoded, encoded.length)).hasValue(content);
    }

    @Test
    void storesNoiseAndDeflatesTheRest() {
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        assertThat(codec.encode(noise)).hasSize(1001).startsWith(DatagramCodec.STORED);
        assertThat(codec.encode(new byte[1000]))
                .hasSizeLessThan(30)
                .startsWith(DatagramCodec.DEFLATED);
        assertThat(new DatagramCodec(0).encode(new byte[1000]))
                .hasSize(1001)
                .startsWith(DatagramCodec.STORED);
    }

    @Test
    void refusesBombs() {
        assertThat(decode(deflated(65535))).hasValueSatisfying(c -> assertThat(c).hasSize(65535));
        assertThat(decode(deflated(65536))).isEmpty();
        assertThat(decode(deflated(50_000_000))).isEmpty();
    }

    @Test
    void refusesWhatIsDamaged() {
        byte[] good = codec.encode(new byte[1000]);
        assertThat(decode(new byte[0])).isEmpty();
        assertThat(decode(new byte[] {0, 1, 2})).isEmpty();
        assertThat(decode(new byte[] {DatagramCodec.DEFLATED})).isEmpty();
        assertThat(decode(Arrays.copyOf(good, good.length - 1))).isEmpty();
        assertThat(decode(Arrays.copyOf(good, good.length + 1))).isEmpty();
    }

    @Test
    void survivesNoise() {
        Seeds.run(random -> {
            for (int i = 0; i < 20_000; i++) {
                byte[] noise = new byte[1 + random.nextInt(60)];
                random.nextBytes(noise);
                noise[0] = DatagramCodec.DEFLATED;
                decode(noise).ifPresent(c -> assertThat(c.length).isBetween(0, 65535));
            }
        });
    }

    private static Optional<byte[]> decode(byte[] datagram) {
        return DatagramCodec.decode(datagram, datagram.length);
    }

    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(new byte[zeros]);
        deflater.finish();
        byte[] out = new byte[65000];
        out[0] = DatagramCodec.DEFLATED;
        int size = deflater.deflate(out, 1, out.length - 1);
        assertThat(deflater.finished()).isTrue();
        deflater.end();
        return Arrays.copyOf(out, 1 + size);
    }
}
