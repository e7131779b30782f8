package dev.baton.winsock.struct;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TerminatedTextTest {
    private static MemorySegment room(int size) {
        MemorySegment room = MemorySegment.ofArray(new byte[size]);
        room.fill((byte) 0x5a);
        return room;
    }

    @Test
    void writesAndReadsWideText() {
        MemorySegment room = room(11).asSlice(1);
        TerminatedText.writeW(room, "a\u20ac\u0661");
        assertThat(Memory.bytes(room, 0, 8)).isEqualTo("a\u20ac\u0661\0".getBytes(UTF_16LE));
        assertThat(Memory.bytes(room, 8, 2)).as("what stands behind").containsOnly(0x5a);
        assertThat(TerminatedText.readW(room)).contains("a\u20ac\u0661");
    }

    @Test
    @DisplayName("bytes are of code page 1252, what it lacks becomes a question mark")
    void writesAndReadsAnsiText() {
        MemorySegment room = room(5);
        TerminatedText.writeA(room, "a\u20ac\u0661");
        assertThat(Memory.bytes(room, 0, 5)).isEqualTo(new byte[] {'a', (byte) 0x80, '?', 0, 0x5a});
        assertThat(TerminatedText.readA(room)).contains("a\u20ac?");
    }

    @Test
    void readsNothingWithoutNul() {
        assertThat(TerminatedText.readW(room(8))).isEmpty();
        assertThat(TerminatedText.readA(room(8))).isEmpty();
        assertThat(TerminatedText.readW(MemorySegment.NULL)).isEmpty();
        assertThat(TerminatedText.readA(null)).isEmpty();
        MemorySegment half = room(3);
        Memory.int8(half, 2, (byte) 0);
        assertThat(TerminatedText.readW(half)).as("one byte of a NUL is none").isEmpty();
        assertThat(TerminatedText.readA(half)).contains("ZZ");
    }

    @Test
    void refusesToWriteTooMuch() {
        assertThatThrownBy(() -> TerminatedText.writeW(room(5), "ab"))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> TerminatedText.writeA(room(2), "ab"))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
