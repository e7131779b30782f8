package dev.baton.winsock.struct;

import java.util.Arrays;
import java.util.Optional;

/** IPv6 addresses as text: RFC 5952, with the tails that Windows writes as IPv4. */
final class Ipv6Text {
    private static final int GROUPS = 8;

    /** Groups before an IPv4 tail. */
    private static final int HEAD = 6;

    private static final int MAPPED = 0xffff;
    private static final int ISATAP = 0x5efe;
    private static final int ISATAP_UNIVERSAL = 0x200;

    private Ipv6Text() {}

    static String format(SockAddrIn6 address) {
        int[] groups = groups(address);
        var text = new StringBuilder();
        boolean dotted = hasDottedTail(groups);
        writeGroups(text, groups, dotted ? HEAD : GROUPS);
        if (dotted) {
            separate(text).append(Ipv4Text.dotted((int) address.low()));
        }
        if (address.scopeId() != 0) {
            text.append('%').append(Integer.toUnsignedString(address.scopeId()));
        }
        return address.port() == 0 ? text.toString() : "[" + text + "]:" + address.port();
    }

    private static int[] groups(SockAddrIn6 address) {
        var groups = new int[GROUPS];
        for (int i = 0; i < GROUPS / 2; i++) {
            int shift = Long.SIZE - Short.SIZE * (i + 1);
            groups[i] = (int) (address.high() >>> shift) & 0xffff;
            groups[i + GROUPS / 2] = (int) (address.low() >>> shift) & 0xffff;
        }
        return groups;
    }

    /** IPv4-compatible, mapped, translated (RFC 2765) and ISATAP addresses (RFC 5214). */
    private static boolean hasDottedTail(int[] groups) {
        if (groups[5] == ISATAP && (groups[4] == 0 || groups[4] == ISATAP_UNIVERSAL)) {
            return true;
        }
        if ((groups[0] | groups[1] | groups[2] | groups[3]) != 0 || groups[6] == 0) {
            return false;
        }
        int prefix = groups[4] << Short.SIZE | groups[5];
        return prefix == 0 || prefix == MAPPED || prefix == MAPPED << Short.SIZE;
    }

    private static void writeGroups(StringBuilder text, int[] groups, int count) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < count; i++) {
            int zeros = zeros(groups, i, count);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        for (int i = 0; i < count; i++) {
            if (i == start && length > 1) {
                text.append("::");
                i += length - 1;
            } else {
                separate(text).append(Integer.toHexString(groups[i]));
            }
        }
    }

    private static int zeros(int[] groups, int from, int count) {
        int end = from;
        while (end < count && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static StringBuilder separate(StringBuilder text) {
        boolean needed = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
        return needed ? text.append(':') : text;
    }

    static Optional<SockAddrIn6> parse(String text) {
        var in = new AddressScanner(text);
        boolean bracket = in.skip("[");
        var groups = new int[GROUPS];
        boolean good = readGroups(in, groups);
        long scope = in.skip("%") ? in.scope() : 0;
        int port = 0;
        if (bracket) {
            good &= in.skip("]");
            port = in.skip(":") ? in.port() : 0;
        }
        if (!good || scope < 0 || port < 0 || !in.atEnd()) {
            return Optional.empty();
        }
        return Optional.of(
                new SockAddrIn6(port, 0, number(groups, 0), number(groups, 4), (int) scope));
    }

    private static boolean readGroups(AddressScanner in, int[] groups) {
        int count = 0;
        int gap = in.skip("::") ? 0 : -1;
        boolean more = gap < 0 || in.atHexDigit();
        while (more) {
            if (count <= HEAD && in.atDottedPart()) {
                if (!readDotted(in, groups, count)) {
                    return false;
                }
                count += 2;
                break;
            }
            int group = in.group();
            if (group < 0) {
                return false;
            }
            groups[count++] = group;
            if (count == GROUPS) {
                break;
            }
            if (gap < 0 && in.skip("::")) {
                gap = count;
                more = in.atHexDigit();
            } else {
                more = in.skip(":");
            }
        }
        // "::" stands for one group of zeros at least.
        return gap < 0 ? count == GROUPS : count < GROUPS && spread(groups, gap, count);
    }

    private static boolean readDotted(AddressScanner in, int[] groups, int at) {
        for (int i = 0; i < Integer.BYTES; i++) {
            if (i > 0 && !in.skip(".")) {
                return false;
            }
            int value = in.decimalByte();
            if (value < 0) {
                return false;
            }
            groups[at + i / 2] = groups[at + i / 2] << Byte.SIZE | value;
        }
        return true;
    }

    private static boolean spread(int[] groups, int gap, int count) {
        int tail = count - gap;
        System.arraycopy(groups, gap, groups, GROUPS - tail, tail);
        Arrays.fill(groups, gap, GROUPS - tail, 0);
        return true;
    }

    private static long number(int[] groups, int from) {
        long number = 0;
        for (int i = from; i < from + GROUPS / 2; i++) {
            number = number << Short.SIZE | groups[i];
        }
        return number;
    }
}
