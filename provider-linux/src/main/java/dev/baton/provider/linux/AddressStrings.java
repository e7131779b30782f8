package dev.baton.provider.linux;

import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.AddressText;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.TerminatedText;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** {@code WSPAddressToString} and {@code WSPStringToAddress}: memory and codes around the text. */
final class AddressStrings {
    private AddressStrings() {}

    /** Writes an address as text: 0 or a negated code. */
    static int format(
            MemorySegment address, int length, MemorySegment text, MemorySegment textLength) {
        long bytes = Integer.toUnsignedLong(length);
        if (!Memory.readable(address, bytes) || !Memory.writable(textLength, Integer.BYTES)) {
            return -Constants.WSAEFAULT;
        }
        int namelen = (int) Math.min(bytes, Constants.SIZEOF_SOCKADDR_STORAGE);
        Optional<String> formatted =
                SockAddr.fault(address, namelen) == 0
                        ? AddressText.format(SockAddr.of(address, namelen))
                        : Optional.empty();
        if (formatted.isEmpty()) {
            return -Constants.WSAEINVAL;
        }
        int needed = formatted.get().length() + 1;
        if (Integer.compareUnsigned(Memory.int32(textLength, 0), needed) < 0) {
            Memory.int32(textLength, 0, needed);
            return -Constants.WSAEFAULT;
        }
        if (!Memory.writable(text, (long) needed * Character.BYTES)) {
            return -Constants.WSAEFAULT;
        }
        TerminatedText.writeW(text, formatted.get());
        Memory.int32(textLength, 0, needed);
        return 0;
    }

    /**
     * Reads an address from text: 0 or a negated code. The room comes before the text, as on
     * Windows.
     */
    static int parse(
            MemorySegment text, int family, MemorySegment address, MemorySegment addressLength) {
        boolean known = family == Constants.AF_INET || family == Constants.AF_INET6;
        if (Addresses.absent(text) || !known) {
            return -Constants.WSAEINVAL;
        }
        if (!Memory.writable(addressLength, Integer.BYTES)) {
            return -Constants.WSAEFAULT;
        }
        int needed = Addresses.size(family);
        if (Memory.int32(addressLength, 0) < needed) {
            Memory.int32(addressLength, 0, needed);
            return -Constants.WSAEFAULT;
        }
        Optional<String> characters = TerminatedText.readW(text);
        if (characters.isEmpty() || !Memory.writable(address, needed)) {
            return -Constants.WSAEFAULT;
        }
        Optional<SockAddr> parsed = AddressText.parse(family, characters.get());
        if (parsed.isEmpty()) {
            return -Constants.WSAEINVAL;
        }
        Memory.bytes(address, 0, parsed.get().toBytes());
        Memory.int32(addressLength, 0, needed);
        return 0;
    }
}
