package dev.baton.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Through public doors of the JDK only: a channel is opened in the usual way, and the socket put in
 * place of its own.
 */
final class CarrierDoor implements ChannelDoor {
    private final String reason;

    CarrierDoor(String reason) {
        this.reason = reason;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Capabilities.Way.CARRIER, reason);
    }

    @Override
    public int copy(NetworkChannel channel) throws IOException {
        Integer known = Carriers.descriptor(open(channel));
        int copy;
        try {
            copy = Descriptors.copy(known != null ? known : search(channel).descriptor());
        } catch (SharedChannelException e) {
            throw causeOf(e, channel);
        }
        // If it was closed meanwhile, the copy may be one of whatever got its number.
        if (!channel.isOpen()) {
            Linux.close(copy);
            throw new ClosedChannelException();
        }
        return copy;
    }

    // The channel's own mode can't be reached: configureBlocking would change it for all.
    @Override
    public void keepNonBlocking(NetworkChannel channel, int copy) {
        Carriers.shared(channel);
        Descriptors.nonBlocking(copy, true);
    }

    @Override
    public boolean unshared(NetworkChannel channel) {
        return !Carriers.isShared(channel);
    }

    // Whether a thread is blocked in a channel of blocking mode can't be seen.
    @Override
    public boolean closesWithHarm(NetworkChannel channel) {
        return channel instanceof SelectableChannel selectable
                && (selectable.isRegistered() || selectable.isBlocking());
    }

    @Override
    public void detach(NetworkChannel channel, Selectors selectors) throws IOException {
        int descriptor;
        try {
            descriptor = descriptor(channel);
        } catch (SharedChannelException e) {
            throw causeOf(e, channel);
        }
        selectors.forget(descriptor);
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        Placeholder.replace(descriptor);
    }

    // A selector's thread that begins to wait for something just now adds the socket again: without
    // the channel's lock, nobody can tell whether the descriptor is still the channel's afterwards.
    @Override
    public void detachAndClose(NetworkChannel channel, Selectors selectors) throws IOException {
        detach(channel, selectors);
        channel.close();
    }

    private static int descriptor(NetworkChannel channel) throws IOException {
        Integer known = Carriers.descriptor(open(channel));
        return known != null ? known : search(channel).descriptor();
    }

    // A channel that is closed meanwhile is not found, or has no descriptor any more.
    private static IOException causeOf(SharedChannelException e, NetworkChannel channel) {
        return channel.isOpen() ? e : new ClosedChannelException();
    }

    private static NetworkChannel open(NetworkChannel channel) throws ClosedChannelException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        return channel;
    }

    private static DescriptorSearch search(NetworkChannel channel) throws IOException {
        int type =
                channel instanceof DatagramChannel
                        ? LinuxConstants.SOCK_DGRAM
                        : LinuxConstants.SOCK_STREAM;
        SocketAddress remote =
                switch (channel) {
                    case SocketChannel connection -> connection.getRemoteAddress();
                    case DatagramChannel datagrams -> datagrams.getRemoteAddress();
                    case ServerSocketChannel _ -> null;
                    default ->
                            throw new SharedChannelException(
                                    Constants.WSAEOPNOTSUPP,
                                    "a "
                                            + channel.getClass().getName()
                                            + " can't be shared: it is not a channel of the JDK");
                };
        return new DescriptorSearch(
                type,
                channel.getLocalAddress(),
                remote,
                "with access to the JDK's channels nothing needs to be found: "
                        + JdkChannels.closedReason());
    }

    @Override
    public SocketChannel socketChannel(int descriptor, boolean alone) throws IOException {
        ProtocolFamily family = family(descriptor);
        return family == StandardProtocolFamily.UNIX
                ? carry(unix(), descriptor, alone)
                : carryOverInternet(family, descriptor, alone);
    }

    // The listener's end resets the carrier's own connection, whose names then find nothing.
    private static SocketChannel carryOverInternet(
            ProtocolFamily family, int descriptor, boolean alone) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open(family)) {
            listener.bind(loopback(family), 1);
            return carry(
                    connected(SocketChannel.open(family), listener.getLocalAddress()),
                    descriptor,
                    alone);
        }
    }

    private static SocketChannel unix() throws IOException {
        Path folder = Files.createTempDirectory("baton");
        Path path = folder.resolve("carrier");
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            SocketAddress address = UnixDomainSocketAddress.of(path);
            listener.bind(address, 1);
            // Of the two ends only this one has a name to be found by.
            SocketChannel unnamed = SocketChannel.open(StandardProtocolFamily.UNIX);
            try (unnamed) {
                unnamed.connect(address);
                return listener.accept();
            }
        } finally {
            Files.deleteIfExists(path);
            Files.deleteIfExists(folder);
        }
    }

    private static SocketChannel connected(SocketChannel channel, SocketAddress to)
            throws IOException {
        boolean connected = false;
        try {
            channel.connect(to);
            connected = true;
            return channel;
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    @Override
    public ServerSocketChannel serverSocketChannel(int descriptor, boolean alone)
            throws IOException {
        ProtocolFamily family = family(descriptor);
        if (family == StandardProtocolFamily.UNIX) {
            Path folder = Files.createTempDirectory("baton");
            Path path = folder.resolve("carrier");
            try {
                return carry(bound(family, UnixDomainSocketAddress.of(path)), descriptor, alone);
            } finally {
                Files.deleteIfExists(path);
                Files.deleteIfExists(folder);
            }
        }
        return carry(bound(family, loopback(family)), descriptor, alone);
    }

    private static ServerSocketChannel bound(ProtocolFamily family, SocketAddress address)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(family);
        boolean bound = false;
        try {
            listener.bind(address, 1);
            bound = true;
            return listener;
        } finally {
            if (!bound) {
                listener.close();
            }
        }
    }

    @Override
    public DatagramChannel datagramChannel(int descriptor, boolean alone) throws IOException {
        ProtocolFamily family = family(descriptor);
        DatagramChannel carrier = DatagramChannel.open(family);
        boolean ready = false;
        try {
            carrier.bind(loopback(family));
            if (KernelNames.remote(descriptor).isPresent()) {
                // To itself: nobody else must be told of this socket.
                carrier.connect(carrier.getLocalAddress());
            }
            ready = true;
            return carry(carrier, descriptor, alone);
        } finally {
            if (!ready) {
                carrier.close();
            }
        }
    }

    private static <C extends NetworkChannel> C carry(C carrier, int descriptor, boolean alone)
            throws IOException {
        boolean carries = false;
        try {
            int place = descriptor(carrier);
            Descriptors.nonBlocking(descriptor, !alone);
            Descriptors.replace(place, descriptor);
            Carriers.add(carrier, place);
            if (!alone) {
                Carriers.shared(carrier);
            }
            carries = true;
            return carrier;
        } finally {
            if (!carries) {
                carrier.close();
            }
        }
    }

    private static InetSocketAddress loopback(ProtocolFamily family) throws IOException {
        byte[] address = new byte[family == StandardProtocolFamily.INET6 ? 16 : 4];
        address[address.length - 1] = 1;
        if (address.length == 4) {
            address[0] = 127;
        }
        return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    }

    private static ProtocolFamily family(int descriptor) {
        return switch (Descriptors.family(descriptor)) {
            case LinuxConstants.AF_UNIX -> StandardProtocolFamily.UNIX;
            case LinuxConstants.AF_INET6 -> StandardProtocolFamily.INET6;
            default -> StandardProtocolFamily.INET;
        };
    }
}
