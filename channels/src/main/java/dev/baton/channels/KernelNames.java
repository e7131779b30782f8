package dev.baton.channels;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The addresses of a socket, as the kernel tells them. */
final class KernelNames {
    private static final int PORT = 2;
    private static final int IPV4 = 4;
    private static final int IPV6 = 8;
    private static final int SCOPE = 24;
    private static final int PATH = 2;

    private KernelNames() {}

    /** Whether an address can be its own, by the port alone: of many, nearly all have another. */
    static boolean mayBeLocal(int descriptor, SocketAddress address) {
        Scratch scratch = prepared();
        return !(address instanceof InetSocketAddress internet)
                || (Linux.getsockname(descriptor, scratch.address(), scratch.length()) == 0
                        && port(scratch.address()) == internet.getPort());
    }

    /** Its own address; empty if it has none. */
    static Optional<SocketAddress> local(int descriptor) {
        Scratch scratch = prepared();
        return read(scratch, Linux.getsockname(descriptor, scratch.address(), scratch.length()));
    }

    /** Its peer's; empty if it is not connected. */
    static Optional<SocketAddress> remote(int descriptor) {
        Scratch scratch = prepared();
        return read(scratch, Linux.getpeername(descriptor, scratch.address(), scratch.length()));
    }

    /** A connected peer: its address, and the family of this socket. */
    record Peer(SocketAddress address, int family) {}

    /** The same with the family, which the address doesn't tell: IPv6 maps IPv4. */
    static Optional<Peer> peer(int descriptor) {
        Optional<SocketAddress> name = remote(descriptor);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Peer(name.get(), Scratch.current().address().get(JAVA_SHORT, 0)));
    }

    private static Scratch prepared() {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        return scratch;
    }

    private static Optional<SocketAddress> read(Scratch scratch, int result) {
        return result < 0
                ? Optional.empty()
                : of(scratch.address(), scratch.length().get(JAVA_INT, 0));
    }

    private static Optional<SocketAddress> of(MemorySegment address, int length) {
        return switch (address.get(JAVA_SHORT, 0)) {
            case LinuxConstants.AF_INET -> Optional.of(internet(address, IPV4, 4));
            case LinuxConstants.AF_INET6 -> Optional.of(internet(address, IPV6, 16));
            case LinuxConstants.AF_UNIX -> Optional.of(unix(address, length));
            default -> Optional.empty();
        };
    }

    private static SocketAddress internet(MemorySegment address, int at, int size) {
        byte[] bytes = new byte[size];
        MemorySegment.copy(address, JAVA_BYTE, at, bytes, 0, size);
        int scope = size == 16 ? address.get(JAVA_INT, SCOPE) : 0;
        try {
            InetAddress host =
                    scope == 0
                            ? InetAddress.getByAddress(bytes)
                            : Inet6Address.getByAddress(null, bytes, scope);
            return new InetSocketAddress(host, port(address));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int port(MemorySegment address) {
        return (address.get(JAVA_BYTE, PORT) & 0xFF) << 8
                | (address.get(JAVA_BYTE, PORT + 1) & 0xFF);
    }

    // A name in the abstract namespace, which begins with a zero byte, is none to the JDK.
    private static SocketAddress unix(MemorySegment address, int length) {
        int size = Math.max(0, length - PATH);
        byte[] path = new byte[size];
        MemorySegment.copy(address, JAVA_BYTE, PATH, path, 0, size);
        int end = 0;
        while (end < size && path[end] != 0) {
            end++;
        }
        return UnixDomainSocketAddress.of(new String(path, 0, end, StandardCharsets.UTF_8));
    }
}
