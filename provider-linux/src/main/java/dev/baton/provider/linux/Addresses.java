package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Socket addresses on their way between a caller and the kernel. The structures of IPv4 and IPv6
 * differ in the number of the family only; a local one differs in its length: Linux counts the
 * bytes of the name, Windows the whole field.
 */
final class Addresses {
    private static final int FAMILY = Short.BYTES;
    private static final long PORT = 2;
    private static final long ADDRESS_4 = 4;
    private static final long ADDRESS_6 = 8;

    private Addresses() {}

    /** Whether a pointer is C's NULL. */
    static boolean absent(MemorySegment pointer) {
        return pointer.isNative() && pointer.address() == 0;
    }

    /** The {@code sa_family} of an address, or −1 if the memory can't hold one. */
    static int family(MemorySegment name, int namelen) {
        return namelen >= FAMILY && Memory.readable(name, FAMILY) ? Memory.uint16(name, 0) : -1;
    }

    /**
     * Writes a caller's address to the thread's {@link Scratch#address}.
     *
     * @param af the socket's family, a Windows number
     * @return the length for the kernel, −WSAEFAULT (unusable or too short) or −WSAEAFNOSUPPORT
     */
    static int toLinux(MemorySegment name, int namelen, int af) {
        int least = af == Constants.AF_UNIX ? FAMILY : size(af);
        if (namelen < least || !Memory.readable(name, namelen)) {
            return -Constants.WSAEFAULT;
        }
        if (Memory.uint16(name, 0) != af) {
            return -Constants.WSAEAFNOSUPPORT;
        }
        MemorySegment target = Scratch.current().address();
        int length = af == Constants.AF_UNIX ? localLength(name, namelen) : size(af);
        MemorySegment.copy(name, 0, target, 0, length);
        target.set(JAVA_SHORT_UNALIGNED, 0, (short) linuxFamily(af));
        return length;
    }

    private static int localLength(MemorySegment name, int namelen) {
        int end = Math.min(namelen, Constants.SIZEOF_SOCKADDR_UN);
        int length = FAMILY;
        if (end == FAMILY) {
            return FAMILY;
        }
        boolean inFileSystem = name.get(JAVA_BYTE, FAMILY) != 0;
        for (int i = FAMILY; i < end; i++) {
            if (name.get(JAVA_BYTE, i) != 0) {
                length = i + 1;
            } else if (inFileSystem) {
                break;
            }
        }
        return length;
    }

    /** Writes the kernel's AF_UNSPEC, which dissolves a connection; returns its length. */
    static int unspecified() {
        MemorySegment target = Scratch.current().address();
        target.asSlice(0, Constants.SIZEOF_SOCKADDR_IN).fill((byte) 0);
        return Constants.SIZEOF_SOCKADDR_IN;
    }

    /**
     * Turns the kernel's address into Windows' form, in place.
     *
     * @param address at least 2 bytes
     * @param length as the kernel wrote it
     * @return the length for the caller
     */
    static int toWinsock(MemorySegment address, int length) {
        int family = length < FAMILY ? 0 : address.get(JAVA_SHORT_UNALIGNED, 0);
        if (family == LinuxConstants.AF_INET6) {
            address.set(JAVA_SHORT_UNALIGNED, 0, (short) Constants.AF_INET6);
            return Constants.SIZEOF_SOCKADDR_IN6;
        }
        if (family == LinuxConstants.AF_INET) {
            return Constants.SIZEOF_SOCKADDR_IN;
        }
        if (length < FAMILY) {
            // A local socket without a name.
            address.set(JAVA_SHORT_UNALIGNED, 0, (short) Constants.AF_UNIX);
        }
        return Math.min(Math.max(length, FAMILY), Constants.SIZEOF_SOCKADDR_UN);
    }

    /** Whether memory for an address and its length can take {@code length} bytes. */
    static boolean fits(MemorySegment name, MemorySegment namelen, int length) {
        return Memory.writable(namelen, Integer.BYTES)
                && Memory.int32(namelen, 0) >= length
                && Memory.writable(name, length);
    }

    /** Hands an address in Windows' form to a caller whose memory {@link #fits}. */
    static void write(
            MemorySegment address, int length, MemorySegment name, MemorySegment namelen) {
        MemorySegment.copy(address, 0, name, 0, length);
        Memory.int32(namelen, 0, length);
    }

    /** Whether an address of the kernel is 0.0.0.0 or ::. */
    static boolean any(MemorySegment address) {
        return switch (address.get(JAVA_SHORT_UNALIGNED, 0)) {
            case LinuxConstants.AF_INET -> Memory.int32(address, ADDRESS_4) == 0;
            case LinuxConstants.AF_INET6 ->
                    (Memory.int64(address, ADDRESS_6) | Memory.int64(address, ADDRESS_6 + 8)) == 0;
            default -> false;
        };
    }

    /** Whether an address of the kernel is one of IP with port 0. */
    static boolean withoutPort(MemorySegment address) {
        return address.get(JAVA_SHORT_UNALIGNED, 0) != LinuxConstants.AF_UNIX
                && Memory.int16(address, PORT) == 0;
    }

    /** Bytes of a Windows address, for a local one the most. */
    static int size(int af) {
        return switch (af) {
            case Constants.AF_INET -> Constants.SIZEOF_SOCKADDR_IN;
            case Constants.AF_INET6 -> Constants.SIZEOF_SOCKADDR_IN6;
            default -> Constants.SIZEOF_SOCKADDR_UN;
        };
    }

    static int linuxFamily(int af) {
        return af == Constants.AF_INET6 ? LinuxConstants.AF_INET6 : af;
    }
}
