package dev.baton.winsock.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolChain;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextFieldTest {
    private static final byte[] NONE = {};

    private static ProtocolInfo chain(int layers, int nameLength) {
        int[] ids = new int[layers + 1];
        Arrays.setAll(ids, i -> 1001 + i);
        return new ProtocolInfo(
                0,
                0,
                0,
                0,
                0,
                Guid.ZERO,
                3001,
                ProtocolChain.of(ids),
                2,
                Constants.AF_INET,
                16,
                16,
                Constants.SOCK_STREAM,
                Constants.IPPROTO_TCP,
                0,
                0,
                0,
                0,
                99,
                "n".repeat(nameLength));
    }

    private static byte[] bytes(int count, int seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 60", "6, 100", "6, 255", "1, 255", "1, 254", "3, 252", "6, 237"})
    @DisplayName("every layer of a chain has its own part, and the name stays whole")
    void keepsPartsApart(int layers, int nameLength) {
        ProtocolInfo chain = chain(layers, nameLength);
        MemorySegment info = MemorySegment.ofArray(chain.toBytesW());
        for (int i = 0; i < layers; i++) {
            ContextField field = new ContextField(chain, i);
            field.write(info, bytes(field.room(), i));
        }
        ProtocolInfo read = ProtocolInfoLayout.readW(info);
        assertThat(read.protocolName()).isEqualTo(chain.protocolName());
        assertThat(read.dwProviderReserved()).isEqualTo(99);
        MemorySegment ansi =
                MemorySegment.ofArray(ProtocolInfo.ofBytes(read.toBytesA()).toBytesW());
        for (int i = 0; i < layers; i++) {
            ContextField field = new ContextField(chain, i);
            assertThat(field.read(info)).contains(bytes(field.room(), i));
            assertThat(field.read(ansi)).contains(bytes(field.room(), i));
        }
    }

    @Test
    @DisplayName("a layer in an ordinary chain has room for 47 bytes, one of six for 16 at least")
    void hasRoom() {
        assertThat(new ContextField(chain(1, 30), 0).room()).isEqualTo(47);
        assertThat(new ContextField(chain(6, 100), 5).room()).isGreaterThanOrEqualTo(16);
        assertThat(new ContextField(chain(6, 255), 5).room()).isZero();
    }

    @Test
    @DisplayName("without a context there is none, and writing none takes an old one away")
    void knowsNone() {
        ProtocolInfo chain = chain(1, 20);
        MemorySegment info = MemorySegment.ofArray(chain.toBytesW());
        ContextField field = new ContextField(chain, 0);
        assertThat(field.read(info)).contains(NONE);
        field.write(info, bytes(5, 1));
        field.write(info, NONE);
        assertThat(field.read(info)).contains(NONE);
        assertThat(ProtocolInfoLayout.readW(info)).isEqualTo(chain);
    }

    @Test
    @DisplayName(
            "what nobody here has written is refused, or read as other bytes: never an exception")
    void survivesAnything() {
        ProtocolInfo chain = chain(1, 20);
        ContextField field = new ContextField(chain, 0);
        MemorySegment info = MemorySegment.ofArray(chain.toBytesW());
        field.write(info, bytes(8, 1));
        long at = ProtocolInfoLayout.OFFSET_szProtocol + 2L * (256 - 64);
        Memory.int16(info, at, (short) 'x');
        assertThat(field.read(info)).isEmpty();
        Memory.int16(info, at, (short) '=');
        Memory.int16(info, at + 4, (short) 0x4E00);
        assertThat(field.read(info)).isEmpty();
        Random random = new Random(4711);
        for (int i = 0; i < 10_000; i++) {
            byte[] noise = new byte[128];
            random.nextBytes(noise);
            Memory.bytes(info, at, noise);
            field.read(info).ifPresent(read -> assertThat(read).hasSizeLessThanOrEqualTo(48));
        }
    }
}
