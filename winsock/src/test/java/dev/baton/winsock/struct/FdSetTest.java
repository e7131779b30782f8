package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FdSetTest {
    private final MemorySegment set = MemorySegment.ofArray(new byte[FdSet.SIZEOF]);

    @BeforeEach
    void fillWithNoiseAndEmpty() {
        set.fill((byte) 0x5a);
        FdSet.FD_ZERO(set);
    }

    @Test
    void placesCountAndSockets() {
        FdSet.FD_SET(0x1122334455667788L, set);
        FdSet.FD_SET(4, set);
        assertThat(Memory.int32(set, 0)).isEqualTo(2);
        assertThat(Memory.int64(set, 8)).isEqualTo(0x1122334455667788L);
        assertThat(Memory.int64(set, 16)).isEqualTo(4);
    }

    @Test
    void addsSocketOnce() {
        FdSet.FD_SET(4, set);
        FdSet.FD_SET(4, set);
        assertThat(FdSet.count(set)).isEqualTo(1);
        assertThat(FdSet.FD_ISSET(4, set)).isTrue();
        assertThat(FdSet.FD_ISSET(8, set)).isFalse();
    }

    @Test
    void movesFollowersUpWhenRemoving() {
        for (long s = 1; s <= 4; s++) {
            FdSet.FD_SET(s, set);
        }
        FdSet.FD_CLR(2, set);
        FdSet.FD_CLR(99, set);
        assertThat(FdSet.count(set)).isEqualTo(3);
        assertThat(FdSet.get(set, 0)).isEqualTo(1);
        assertThat(FdSet.get(set, 1)).isEqualTo(3);
        assertThat(FdSet.get(set, 2)).isEqualTo(4);
        assertThat(FdSet.FD_ISSET(2, set)).isFalse();
        assertThatThrownBy(() -> FdSet.get(set, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void looksThroughSetsThatAreLarger() {
        MemorySegment large = MemorySegment.ofArray(new byte[8 + 8 * 70]);
        Memory.int32(large, 0, 70);
        Memory.int64(large, 8 + 8 * 69, 4711);
        assertThat(FdSet.FD_ISSET(4711, large)).isTrue();
        Memory.int32(large, 0, 69);
        assertThat(FdSet.FD_ISSET(4711, large)).isFalse();
        Memory.int32(large, 0, -1);
        assertThat(FdSet.FD_ISSET(4712, large)).isFalse();
    }

    @Test
    void ignoresThe65thSocket() {
        for (long s = 0; s < 65; s++) {
            FdSet.FD_SET(s, set);
        }
        assertThat(FdSet.count(set)).isEqualTo(64);
        assertThat(FdSet.get(set, 63)).isEqualTo(63);
        assertThat(FdSet.FD_ISSET(64, set)).isFalse();
    }

    @Test
    void neverReadsBeyondTheStructure() {
        for (int count : new int[] {65, Integer.MAX_VALUE, -1}) {
            Memory.int32(set, 0, count);
            assertThat(FdSet.count(set)).isEqualTo(64);
            assertThat(FdSet.FD_ISSET(1, set)).isFalse();
            FdSet.FD_SET(1, set);
            assertThat(FdSet.FD_ISSET(1, set)).isFalse();
        }
    }
}
