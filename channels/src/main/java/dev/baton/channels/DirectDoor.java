package dev.baton.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** Through the JDK's own classes. */
final class DirectDoor implements ChannelDoor {
    private static final InetSocketAddress UNKNOWN = new InetSocketAddress(0);

    private final JdkChannels jdk;

    DirectDoor(JdkChannels jdk) {
        this.jdk = jdk;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Capabilities.Way.DIRECT, "the package sun.nio.ch of java.base is open");
    }

    @Override
    public int copy(NetworkChannel channel) throws IOException {
        synchronized (lockOf(channel)) {
            return Descriptors.copy(descriptor(channel));
        }
    }

    @Override
    public void keepNonBlocking(NetworkChannel channel, int copy) throws IOException {
        synchronized (lockOf(channel)) {
            Descriptors.nonBlocking(copy, true);
            jdk.keepNonBlocking(channel);
        }
    }

    @Override
    public boolean unshared(NetworkChannel channel) {
        return jdk.knows(channel) && !jdk.keepsNonBlocking(channel);
    }

    @Override
    public boolean closesWithHarm(NetworkChannel channel) {
        if (!jdk.knows(channel)) {
            return false;
        }
        if (((SelectableChannel) channel).isRegistered()) {
            return true;
        }
        synchronized (jdk.lock(channel)) {
            return jdk.blocks(channel);
        }
    }

    @Override
    public void detach(NetworkChannel channel, Selectors selectors) throws IOException {
        synchronized (lockOf(channel)) {
            int descriptor = descriptor(channel);
            selectors.forget(descriptor);
            Placeholder.replace(descriptor);
        }
    }

    @Override
    public void detachAndClose(NetworkChannel channel, Selectors selectors) throws IOException {
        int descriptor;
        int copy = -1;
        try {
            synchronized (lockOf(channel)) {
                descriptor = descriptor(channel);
                copy = Linux.fcntl(descriptor, LinuxConstants.F_DUPFD_CLOEXEC, 0);
                detach(channel, selectors);
            }
            channel.close();
            // Without a descriptor to spare, what this would mend is left to chance.
            if (copy >= 0) {
                sweep(channel, descriptor, copy, selectors);
            }
        } finally {
            if (copy >= 0) {
                Linux.close(copy);
            }
        }
    }

    // A selector's thread that began to wait for something may have added the socket again before
    // it was taken away. With the keys cancelled, none will any more: under its old number it is
    // taken out for good. The number is the channel's until its selector lets go of it.
    private void sweep(NetworkChannel channel, int number, int copy, Selectors selectors)
            throws IOException {
        synchronized (lockOf(channel)) {
            if (Placeholder.isAt(number)) {
                Linux.dup3(copy, number, LinuxConstants.O_CLOEXEC);
                selectors.forget(number);
                Placeholder.replace(number);
                return;
            }
        }
        int free = Linux.fcntl(copy, LinuxConstants.F_DUPFD_CLOEXEC, number);
        if (free == number) {
            selectors.forget(number);
        }
        if (free >= 0) {
            Linux.close(free);
        }
    }

    private Object lockOf(Channel channel) throws SharedChannelException {
        if (!jdk.knows(channel)) {
            throw new SharedChannelException(
                    Constants.WSAEOPNOTSUPP,
                    "a "
                            + channel.getClass().getName()
                            + " can't be shared: it is not a channel of the JDK");
        }
        return jdk.lock(channel);
    }

    private int descriptor(Channel channel) throws ClosedChannelException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        return jdk.descriptor(channel);
    }

    @Override
    public SocketChannel socketChannel(int descriptor, boolean alone) throws IOException {
        // The peer of a connection that has ended already is unknown; reading tells how it ended.
        Optional<KernelNames.Peer> peer = KernelNames.peer(descriptor);
        SocketChannel channel =
                peer.isPresent()
                        ? jdk.connection(
                                family(peer.get().family()), descriptor, peer.get().address())
                        : jdk.connection(familyOf(descriptor), descriptor, UNKNOWN);
        return ready(channel, descriptor, alone);
    }

    // Others' calls don't depend on O_NONBLOCK if it is always set; one's own are faster without.
    private <C extends NetworkChannel> C ready(C channel, int descriptor, boolean alone) {
        Descriptors.nonBlocking(descriptor, !alone);
        if (!alone) {
            jdk.keepNonBlocking(channel);
        }
        return channel;
    }

    @Override
    public ServerSocketChannel serverSocketChannel(int descriptor, boolean alone)
            throws IOException {
        return ready(jdk.listener(familyOf(descriptor), descriptor), descriptor, alone);
    }

    @Override
    public DatagramChannel datagramChannel(int descriptor, boolean alone) throws IOException {
        Optional<InetSocketAddress> local = internet(KernelNames.local(descriptor));
        Optional<InetSocketAddress> remote = internet(KernelNames.remote(descriptor));
        DatagramChannel channel =
                Descriptors.family(descriptor) == LinuxConstants.AF_INET6
                        ? jdk.datagram(descriptor)
                        : overIpv4(descriptor);
        jdk.names(channel, local.filter(name -> name.getPort() != 0), remote);
        return ready(channel, jdk.descriptor(channel), alone);
    }

    private static Optional<InetSocketAddress> internet(Optional<SocketAddress> name) {
        return name.filter(InetSocketAddress.class::isInstance).map(InetSocketAddress.class::cast);
    }

    private DatagramChannel overIpv4(int descriptor) throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        boolean replaced = false;
        try {
            Descriptors.replace(jdk.descriptor(channel), descriptor);
            replaced = true;
            return channel;
        } finally {
            if (!replaced) {
                channel.close();
            }
        }
    }

    private static ProtocolFamily familyOf(int descriptor) {
        return family(Descriptors.family(descriptor));
    }

    private static ProtocolFamily family(int number) {
        return switch (number) {
            case LinuxConstants.AF_UNIX -> StandardProtocolFamily.UNIX;
            case LinuxConstants.AF_INET6 -> StandardProtocolFamily.INET6;
            default -> StandardProtocolFamily.INET;
        };
    }
}
