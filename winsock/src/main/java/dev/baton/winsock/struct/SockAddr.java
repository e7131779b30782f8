package dev.baton.winsock.struct;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.NO_ERROR;
import static dev.baton.winsock.Constants.WSAEAFNOSUPPORT;
import static dev.baton.winsock.Constants.WSAEFAULT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A socket address with the layout and the family numbers of Windows.
 *
 * <p>Family, and what is not said to be in network order, is little-endian.
 */
public sealed interface SockAddr permits SockAddrIn, SockAddrIn6, SockAddrUn {
    /** Bytes of the family, with which every address begins. */
    int SIZEOF_FAMILY = 2;

    /**
     * Returns the address family.
     *
     * @return {@code AF_} number of Windows
     */
    int family();

    /**
     * Returns the length of the address.
     *
     * @return bytes, the {@code namelen} that belongs to {@link #toBytes}
     */
    int length();

    /**
     * Encodes the address.
     *
     * @return a new array of {@link #length} bytes
     */
    byte[] toBytes();

    /**
     * Encodes the address into native memory.
     *
     * @param arena owner of the memory
     * @return a new segment of {@link #length} bytes
     */
    default MemorySegment toSegment(Arena arena) {
        byte[] bytes = toBytes();
        MemorySegment segment = arena.allocate(bytes.length);
        Memory.bytes(segment, 0, bytes);
        return segment;
    }

    /**
     * Encodes the address into the heap.
     *
     * @return a new segment of {@link #length} bytes
     */
    default MemorySegment toSegment() {
        return MemorySegment.ofArray(toBytes());
    }

    /**
     * Tells why memory holds no address.
     *
     * @param name what the caller handed over
     * @param namelen how many bytes of it are the address
     * @return 0 if {@link #of(MemorySegment, int)} will succeed; {@code WSAEFAULT} if the memory
     *     can't be read or {@code namelen} is too small for the family; {@code WSAEAFNOSUPPORT} if
     *     the family is unknown
     */
    static int fault(@Nullable MemorySegment name, int namelen) {
        if (name == null || namelen < SIZEOF_FAMILY || !Memory.readable(name, namelen)) {
            return WSAEFAULT;
        }
        int least =
                switch (family(name)) {
                    case AF_INET -> SockAddrIn.SIZEOF;
                    case AF_INET6 -> SockAddrIn6.SIZEOF;
                    case AF_UNIX -> SIZEOF_FAMILY;
                    default -> Integer.MAX_VALUE;
                };
        if (least == Integer.MAX_VALUE) {
            return WSAEAFNOSUPPORT;
        }
        return namelen < least ? WSAEFAULT : NO_ERROR;
    }

    /**
     * Reads the family of an address.
     *
     * @param name at least two readable bytes
     * @return {@code AF_} number of Windows
     */
    static int family(MemorySegment name) {
        return Memory.uint16(name, 0);
    }

    /**
     * Decodes an address.
     *
     * @param name where it begins
     * @param namelen its length in bytes; more than the family needs is ignored
     * @return the address
     * @throws IllegalArgumentException if {@link #fault} does not return 0
     */
    static SockAddr of(MemorySegment name, int namelen) {
        int fault = fault(name, namelen);
        if (fault != NO_ERROR) {
            throw new IllegalArgumentException(
                    "no socket address in "
                            + namelen
                            + " bytes of "
                            + name
                            + ": "
                            + ErrorNames.name(fault));
        }
        return switch (family(name)) {
            case AF_INET -> SockAddrIn.read(name);
            case AF_INET6 -> SockAddrIn6.read(name);
            default -> SockAddrUn.read(name, namelen);
        };
    }

    /**
     * Converts a Java address.
     *
     * @param address a resolved address
     * @return a {@link SockAddrIn} or {@link SockAddrIn6}, after the class of the address
     * @throws IllegalArgumentException if the address is unresolved
     */
    static SockAddr of(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address
                ? SockAddrIn.of(address)
                : SockAddrIn6.of(address);
    }
}
