package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.throttle.ThrottleFactory;
import dev.baton.testkit.Eventually;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.ProviderCatalog;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.ProtocolInfo;
import dev.baton.winsock.struct.TerminatedText;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What of a layer travels with a socket to another process, and what happens if it can't. */
@ExtendWith(NoLeaks.class)
final class LayerStateTest {
    private static final int RATE = 12_345;
    private static final int NAME = 116;

    private static TestCatalog throttled() {
        return new TestCatalog().install(LayerStateTest::isTcp, new ThrottleFactory());
    }

    private static boolean isTcp(ProtocolInfo entry) {
        return entry.iAddressFamily() == AF_INET && entry.iSocketType() == SOCK_STREAM;
    }

    private static Sockets.Pair pair() {
        Sockets.Pair pair = Sockets.tcp();
        pair.server().setOption(SOL_SOCKET, ThrottleFactory.SO_SEND_RATE, RATE).succeeds();
        return pair;
    }

    private static void talks(Sockets.Pair pair, Holder opened) {
        opened.send("here").succeeds();
        assertThat(pair.client().text(4)).isEqualTo("here");
        opened.close();
        pair.server().close();
        pair.client().close();
    }

    @Test
    @DisplayName("A247 A248 a socket's rate goes with it to another process, in either form")
    void carriesTheRate() {
        try (TestCatalog catalog = throttled();
                Peer target = Peer.start()) {
            assertThat(catalog.folder()).exists();
            Sockets.startup();
            for (boolean ansi : new boolean[] {false, true}) {
                Sockets.Pair pair = pair();
                byte[] info =
                        ansi
                                ? pair.server().tryDuplicateA(target.pid()).succeeds().data()
                                : pair.server().duplicateFor(target);
                Holder opened = target.open(info);
                assertThat(opened.option(SOL_SOCKET, ThrottleFactory.SO_SEND_RATE)).isEqualTo(RATE);
                talks(pair, opened);
            }
        } finally {
            Sockets.cleanupAll();
        }
    }

    @Test
    @DisplayName("A248 an accepted connection has its listener's rate")
    void inheritsTheRate() {
        try (TestCatalog catalog = throttled()) {
            assertThat(catalog.folder()).exists();
            Sockets.startup();
            Holder listener = Sockets.listener(AF_INET);
            listener.setOption(SOL_SOCKET, ThrottleFactory.SO_SEND_RATE, RATE).succeeds();
            Holder accepted = Sockets.connect(listener).server();
            assertThat(accepted.option(SOL_SOCKET, ThrottleFactory.SO_SEND_RATE)).isEqualTo(RATE);
        } finally {
            Sockets.cleanupAll();
        }
    }

    @Test
    @DisplayName("A044 without what travelled, a duplicate opens with the layer's defaults")
    void opensWithoutTheContext() {
        try (TestCatalog catalog = throttled();
                Peer target = Peer.start()) {
            assertThat(catalog.folder()).exists();
            Sockets.startup();
            Sockets.Pair pair = pair();
            ProtocolInfo ticket = ProtocolInfo.ofBytes(pair.server().duplicateFor(target));
            ProtocolInfo entry =
                    ProtocolInfo.ofBytes(
                            pair.server()
                                    .getOption(SOL_SOCKET, Constants.SO_PROTOCOL_INFOW, 628)
                                    .succeeds()
                                    .data());
            Holder opened =
                    target.open(entry.withProviderReserved(ticket.dwProviderReserved()).toBytesW());
            assertThat(opened.option(SOL_SOCKET, ThrottleFactory.SO_SEND_RATE)).isZero();
            talks(pair, opened);
        } finally {
            Sockets.cleanupAll();
        }
    }

    @Test
    @DisplayName(
            "A078 with an altered context the opening is WSAEINVAL, and the duplicate stays good")
    void refusesAnAlteredContext() {
        try (TestCatalog catalog = throttled();
                Peer target = Peer.start()) {
            assertThat(catalog.folder()).exists();
            Sockets.startup();
            Sockets.Pair pair = pair();
            byte[] info = pair.server().duplicateFor(target);
            byte[] altered = info.clone();
            int after = NAME + 2 * ProtocolInfo.ofBytes(info).protocolName().length();
            int changed = 0;
            for (int i = after; i < altered.length; i += 2) {
                if (altered[i] != 0) {
                    altered[i] ^= 0x55;
                    changed++;
                }
            }
            assertThat(changed).isPositive();
            target.tryOpen(altered).failsWith(Constants.WSAEINVAL);
            talks(pair, target.open(info));
        } finally {
            Sockets.cleanupAll();
        }
    }

    /** Installs a layer that no process has, with the ids that a real one would get. */
    private static TestCatalog absent(LayerFactory like) {
        TestCatalog catalog = new TestCatalog();
        try (ProviderCatalog read = ProviderCatalog.read()) {
            List<ProtocolInfo> over =
                    read.entries().stream()
                            .map(ProviderCatalog.Entry::info)
                            .filter(LayerStateTest::isTcp)
                            .toList();
            MemorySegment error = MemorySegment.ofArray(new int[1]);
            int result =
                    Winsock.WSCInstallProviderAndChains(
                            MemorySegment.ofArray(like.providerId().toBytes()),
                            text("dev.example.Absent"),
                            text(like.name()),
                            like.dwServiceFlags(),
                            MemorySegment.ofArray(over.getFirst().toBytesW()),
                            1,
                            MemorySegment.NULL,
                            error);
            assertThat(result).isZero();
            return catalog;
        }
    }

    @Test
    @DisplayName(
            "A240 a layer whose neighbour beneath is missing: WSAEPROVIDERFAILEDINIT, UDP works")
    void missesTheProviderBeneath() {
        try (TestCatalog catalog = absent(new ThrottleFactory())) {
            catalog.install(LayerStateTest::isTcp, new RecordingFactory.First());
            Sockets.startup();
            for (int i = 0; i < 2; i++) {
                assertThat(Winsock.socket(AF_INET, SOCK_STREAM, 0))
                        .isEqualTo(Constants.INVALID_SOCKET);
                assertThat(Winsock.WSAGetLastError()).isEqualTo(Constants.WSAEPROVIDERFAILEDINIT);
            }
            long datagram = Winsock.socket(AF_INET, Constants.SOCK_DGRAM, 0);
            assertThat(Winsock.closesocket(datagram)).isZero();
        } finally {
            Sockets.cleanupAll();
        }
    }

    private static MemorySegment text(String text) {
        MemorySegment wide = MemorySegment.ofArray(new char[text.length() + 1]);
        TerminatedText.writeW(wide, text);
        return wide;
    }

    @Test
    @DisplayName(
            "A240 a layer that the target lacks: WSAEPROVIDERFAILEDINIT, the log says what to do, the"
                    + " duplicate stays good")
    void missesTheProvider() {
        try (TestCatalog without = absent(new ThrottleFactory());
                Peer target = Peer.start();
                TestCatalog with = throttled()) {
            assertThat(with.folder()).isNotEqualTo(without.folder());
            Sockets.startup();
            Sockets.Pair pair = pair();
            byte[] info = pair.server().duplicateFor(target);
            target.tryOpen(info).failsWith(Constants.WSAEPROVIDERFAILEDINIT);
            Eventually.await(
                    Worker.LIMIT, () -> target.jvm().stderr().contains("folder of providers"));
            assertThat(target.jvm().stderr())
                    .contains("cannot start \"throttle over", "dev.example.Absent", "class path");
            talks(pair, target.open(atTheBase(info)));
        } finally {
            Sockets.cleanupAll();
        }
    }

    @Test
    @DisplayName(
            "A078 a chain that the target's catalog lacks: WSAEINVAL, the duplicate stays good")
    void missesTheChain() {
        try (TestCatalog without = new TestCatalog();
                Peer target = Peer.start();
                TestCatalog with = throttled()) {
            assertThat(with.folder()).isNotEqualTo(without.folder());
            Sockets.startup();
            Sockets.Pair pair = pair();
            byte[] info = pair.server().duplicateFor(target);
            target.tryOpen(info).failsWith(Constants.WSAEINVAL);
            talks(pair, target.open(atTheBase(info)));
        } finally {
            Sockets.cleanupAll();
        }
    }

    /** The same duplicate, to be opened without the layers. */
    private static byte[] atTheBase(byte[] info) {
        ProtocolInfo ticket = ProtocolInfo.ofBytes(info);
        int last = ticket.ProtocolChain().ChainLen() - 1;
        return ticket.withCatalogEntryId(ticket.ProtocolChain().entry(last)).toBytesW();
    }
}
