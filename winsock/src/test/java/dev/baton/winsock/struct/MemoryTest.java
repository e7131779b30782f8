package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    private static void assertFault(@Nullable MemorySegment s, long n) {
        assertThat(Memory.readable(s, n)).isFalse();
        assertThat(Memory.writable(s, n)).isFalse();
    }

    private static void assertUsable(MemorySegment s, long n) {
        assertThat(Memory.readable(s, n)).isTrue();
        assertThat(Memory.writable(s, n)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 628})
    void refusesNull(long n) {
        assertFault(null, n);
        assertFault(MemorySegment.NULL, n);
    }

    @Test
    void refusesNativeSegmentOfSizeZero() {
        assertFault(MemorySegment.ofAddress(0x1000), 0);
        assertFault(MemorySegment.ofAddress(0x1000), 1);
        try (var arena = Arena.ofConfined()) {
            assertFault(arena.allocate(8).asSlice(8, 0), 0);
        }
    }

    @Test
    void acceptsEmptyHeapSegmentForNoBytes() {
        MemorySegment empty = MemorySegment.ofArray(new byte[0]);
        assertUsable(empty, 0);
        assertFault(empty, 1);
    }

    @Test
    void refusesMoreThanTheSegmentHas() {
        try (var arena = Arena.ofConfined()) {
            for (MemorySegment s : new MemorySegment[] {arena.allocate(8), heap(8)}) {
                assertUsable(s, 0);
                assertUsable(s, 8);
                assertFault(s, 9);
                assertFault(s, Long.MAX_VALUE);
                assertFault(s, -1);
            }
        }
    }

    @Test
    void refusesToWriteReadOnlySegment() {
        try (var arena = Arena.ofConfined()) {
            for (MemorySegment s : new MemorySegment[] {arena.allocate(8), heap(8)}) {
                assertThat(Memory.readable(s.asReadOnly(), 8)).isTrue();
                assertThat(Memory.writable(s.asReadOnly(), 8)).isFalse();
                assertThat(Memory.writable(s.asReadOnly(), 0)).isFalse();
            }
        }
    }

    @Test
    void refusesSegmentOfClosedArena() {
        MemorySegment confined;
        MemorySegment shared;
        try (var one = Arena.ofConfined();
                var two = Arena.ofShared()) {
            confined = one.allocate(8);
            shared = two.allocate(8);
            assertUsable(confined, 8);
            assertUsable(shared, 8);
        }
        assertFault(confined, 8);
        assertFault(shared, 8);
    }

    @Test
    void refusesSegmentConfinedToAnotherThread() throws Exception {
        try (var confined = Arena.ofConfined();
                var shared = Arena.ofShared()) {
            MemorySegment mine = confined.allocate(8);
            MemorySegment ours = shared.allocate(8);
            CompletableFuture.runAsync(
                            () -> {
                                assertFault(mine, 8);
                                assertUsable(ours, 8);
                            })
                    .get(10, TimeUnit.SECONDS);
            assertUsable(mine, 8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 7})
    void accessesUnalignedLittleEndianNumbers(int offset) {
        try (var arena = Arena.ofConfined()) {
            for (MemorySegment s : new MemorySegment[] {arena.allocate(16), heap(16)}) {
                Memory.int64(s, offset, 0x8877665544332211L);
                for (int i = 0; i < 8; i++) {
                    assertThat(Memory.int8(s, offset + i)).isEqualTo((byte) (0x11 * (i + 1)));
                }
                assertThat(Memory.int16(s, offset)).isEqualTo((short) 0x2211);
                assertThat(Memory.int32(s, offset)).isEqualTo(0x44332211);
                assertThat(Memory.int64(s, offset)).isEqualTo(0x8877665544332211L);
                Memory.int16(s, offset, (short) 0xfffe);
                assertThat(Memory.uint16(s, offset)).isEqualTo(0xfffe);
                Memory.int32(s, offset + 2, -2);
                Memory.int8(s, offset, (byte) 1);
                assertThat(Memory.int64(s, offset)).isEqualTo(0x8877fffffffeff01L);
            }
        }
    }

    @Test
    void copiesBytes() {
        MemorySegment s = MemorySegment.ofArray(new long[2]);
        Memory.bytes(s, 3, new byte[] {1, 2, 3});
        assertThat(Memory.bytes(s, 2, 5)).containsExactly(0, 1, 2, 3, 0);
        assertThatThrownBy(() -> Memory.bytes(s, 12, 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static MemorySegment heap(int size) {
        return MemorySegment.ofArray(new byte[size]);
    }
}
