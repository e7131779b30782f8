package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeats a run with {@code -Dbaton.fuzz.seed=N}. */
class ProtocolInfoFuzzTest {
    private static final int STRUCTURES = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {ProtocolInfoLayout.SIZEOF_A, ProtocolInfoLayout.SIZEOF_W})
    @DisplayName("A007: encode(decode(bytes)) is the identity")
    void givesBackTheBytes(int size) {
        long seed = Long.getLong("seed", new Random().nextLong());
        var random = new Random(seed);
        for (int i = 0; i < STRUCTURES; i++) {
            byte[] bytes = bytes(random, size);
            ProtocolInfo info = ProtocolInfo.ofBytes(bytes);
            byte[] back = size == ProtocolInfoLayout.SIZEOF_A ? info.toBytesA() : info.toBytesW();
            if (!Arrays.equals(back, bytes)) {
                assertThat(back).as("structure %d of seed %d", i, seed).isEqualTo(bytes);
            }
            if (!ProtocolInfo.ofBytes(back).equals(info)) {
                assertThat(ProtocolInfo.ofBytes(back))
                        .as("structure %d of seed %d", i, seed)
                        .isEqualTo(info);
            }
        }
    }

    /** Noise throughout, noise that ends early, or a few bytes among zeros. */
    private static byte[] bytes(Random random, int size) {
        var bytes = new byte[size];
        switch (random.nextInt(3)) {
            case 0 -> random.nextBytes(bytes);
            case 1 -> {
                random.nextBytes(bytes);
                Arrays.fill(bytes, random.nextInt(size + 1), size, (byte) 0);
            }
            default -> {
                for (int i = random.nextInt(8); i > 0; i--) {
                    bytes[random.nextInt(size)] = (byte) random.nextInt();
                }
            }
        }
        return bytes;
    }
}
