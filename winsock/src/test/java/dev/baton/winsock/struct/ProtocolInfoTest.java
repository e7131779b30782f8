package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolInfoTest {
    private static final String FIELDS =
            "dwServiceFlags1 dwServiceFlags2 dwServiceFlags3 dwServiceFlags4 dwProviderFlags"
                    + " ProviderId dwCatalogEntryId ProtocolChain iVersion iAddressFamily"
                    + " iMaxSockAddr iMinSockAddr iSocketType iProtocol iProtocolMaxOffset"
                    + " iNetworkByteOrder iSecurityScheme dwMessageSize dwProviderReserved"
                    + " szProtocol";

    /** Each number is its offset in both of its low bytes' nibbles, so that a mix-up shows. */
    private static final ProtocolInfo NUMBERED =
            new ProtocolInfo(
                    0xa1b20000,
                    0xa1b20004,
                    0xa1b20008,
                    0xa1b2000c,
                    0xa1b20010,
                    Samples.MSAFD,
                    0xa1b20024,
                    new ProtocolChain(
                            0xa1b20028,
                            0xa1b2002c,
                            0xa1b20030,
                            0xa1b20034,
                            0xa1b20038,
                            0xa1b2003c,
                            0xa1b20040,
                            0xa1b20044),
                    0xa1b20048,
                    0xa1b2004c,
                    0xa1b20050,
                    0xa1b20054,
                    0xa1b20058,
                    0xa1b2005c,
                    0xa1b20060,
                    0xa1b20064,
                    0xa1b20068,
                    0xa1b2006c,
                    0xa1b20070,
                    "Tcp");

    @Test
    @DisplayName("A001: an encoded WSAPROTOCOL_INFOA has 372 bytes")
    void encodesAnsiFormIn372Bytes() {
        assertThat(Samples.tcp("").toBytesA()).hasSize(372);
        assertThat(Samples.tcp("x".repeat(256)).toBytesA()).hasSize(372);
    }

    @Test
    @DisplayName("A002: an encoded WSAPROTOCOL_INFOW has 628 bytes")
    void encodesUnicodeFormIn628Bytes() {
        assertThat(Samples.tcp("").toBytesW()).hasSize(628);
        assertThat(Samples.tcp("x".repeat(256)).toBytesW()).hasSize(628);
    }

    @Test
    @DisplayName("A003: the chain is at 40: a length and seven entries")
    void placesChainAt40() {
        byte[] bytes = NUMBERED.toBytesW();
        for (int offset = 40; offset < 72; offset += 4) {
            assertThat(int32(bytes, offset)).isEqualTo(0xa1b20000 + offset);
        }
        assertThat(ProtocolInfo.ofBytes(bytes).ProtocolChain()).isEqualTo(NUMBERED.ProtocolChain());
    }

    @Test
    @DisplayName("A004: every number is little-endian at its offset, in both forms")
    void placesNumbersAtTheirOffsets() {
        byte[] w = NUMBERED.toBytesW();
        for (int offset = 0; offset < 116; offset += 4) {
            if (offset < 20 || offset >= 36) {
                assertThat(int32(w, offset)).as("@" + offset).isEqualTo(0xa1b20000 + offset);
            }
        }
        assertThat(Arrays.copyOf(NUMBERED.toBytesA(), 116)).isEqualTo(Arrays.copyOf(w, 116));
        assertThat(Arrays.copyOfRange(w, 116, 124)).containsExactly('T', 0, 'c', 0, 'p', 0, 0, 0);
        assertThat(Arrays.copyOfRange(NUMBERED.toBytesA(), 116, 120))
                .containsExactly('T', 'c', 'p', 0);
    }

    @Test
    void namesFieldsAsTheHeaderDoes() {
        assertThat(
                        Arrays.stream(ProtocolInfo.class.getRecordComponents())
                                .map(RecordComponent::getName))
                .containsExactly(FIELDS.split(" ", -1));
    }

    @Test
    @DisplayName("A005: dwProviderReserved is a 32-bit field at 112")
    void placesProviderReservedAt112() {
        byte[] before = Samples.tcp("TCP").toBytesW();
        byte[] after = Samples.tcp("TCP").withProviderReserved(0xfedcba98).toBytesW();
        assertThat(Arrays.copyOfRange(after, 112, 116))
                .isEqualTo(HexFormat.of().parseHex("98badcfe"));
        System.arraycopy(before, 112, after, 112, 4);
        assertThat(after).isEqualTo(before);
    }

    @Test
    @DisplayName("A006: ProviderId is stored mixed-endian at 20")
    void storesProviderIdMixedEndian() {
        assertThat(Arrays.copyOfRange(NUMBERED.toBytesA(), 20, 36))
                .isEqualTo(HexFormat.of().parseHex("a01a0fe78babcf118ca300805f48a192"));
    }

    @Test
    @DisplayName("A017: a base entry's chain entries are kept and mean nothing")
    void ignoresChainEntriesOfBase() {
        byte[] bytes = Samples.tcp("TCP").toBytesW();
        Arrays.fill(bytes, 44, 72, (byte) 0x5a);
        ProtocolInfo info = ProtocolInfo.ofBytes(bytes);
        assertThat(info.ProtocolChain().isBase()).isTrue();
        assertThat(info.ProtocolChain().catalogIds()).isEmpty();
        assertThat(info.toBytesW()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 116, 371, 373, 627, 629, 1256})
    void refusesOtherLengths(int length) {
        assertThatThrownBy(() -> ProtocolInfo.ofBytes(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of " + length + " bytes")
                .hasMessageContaining("372 (A form) or 628 (W form)");
    }

    @Test
    void replacesWhatTheCoreNeeds() {
        ProtocolInfo info = Samples.tcp("TCP").withCatalogEntryId(7).withAddressing(23, 3, 58);
        assertThat(info.dwCatalogEntryId()).isEqualTo(7);
        assertThat(info.iAddressFamily()).isEqualTo(23);
        assertThat(info.iSocketType()).isEqualTo(3);
        assertThat(info.iProtocol()).isEqualTo(58);
        assertThat(info.withCatalogEntryId(1001).withAddressing(2, 1, 6))
                .isEqualTo(Samples.tcp("TCP"));
    }

    @Test
    void readsAndWritesMemoryAtAnyAlignment() {
        try (var arena = Arena.ofConfined()) {
            MemorySegment w = arena.allocate(700).asSlice(3, 628);
            ProtocolInfoLayout.writeW(w, NUMBERED);
            assertThat(ProtocolInfoLayout.readW(w)).isEqualTo(NUMBERED);
            assertThat(ProtocolInfoLayout.dwCatalogEntryId(w)).isEqualTo(0xa1b20024);
            assertThat(ProtocolInfoLayout.dwProviderReserved(w)).isEqualTo(0xa1b20070);
            ProtocolInfoLayout.dwProviderReserved(w, 42);
            assertThat(ProtocolInfoLayout.readW(w)).isEqualTo(NUMBERED.withProviderReserved(42));
        }
        MemorySegment a = MemorySegment.ofArray(new int[93]);
        ProtocolInfoLayout.writeA(a, NUMBERED);
        assertThat(ProtocolInfoLayout.readA(a)).isEqualTo(NUMBERED);
    }

    private static int int32(byte[] bytes, int offset) {
        return Memory.int32(MemorySegment.ofArray(bytes), offset);
    }
}
