package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A {@code sockaddr_in}, 16 bytes: family @0, port @2 and address @4 in network order, zeros @8.
 *
 * @param port 0 to 65535
 * @param address the address as a number: 127.0.0.1 is 0x7f000001
 */
public record SockAddrIn(int port, int address) implements SockAddr {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_SOCKADDR_IN;

    /**
     * Makes an address.
     *
     * @throws IllegalArgumentException if the port is out of range
     */
    public SockAddrIn {
        checkPort(port);
    }

    static void checkPort(int port) {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " is not 0 to 65535");
        }
    }

    static SockAddrIn read(MemorySegment name) {
        return new SockAddrIn(
                Short.toUnsignedInt(Short.reverseBytes(Memory.int16(name, 2))),
                Integer.reverseBytes(Memory.int32(name, 4)));
    }

    /**
     * Converts a Java address.
     *
     * @param address a resolved IPv4 address
     * @return the address
     * @throws IllegalArgumentException if it is unresolved or not IPv4
     */
    public static SockAddrIn of(InetSocketAddress address) {
        if (!(address.getAddress() instanceof Inet4Address ipv4)) {
            throw new IllegalArgumentException(
                    address + " is no resolved IPv4 address; resolve it, or use SockAddrIn6");
        }
        return new SockAddrIn(address.getPort(), ByteBuffer.wrap(ipv4.getAddress()).getInt());
    }

    /**
     * Converts to a Java address.
     *
     * @return the address, without a name
     */
    public InetSocketAddress toInetSocketAddress() {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an IPv4 address", e);
        }
    }

    @Override
    public int family() {
        return Constants.AF_INET;
    }

    @Override
    public int length() {
        return SIZEOF;
    }

    @Override
    public byte[] toBytes() {
        var out = ByteBuffer.allocate(SIZEOF);
        out.putShort(Short.reverseBytes((short) Constants.AF_INET));
        return out.putShort((short) port).putInt(address).array();
    }
}
