package dev.baton.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptors of a socket of this process by its names, where nobody tells them. Looks at
 * every descriptor of the process: a microsecond each.
 *
 * @param type {@code SOCK_STREAM} or {@code SOCK_DGRAM}
 * @param local its own name
 * @param remote its peer's, null if it has none
 * @param remedy what to do where that doesn't find it
 */
record DescriptorSearch(
        int type, @Nullable SocketAddress local, @Nullable SocketAddress remote, String remedy) {
    private static final File TABLE = new File("/proc/self/fd");

    /**
     * A descriptor of the socket, whoever owns it.
     *
     * @throws SharedChannelException {@code WSAEINVAL} if there is none, or there are several
     *     sockets of these names
     */
    int any() throws SharedChannelException {
        return ofOneSocket().getFirst();
    }

    /**
     * The descriptor that a channel or socket of the JDK has. Of several descriptors of one socket
     * it is the one that is not close-on-exec: the JDK makes them so, nobody else should.
     *
     * @throws SharedChannelException as {@link #any}; also if it can't be told which it is
     */
    int own() throws SharedChannelException {
        List<Integer> all = ofOneSocket();
        if (all.size() == 1) {
            return all.getFirst();
        }
        List<Integer> inherited = all.stream().filter(DescriptorSearch::isInherited).toList();
        if (inherited.size() != 1) {
            throw unclear(
                    all.size() + " descriptors of this process are of the socket at " + local);
        }
        return inherited.getFirst();
    }

    private List<Integer> ofOneSocket() throws SharedChannelException {
        List<Integer> all = all();
        long sockets = all.stream().mapToLong(Descriptors::cookie).distinct().count();
        if (sockets != 1) {
            throw unclear(sockets + " sockets of this process are bound to " + local);
        }
        return all;
    }

    private static boolean isInherited(int descriptor) {
        return Linux.fcntl(descriptor, LinuxConstants.F_GETFD, 0) == 0;
    }

    private List<Integer> all() throws SharedChannelException {
        if (local == null) {
            throw unclear("a socket without a name can't be looked for");
        }
        List<Integer> found = new ArrayList<>();
        for (String name : Objects.requireNonNullElse(TABLE.list(), new String[0])) {
            int descriptor = Integer.parseInt(name);
            if (Linux.socketOption(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_TYPE)
                            == type
                    && same(KernelNames.local(descriptor), local)
                    && same(KernelNames.remote(descriptor), remote)) {
                found.add(descriptor);
            }
        }
        return found;
    }

    private SharedChannelException unclear(String reason) {
        return new SharedChannelException(
                Constants.WSAEINVAL,
                "cannot find the socket's descriptor: " + reason + "; " + remedy);
    }

    // One socket for IPv4 and IPv6 has a wildcard of either kind.
    private static boolean same(Optional<SocketAddress> name, @Nullable SocketAddress wanted) {
        if (wanted == null) {
            return name.isEmpty();
        }
        if (wanted instanceof InetSocketAddress is
                && name.orElse(null) instanceof InetSocketAddress has) {
            return is.getPort() == has.getPort() && same(is.getAddress(), has.getAddress());
        }
        return name.filter(wanted::equals).isPresent();
    }

    private static boolean same(InetAddress one, InetAddress other) {
        return one.equals(other) || (one.isAnyLocalAddress() && other.isAnyLocalAddress());
    }
}
