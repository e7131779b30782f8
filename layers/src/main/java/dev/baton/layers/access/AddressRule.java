package dev.baton.layers.access;

import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import dev.baton.winsock.struct.SockAddrUn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Which addresses a rule means. */
sealed interface AddressRule {
    /** Whether it means this one. */
    boolean matches(SockAddr address);

    /** Every address of every family. */
    record Every() implements AddressRule {
        @Override
        public boolean matches(SockAddr address) {
            return true;
        }
    }

    /**
     * Addresses of IP.
     *
     * @param network empty for every address
     * @param prefix how many of its bits count
     */
    record Ip(Optional<InetAddress> network, int prefix, int firstPort, int lastPort)
            implements AddressRule {
        @Override
        public boolean matches(SockAddr address) {
            // What is mapped into IPv6 is IPv4 by then: Java says so.
            InetSocketAddress ip =
                    switch (address) {
                        case SockAddrIn four -> four.toInetSocketAddress();
                        case SockAddrIn6 six -> withoutScope(six).toInetSocketAddress();
                        case SockAddrUn local -> null;
                    };
            return ip != null
                    && ip.getPort() >= firstPort
                    && ip.getPort() <= lastPort
                    && network.map(it -> in(it.getAddress(), ip.getAddress().getAddress()))
                            .orElse(true);
        }

        private static SockAddrIn6 withoutScope(SockAddrIn6 six) {
            return new SockAddrIn6(six.port(), 0, six.high(), six.low(), 0);
        }

        private boolean in(byte[] net, byte[] address) {
            if (net.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >>> bit % Byte.SIZE;
                if (((net[bit / Byte.SIZE] ^ address[bit / Byte.SIZE]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Local sockets in the file system.
     *
     * @param top the file or folder that they are, or are in
     * @param unknown whether it means those too whose path Java can't name
     */
    record InFolder(Path top, boolean unknown) implements AddressRule {
        @Override
        public boolean matches(SockAddr address) {
            return address instanceof SockAddrUn local
                    && !local.isUnnamed()
                    && !local.isAbstract()
                    && SocketPath.of(local).map(path -> path.startsWith(top)).orElse(unknown);
        }
    }

    /**
     * Local sockets outside the file system, those without a name among them.
     *
     * @param prefix how the name begins
     */
    record Abstract(String prefix) implements AddressRule {
        @Override
        public boolean matches(SockAddr address) {
            if (!(address instanceof SockAddrUn local)) {
                return false;
            }
            byte[] begin = prefix.getBytes(StandardCharsets.UTF_8);
            byte[] name = local.isAbstract() ? local.pathBytes() : new byte[1];
            return (local.isUnnamed() || local.isAbstract())
                    && name.length > begin.length
                    && Arrays.equals(name, 1, 1 + begin.length, begin, 0, begin.length);
        }
    }
}
