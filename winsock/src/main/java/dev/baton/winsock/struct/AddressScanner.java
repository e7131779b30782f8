package dev.baton.winsock.struct;

/** Reads the text of an address from left to right; what it can't read it leaves in place. */
final class AddressScanner {
    /** No number of the kind asked for. */
    static final int NONE = -1;

    private static final int OCTAL = 8;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;
    private static final int MAX_PORT = 0xffff;
    private static final int MAX_BYTE = 0xff;
    private static final long MAX_INT32 = 0xffffffffL;

    private final String text;
    private int at;

    AddressScanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean skip(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    boolean atHexDigit() {
        return digit(HEXADECIMAL) >= 0;
    }

    /** Whether a decimal number and a dot are next. */
    boolean atDottedPart() {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end > at && text.startsWith(".", end);
    }

    /**
     * A number as C writes it: decimal, {@code 0…} octal, {@code 0x…} hexadecimal.
     *
     * @return 0 to 2³²−1, or {@link #NONE}
     */
    long number() {
        int base = skip("0x") || skip("0X") ? HEXADECIMAL : atZero() ? OCTAL : DECIMAL;
        int start = at;
        int value = 0;
        for (int digit = digit(base); digit >= 0; digit = digit(base)) {
            int next = value * base + digit;
            // Windows notices an overflow only if it makes the number smaller: it reads
            // 0x123456789 as 0x23456789, and refuses 4294967296.
            if (Integer.compareUnsigned(next, value) < 0) {
                return NONE;
            }
            value = next;
            at++;
        }
        return at == start ? NONE : Integer.toUnsignedLong(value);
    }

    private boolean atZero() {
        return text.startsWith("0", at);
    }

    /** A port: a number from 1 to 65535. Windows refuses 0, which it never writes. */
    int port() {
        long port = number();
        return port > 0 && port <= MAX_PORT ? (int) port : NONE;
    }

    /** A scope: decimal without leading zeros, 0 to 2³²−1. */
    long scope() {
        if (skip("0")) {
            return 0;
        }
        int start = at;
        long value = 0;
        for (int digit = digit(DECIMAL); digit >= 0; digit = digit(DECIMAL)) {
            value = value * DECIMAL + digit;
            if (value > MAX_INT32) {
                return NONE;
            }
            at++;
        }
        return at == start ? NONE : value;
    }

    /** A group of IPv6: one to four hexadecimal digits, and no fifth. */
    int group() {
        return digits(HEXADECIMAL, 4);
    }

    /** A byte within IPv6: one to three decimal digits, leading zeros being no octal there. */
    int decimalByte() {
        int value = digits(DECIMAL, 3);
        return value <= MAX_BYTE ? value : NONE;
    }

    private int digits(int base, int most) {
        int start = at;
        int value = 0;
        for (int digit = digit(base); digit >= 0; digit = digit(base)) {
            if (at - start == most) {
                return NONE;
            }
            value = value * base + digit;
            at++;
        }
        return at == start ? NONE : value;
    }

    // Only ASCII: Character knows the digits of all scripts.
    private int digit(int base) {
        if (atEnd() || text.charAt(at) > 'f') {
            return NONE;
        }
        return Character.digit(text.charAt(at), base);
    }
}
