package dev.baton.winsock.struct;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Text in memory that ends with a NUL: of 16-bit characters, or of bytes in code page 1252. */
public final class TerminatedText {
    private TerminatedText() {}

    /**
     * Reads 16-bit characters.
     *
     * @param s where the text begins
     * @return the text without its NUL, or nothing if the memory can't be read or ends before a NUL
     */
    public static Optional<String> readW(@Nullable MemorySegment s) {
        return s == null
                ? Optional.empty()
                : read(s, Character.BYTES, at -> (char) Memory.int16(s, at));
    }

    /**
     * Reads bytes of the code page.
     *
     * @param s where the text begins
     * @return the text without its NUL, or nothing if the memory can't be read or ends before a NUL
     */
    public static Optional<String> readA(@Nullable MemorySegment s) {
        return s == null
                ? Optional.empty()
                : read(s, Byte.BYTES, at -> AnsiText.toChar(Memory.int8(s, at)));
    }

    private static Optional<String> read(
            MemorySegment s, int size, LongFunction<Character> character) {
        if (!Memory.readable(s, 0)) {
            return Optional.empty();
        }
        var text = new StringBuilder();
        for (long at = 0; at + size <= s.byteSize(); at += size) {
            char c = character.apply(at);
            if (c == 0) {
                return Optional.of(text.toString());
            }
            text.append(c);
        }
        return Optional.empty();
    }

    /**
     * Writes 16-bit characters and a NUL.
     *
     * @param s where the text begins
     * @param text what is written
     * @throws IndexOutOfBoundsException if the segment ends before the NUL
     */
    public static void writeW(MemorySegment s, String text) {
        for (int i = 0; i < text.length(); i++) {
            Memory.int16(s, (long) i * Character.BYTES, (short) text.charAt(i));
        }
        Memory.int16(s, (long) text.length() * Character.BYTES, (short) 0);
    }

    /**
     * Writes bytes of the code page and a NUL; a character outside of it becomes a question mark.
     *
     * @param s where the text begins
     * @param text what is written
     * @throws IndexOutOfBoundsException if the segment ends before the NUL
     */
    public static void writeA(MemorySegment s, String text) {
        AnsiText.write(s, 0, text.length(), text);
        Memory.int8(s, text.length(), (byte) 0);
    }
}
