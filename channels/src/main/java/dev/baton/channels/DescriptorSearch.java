package dev.baton.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a socket of this process by its names, where nobody tells it. Looks at
 * every descriptor of the process, or up to the one that can be no other's: a microsecond each.
 *
 * @param type {@code SOCK_STREAM} or {@code SOCK_DGRAM}
 * @param local its own name
 * @param remote its peer's, null if it has none
 * @param remedy what to do where that doesn't find it
 */
record DescriptorSearch(
        int type, @Nullable SocketAddress local, @Nullable SocketAddress remote, String remedy) {
    /** Where the last one was. */
    private static volatile int near;

    /**
     * The descriptor that a channel or socket of the JDK has. Of several descriptors of one socket
     * it is the one that is not close-on-exec: the JDK makes them so, nobody else should.
     *
     * @throws SharedChannelException {@code WSAEINVAL} if there is none, or it can't be told which
     *     it is
     */
    int descriptor() throws SharedChannelException {
        SocketAddress name = local;
        if (name == null) {
            throw unclear("a socket without a name can't be looked for");
        }
        int first = first(name);
        if (first >= 0) {
            return first;
        }
        List<Integer> all = all(name);
        List<Integer> inherited = all.stream().filter(DescriptorSearch::isInherited).toList();
        if (all.size() > 1 && inherited.size() == 1) {
            return inherited.getFirst();
        }
        if (all.size() != 1) {
            throw unclear(all.size() + " descriptors of this process are bound to " + name);
        }
        return all.getFirst();
    }

    private static boolean isInherited(int descriptor) {
        return Linux.fcntl(descriptor, LinuxConstants.F_GETFD, 0) == 0;
    }

    // No two TCP connections have the same names, so the first one found will do; those of one call
    // are often neighbours.
    private int first(SocketAddress name) {
        if (type != LinuxConstants.SOCK_STREAM || !(remote instanceof InetSocketAddress)) {
            return -1;
        }
        int size = DescriptorTable.size();
        int begin = near;
        for (int i = 0; i < size; i++) {
            int descriptor = (begin + i) % size;
            if (matches(descriptor, name) && isInherited(descriptor)) {
                near = descriptor;
                return descriptor;
            }
        }
        return -1;
    }

    private List<Integer> all(SocketAddress name) {
        List<Integer> found = new ArrayList<>();
        int size = DescriptorTable.size();
        for (int descriptor = 0; descriptor < size; descriptor++) {
            if (matches(descriptor, name)) {
                found.add(descriptor);
            }
        }
        return found;
    }

    private boolean matches(int descriptor, SocketAddress name) {
        return Linux.socketOption(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_TYPE)
                        == type
                && KernelNames.mayBeLocal(descriptor, name)
                && same(KernelNames.local(descriptor), name)
                && same(KernelNames.remote(descriptor), remote);
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
