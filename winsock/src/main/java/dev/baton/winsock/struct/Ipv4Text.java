package dev.baton.winsock.struct;

import java.util.Optional;

/** IPv4 addresses as text. */
final class Ipv4Text {
    private static final int PARTS = 4;

    private Ipv4Text() {}

    static String format(SockAddrIn address) {
        String dotted = dotted(address.address());
        return address.port() == 0 ? dotted : dotted + ':' + address.port();
    }

    static String dotted(int address) {
        return (address >>> 24)
                + "."
                + (address >>> 16 & 0xff)
                + "."
                + (address >>> 8 & 0xff)
                + "."
                + (address & 0xff);
    }

    static Optional<SockAddrIn> parse(String text) {
        var in = new AddressScanner(text);
        long address = address(in);
        int port = in.skip(":") ? in.port() : 0;
        if (address < 0 || port < 0 || !in.atEnd()) {
            return Optional.empty();
        }
        return Optional.of(new SockAddrIn(port, (int) address));
    }

    // As inet_addr has it: every part but the last is a byte, the last one is all the rest.
    private static long address(AddressScanner in) {
        long address = 0;
        for (int part = 1; part <= PARTS; part++) {
            long number = in.number();
            boolean last = !in.skip(".");
            int bits = last ? (PARTS + 1 - part) * Byte.SIZE : Byte.SIZE;
            if (number < 0 || number >>> bits != 0) {
                return AddressScanner.NONE;
            }
            address = address << bits | number;
            if (last) {
                return address;
            }
        }
        return AddressScanner.NONE;
    }
}
