package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.WSAEACCES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.access.AccessFactory;
import dev.baton.layers.throttle.ThrottleFactory;
import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.SockAddrIn;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The layers that limit, over real sockets. */
@ExtendWith(NoLeaks.class)
final class ShippedLimitsTest {
    private static final int LARGE = 4 << 20;

    private static int send(Holder from, byte[] bytes) {
        return Winsock.send(from.s(), MemorySegment.ofArray(bytes), bytes.length, 0);
    }

    private static void rate(Holder s, int rate) {
        s.setOption(SOL_SOCKET, ThrottleFactory.SO_SEND_RATE, rate).succeeds();
    }

    @Test
    @DisplayName("throttle: a large blocking send arrives as a whole")
    void sendsEverything() {
        byte[] bytes = new byte[LARGE];
        for (int i = 0; i < LARGE; i++) {
            bytes[i] = (byte) (i % 251);
        }
        try (TestCatalog _ = new TestCatalog().install(new ThrottleFactory())) {
            Sockets.startup();
            Sockets.Pair pair = Sockets.tcp();
            rate(pair.server(), 4 * LARGE);
            Background<Integer> sent = Background.call(() -> send(pair.server(), bytes));
            byte[] arrived = new byte[LARGE];
            int count =
                    Winsock.recv(
                            pair.client().s(),
                            MemorySegment.ofArray(arrived),
                            LARGE,
                            Constants.MSG_WAITALL);
            assertThat(count).isEqualTo(LARGE);
            assertThat(Arrays.equals(arrived, bytes)).isTrue();
            assertThat(sent.await()).isEqualTo(LARGE);
        } finally {
            Sockets.cleanupAll();
        }
    }

    @Test
    @DisplayName("A167 throttle: closesocket wakes a send that waits for its allowance")
    void wakesASend() {
        try (TestCatalog _ = new TestCatalog().install(new ThrottleFactory())) {
            Sockets.startup();
            Sockets.Pair streams = Sockets.tcp();
            rate(streams.server(), 1000);
            Background<Integer> some =
                    Background.call(() -> send(streams.server(), new byte[LARGE]));
            some.awaitParked();
            streams.server().close();
            // The burst had gone before it waited.
            assertThat(some.await()).isBetween(100, LARGE - 1);

            Sockets.Pair datagrams = Sockets.datagrams(AF_INET);
            rate(datagrams.server(), 10);
            assertThat(send(datagrams.server(), new byte[10_000])).isEqualTo(10_000);
            Background<Integer> none =
                    Background.call(() ->
                            send(datagrams.server(), new byte[1]) < 0
                                    ? Winsock.WSAGetLastError()
                                    : 0);
            none.awaitParked();
            datagrams.server().close();
            assertThat(none.await()).isEqualTo(Constants.WSAEINTR);
        } finally {
            Sockets.cleanupAll();
        }
    }

    private static SockAddrIn own(int last, int port) {
        return new SockAddrIn(port, Constants.INADDR_LOOPBACK - 1 + last);
    }

    @Test
    @DisplayName("access: what the rules deny fails with WSAEACCES, the rest works")
    void deniesAddresses() {
        String rules = "deny 127.0.0.2";
        try (TestCatalog _ = new TestCatalog().install(new AccessFactory());
                Peer stranger = Peer.start();
                LayerOptions _ =
                        LayerOptions.of(
                                "access", "bind", rules, "connect", rules, "accept", rules)) {
            Sockets.startup();
            Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
            s.bind(own(2, 0)).failsWith(WSAEACCES);
            s.bind(own(1, 0)).succeeds();
            s.listen().succeeds();
            int port = ((SockAddrIn) s.name()).port();

            Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
            client.connect(own(2, port)).failsWith(WSAEACCES);
            Holder denied = stranger.socket(AF_INET, SOCK_STREAM);
            denied.bind(own(2, 0)).succeeds();
            denied.connect(own(1, port)).succeeds();
            client.connect(own(1, port)).succeeds();
            Holder accepted = s.accept();
            assertThat(accepted.peerName()).isEqualTo(client.name());
            denied.awaitReadable();
            denied.receive(1).failsWith(Constants.WSAECONNRESET);
            accepted.send("welcome").succeeds();
            assertThat(client.text(7)).isEqualTo("welcome");
        } finally {
            Sockets.cleanupAll();
        }
    }

    @Test
    @DisplayName("access: no duplicate reaches a process that may get none")
    void deniesDuplicates() {
        try (TestCatalog _ = new TestCatalog().install(new AccessFactory());
                Peer allowed = Peer.start();
                Peer other = Peer.start();
                LayerOptions _ =
                        LayerOptions.of("access", "receive", Long.toString(allowed.pid()))) {
            Sockets.startup();
            Sockets.Pair pair = Sockets.tcp();
            pair.server().tryDuplicate(other.pid()).failsWith(WSAEACCES);
            pair.server().tryDuplicateA(other.pid()).failsWith(WSAEACCES);
            MemorySegment one = MemorySegment.ofArray(new long[] {pair.server().s()});
            MemorySegment infos =
                    MemorySegment.ofArray(new byte[Constants.SIZEOF_WSAPROTOCOL_INFOW]);
            Sockets.checkFails(
                    WSAEACCES, SharedSockets.duplicate(one, 1, (int) other.pid(), infos));

            Holder there = pair.server().shareWith(allowed);
            pair.server().close();
            there.send("still here").succeeds();
            assertThat(pair.client().text(10)).isEqualTo("still here");
            there.close();
            // A duplicate on its way to the other process would keep the connection.
            pair.client().receivesEnd();
        } finally {
            Sockets.cleanupAll();
        }
    }
}
