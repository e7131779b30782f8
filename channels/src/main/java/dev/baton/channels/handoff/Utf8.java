package dev.baton.channels.handoff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in messages. */
final class Utf8 {
    private Utf8() {}

    /** The length of the longest whole text of at most so many bytes. */
    static int cut(byte[] text, int most) {
        int size = Math.min(text.length, most);
        while (size < text.length && size > 0 && (text[size] & 0xC0) == 0x80) {
            size--;
        }
        return size;
    }

    /** Text for people: what can't be read is replaced. */
    static String lenient(MemorySegment data, long at, int size) {
        return new String(bytes(data, at, size), StandardCharsets.UTF_8);
    }

    /** Text that means something: it must be right. */
    static String strict(MemorySegment data, long at, int size) throws WireFault {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(data, at, size)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new WireFault("the kind of an item is not UTF-8", e);
        }
    }

    private static byte[] bytes(MemorySegment data, long at, int size) {
        byte[] bytes = new byte[size];
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, bytes, 0, size);
        return bytes;
    }
}
