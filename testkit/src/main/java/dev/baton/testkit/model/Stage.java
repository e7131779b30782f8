package dev.baton.testkit.model;

import static dev.baton.winsock.Constants.AF_INET;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.model.Action.Verb;
import dev.baton.winsock.struct.SockAddrIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What all trials of a run share: the processes, and what their sockets connect with. The other
 * ends are the JDK's channels, which know nothing of Winsock.
 */
final class Stage implements AutoCloseable {
    /** Small against {@link #SEND_BUFFER}: what the peer takes by itself makes no room. */
    static final int RECEIVE_BUFFER = 16_384;

    static final int SEND_BUFFER = 150_000;

    private final List<Site> sites;
    private final Holder listener;
    private final ServerSocketChannel server;
    private final SocketChannel silent;
    private final DatagramChannel one;
    private final DatagramChannel other;

    Stage(int processes) throws IOException {
        sites =
                IntStream.range(0, processes)
                        .mapToObj(i -> i == 0 ? Site.here() : Site.elsewhere())
                        .toList();
        listener = Sockets.listener(AF_INET);
        server = ServerSocketChannel.open();
        server.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
        server.bind(loopback(0));
        silent = SocketChannel.open().bind(loopback(0));
        one = DatagramChannel.open().bind(loopback(0));
        other = DatagramChannel.open().bind(loopback(0));
        one.connect(other.getLocalAddress());
        other.connect(one.getLocalAddress());
        for (Site site : sites) {
            exchange(site);
        }
    }

    /** Duplicates to and fro, so that what two processes keep for that is open. */
    private void exchange(Site site) {
        Site here = site(0);
        long s = listener.s();
        Site from = here;
        for (Site to : List.of(site, here)) {
            Answer info = from.perform(Action.of(Verb.DUPLICATE, s, (int) to.pid(), 0));
            info.succeeds();
            long opened = to.perform(Action.open(info.data())).succeeds();
            if (s != listener.s()) {
                from.perform(Action.of(Verb.CLOSE, s, 0, 0)).succeeds();
            }
            s = opened;
            from = to;
        }
        here.perform(Action.of(Verb.CLOSE, s, 0, 0)).succeeds();
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    Site site(int process) {
        return sites.get(process);
    }

    int processes() {
        return sites.size();
    }

    /** Listens, with this process's Winsock. */
    Holder listener() {
        return listener;
    }

    static int port(Holder s) {
        return ((SockAddrIn) s.name()).port();
    }

    /** Where a connect succeeds: {@link #server}. */
    int serverPort() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    SocketChannel acceptAtServer() throws IOException {
        return server.accept();
    }

    /** Where a connect is refused: nobody listens, and nobody else can get the port. */
    int silentPort() throws IOException {
        return ((InetSocketAddress) silent.getLocalAddress()).getPort();
    }

    /**
     * Waits until what this thread has sent has arrived: the loopback keeps its packets in order,
     * and the last one here comes back.
     */
    void flush() throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(1);
        one.write(packet);
        other.read(packet.clear());
    }

    @Override
    public void close() throws IOException {
        for (var channel : List.of(server, silent, one, other)) {
            channel.close();
        }
        listener.close();
        sites.forEach(Site::close);
    }
}
