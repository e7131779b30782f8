package dev.baton.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a socket of this process by its names, where nobody tells it. Looks at
 * every descriptor of the process: a microsecond each.
 */
final class DescriptorSearch {
    private static final File TABLE = new File("/proc/self/fd");

    private DescriptorSearch() {}

    /**
     * The one descriptor of a socket.
     *
     * @param type {@code SOCK_STREAM} or {@code SOCK_DGRAM}
     * @param local its own name
     * @param remote its peer's, null if it has none
     * @throws SharedChannelException {@code WSAEINVAL} if there is none, or several of which nobody
     *     can tell which is meant
     */
    static int find(int type, @Nullable SocketAddress local, @Nullable SocketAddress remote)
            throws IOException {
        if (local == null) {
            throw unclear("a socket without a name can't be found among the descriptors");
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
        if (found.size() > 1) {
            // Copies, on their way or opened: the JDK's own descriptors survive exec.
            found.removeIf(DescriptorSearch::closesOnExec);
        }
        if (found.size() != 1) {
            throw unclear(
                    found.isEmpty()
                            ? "no descriptor of this process is bound to " + local
                            : found.size() + " descriptors of this process are bound to " + local);
        }
        return found.getFirst();
    }

    private static boolean closesOnExec(int descriptor) {
        return Linux.fcntl(descriptor, LinuxConstants.F_GETFD, 0) != 0;
    }

    private static SharedChannelException unclear(String reason) {
        return new SharedChannelException(
                Constants.WSAEINVAL,
                "cannot find the channel's descriptor: "
                        + reason
                        + "; with access to the JDK's channels nothing needs to be found: "
                        + JdkChannels.closedReason());
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
