package dev.baton.it.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.Scratch;
import dev.baton.testkit.DescriptorSnapshot;
import java.lang.foreign.ValueLayout;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Finds the descriptor of a TCP connection that the JDK made and keeps to itself. */
final class JdkDescriptor {
    private static final int PORT = 2;

    private JdkDescriptor() {}

    static int of(SocketChannel channel) {
        return between(channel.socket().getLocalPort(), channel.socket().getPort());
    }

    /** The only one of this process between two ports. */
    static int between(int localPort, int remotePort) {
        List<Integer> found =
                DescriptorSnapshot.ofSelf()
                        .only(DescriptorSnapshot.Descriptor::isSocket)
                        .descriptors()
                        .keySet()
                        .stream()
                        .filter(each -> port(each, true) == localPort)
                        .filter(each -> port(each, false) == remotePort)
                        .toList();
        if (found.size() != 1) {
            throw new AssertionError(found + " between " + localPort + " and " + remotePort);
        }
        return found.getFirst();
    }

    private static int port(int descriptor, boolean local) {
        Scratch scratch = Scratch.current();
        scratch.length().set(ValueLayout.JAVA_INT, 0, Scratch.ADDRESS_SIZE);
        int result =
                local
                        ? Linux.getsockname(descriptor, scratch.address(), scratch.length())
                        : Linux.getpeername(descriptor, scratch.address(), scratch.length());
        if (result < 0) {
            return -1;
        }
        int high = scratch.address().get(ValueLayout.JAVA_BYTE, PORT) & 0xFF;
        return high << 8 | (scratch.address().get(ValueLayout.JAVA_BYTE, PORT + 1) & 0xFF);
    }
}
