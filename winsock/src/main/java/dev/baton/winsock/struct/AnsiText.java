package dev.baton.winsock.struct;

import java.lang.foreign.MemorySegment;

/**
 * Windows' code page 1252, the text of the {@code A} forms.
 *
 * <p>Unlike the JDK's charset it maps all 256 bytes and back, as Windows does: the five codes
 * without a character become the control characters of the same number.
 */
final class AnsiText {
    /** The characters of 0x80 to 0x9f; everywhere else byte and character are the same number. */
    private static final String HIGH =
            "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d"
                    + "\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122"
                    + "\u0161\u203a\u0153\u009d\u017e\u0178";

    private AnsiText() {}

    static char toChar(byte b) {
        int code = b & 0xff;
        return code >= 0x80 && code < 0xa0 ? HIGH.charAt(code - 0x80) : (char) code;
    }

    /** A character outside the code page becomes a question mark, as in Windows. */
    static byte toByte(char c) {
        if (c < 0x80 || (c >= 0xa0 && c <= 0xff)) {
            return (byte) c;
        }
        int index = HIGH.indexOf(c);
        return index < 0 ? (byte) '?' : (byte) (0x80 + index);
    }

    /** Reads a text field up to its NUL or its end. */
    static String read(MemorySegment s, long offset, int maxLength) {
        var text = new StringBuilder();
        for (int i = 0; i < maxLength; i++) {
            byte b = Memory.int8(s, offset + i);
            if (b == 0) {
                break;
            }
            text.append(toChar(b));
        }
        return text.toString();
    }

    /** Writes what fits of a text; the caller has filled the field with zeros. */
    static void write(MemorySegment s, long offset, int maxLength, String text) {
        int length = Math.min(text.length(), maxLength);
        for (int i = 0; i < length; i++) {
            Memory.int8(s, offset + i, toByte(text.charAt(i)));
        }
    }
}
