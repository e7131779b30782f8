package dev.baton.winsock.struct;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A {@code sockaddr_in6}, 28 bytes: family @0, port @2, flow information @4, address @8, scope @24.
 *
 * @param port 0 to 65535
 * @param flowinfo flow information as a number; in memory it is in network order
 * @param high the address' first eight bytes, the first of them the most significant
 * @param low the address' last eight bytes
 * @param scopeId index of the interface of a link-local address, 0 = none
 */
public record SockAddrIn6(int port, int flowinfo, long high, long low, int scopeId)
        implements SockAddr {
    /** Bytes of the structure. */
    public static final int SIZEOF = Constants.SIZEOF_SOCKADDR_IN6;

    private static final int IPV4_BYTES = 4;

    /**
     * Makes an address.
     *
     * @throws IllegalArgumentException if the port is out of range
     */
    public SockAddrIn6 {
        SockAddrIn.checkPort(port);
    }

    static SockAddrIn6 read(MemorySegment name) {
        return new SockAddrIn6(
                Short.toUnsignedInt(Short.reverseBytes(Memory.int16(name, 2))),
                Integer.reverseBytes(Memory.int32(name, 4)),
                Long.reverseBytes(Memory.int64(name, 8)),
                Long.reverseBytes(Memory.int64(name, 16)),
                Memory.int32(name, 24));
    }

    /**
     * Converts a Java address; an IPv4 address becomes its mapped form, as a dual-stack socket
     * needs it.
     *
     * @param address a resolved address
     * @return the address
     * @throws IllegalArgumentException if it is unresolved
     */
    public static SockAddrIn6 of(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        if (ip == null) {
            throw new IllegalArgumentException(address + " is unresolved; resolve it first");
        }
        var bytes = ByteBuffer.wrap(ip.getAddress());
        if (bytes.remaining() == IPV4_BYTES) {
            return mapped(new SockAddrIn(address.getPort(), bytes.getInt()));
        }
        int scope = ip instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
        return new SockAddrIn6(address.getPort(), 0, bytes.getLong(), bytes.getLong(), scope);
    }

    /**
     * Maps an IPv4 address into IPv6.
     *
     * @param ipv4 the address
     * @return {@code ::ffff:a.b.c.d} with its port
     */
    public static SockAddrIn6 mapped(SockAddrIn ipv4) {
        long low = 0xffffL << 32 | Integer.toUnsignedLong(ipv4.address());
        return new SockAddrIn6(ipv4.port(), 0, 0, low, 0);
    }

    /**
     * Converts to a Java address; a mapped IPv4 address becomes an IPv4 address, as everywhere in
     * Java. The flow information is lost.
     *
     * @return the address, without a name
     */
    public InetSocketAddress toInetSocketAddress() {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        try {
            InetAddress ip =
                    scopeId == 0
                            ? InetAddress.getByAddress(bytes)
                            : Inet6Address.getByAddress(null, bytes, scopeId);
            return new InetSocketAddress(ip, port);
        } catch (UnknownHostException e) {
            throw new AssertionError("sixteen bytes are an IPv6 address", e);
        }
    }

    @Override
    public int family() {
        return Constants.AF_INET6;
    }

    @Override
    public int length() {
        return SIZEOF;
    }

    @Override
    public byte[] toBytes() {
        var out = ByteBuffer.allocate(SIZEOF);
        out.putShort(Short.reverseBytes((short) Constants.AF_INET6));
        out.putShort((short) port).putInt(flowinfo).putLong(high).putLong(low);
        return out.putInt(Integer.reverseBytes(scopeId)).array();
    }
}
