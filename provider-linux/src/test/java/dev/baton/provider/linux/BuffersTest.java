package dev.baton.provider.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class BuffersTest {
    private static final MemorySegment[] THREE = {
        MemorySegment.ofArray(new byte[] {1, 2, 3}),
        MemorySegment.ofArray(new byte[0]),
        MemorySegment.ofArray(new byte[] {4, 5, 6, 7})
    };

    private static byte[] gathered(long from, int size) {
        MemorySegment target = MemorySegment.ofArray(new byte[size]);
        Buffers.gather(THREE, 3, from, target, size);
        return target.toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void gathersFromAnyOffsetAcrossBuffers() {
        assertThat(Buffers.size(THREE, 3)).isEqualTo(7);
        assertThat(gathered(0, 7)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(gathered(2, 3)).containsExactly(3, 4, 5);
        assertThat(gathered(3, 4)).containsExactly(4, 5, 6, 7);
        assertThat(gathered(6, 1)).containsExactly(7);
    }

    @Test
    void scattersToAnyOffsetAcrossBuffers() {
        byte[] first = new byte[2];
        byte[] second = new byte[3];
        MemorySegment[] buffers = {MemorySegment.ofArray(first), MemorySegment.ofArray(second)};
        Buffers.scatter(MemorySegment.ofArray(new byte[] {8, 9}), 2, buffers, 2, 1);
        assertThat(first).containsExactly(0, 8);
        assertThat(second).containsExactly(9, 0, 0);
    }

    @Test
    void usesTheCallersMemoryOnlyWhereTheKernelCan() {
        MemorySegment[] one = {MemorySegment.ofAddress(4096)};
        assertThat(Buffers.direct(one, 1)).isTrue();
        assertThat(Buffers.direct(THREE, 1)).isFalse();
        assertThat(Buffers.direct(THREE, 3)).isFalse();
    }

    @Test
    void refusesMissingAndUnusableBuffers() {
        MemorySegment[] missing = {MemorySegment.NULL};
        MemorySegment[] readOnly = {MemorySegment.ofArray(new byte[1]).asReadOnly()};
        assertThat(Buffers.checkReadable(THREE, 3)).isZero();
        assertThat(Buffers.checkReadable(THREE, 0)).isEqualTo(-Constants.WSAEINVAL);
        assertThat(Buffers.checkReadable(THREE, 4)).isEqualTo(-Constants.WSAEFAULT);
        assertThat(Buffers.checkReadable(missing, 1)).isEqualTo(-Constants.WSAEFAULT);
        assertThat(Buffers.checkReadable(readOnly, 1)).isZero();
        assertThat(Buffers.checkWritable(readOnly, 1)).isEqualTo(-Constants.WSAEFAULT);
        assertThat(Buffers.checkWritable(THREE, 3)).isZero();
    }
}
