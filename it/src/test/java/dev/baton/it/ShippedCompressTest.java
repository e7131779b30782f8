package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.compress.CompressFactory;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compressed datagrams between real processes. */
@ExtendWith(NoLeaks.class)
final class ShippedCompressTest {
    private static final String TEXT = "again and ".repeat(500);
    private static final MemorySegment NULL = MemorySegment.NULL;

    private static boolean isUdp(ProtocolInfo entry) {
        return entry.iSocketType() == SOCK_DGRAM;
    }

    private static Holder bound(Peer peer) {
        Holder s = peer.socket(AF_INET, SOCK_DGRAM);
        s.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        return s;
    }

    private static int select(Holder s, MemorySegment set, int millis) {
        FdSet.FD_ZERO(set);
        FdSet.FD_SET(s.s(), set);
        MemorySegment timeout = MemorySegment.ofArray(new int[] {0, millis * 1000});
        return Sockets.check(Winsock.select(0, set, NULL, NULL, millis < 0 ? NULL : timeout));
    }

    @Test
    @DisplayName("A248 compress: processes share a socket, and select finds what came for it")
    void sharesASocket() {
        try (TestCatalog _ =
                        new TestCatalog()
                                .install(ShippedCompressTest::isUdp, new CompressFactory());
                Peer sender = Peer.start();
                Peer receiver = Peer.start()) {
            Sockets.startup();
            Holder from = bound(sender);
            Holder to = bound(receiver);
            from.sendTo(TEXT, to.name()).succeeds();
            assertThat(to.text(TEXT.length())).isEqualTo(TEXT);

            Holder here = to.shareWith(Here.HERE);
            MemorySegment set = MemorySegment.ofArray(new byte[FdSet.SIZEOF]);
            assertThat(select(here, set, 0)).isZero();
            assertThat(FdSet.count(set)).isZero();
            from.sendTo(TEXT + 1, to.name()).succeeds();
            from.sendTo(TEXT + 2, to.name()).succeeds();
            assertThat(select(here, set, -1)).isOne();
            assertThat(FdSet.FD_ISSET(here.s(), set)).isTrue();
            assertThat(here.text(TEXT.length() + 1)).isEqualTo(TEXT + 1);
            assertThat(to.text(TEXT.length() + 1)).isEqualTo(TEXT + 2);
            here.close();
            from.sendTo("to the last", to.name()).succeeds();
            assertThat(to.text(11)).isEqualTo("to the last");
        } finally {
            Sockets.cleanupAll();
        }
    }

    /** A process without layers. */
    private static Peer stranger(TestCatalog catalog) {
        return Peer.start(
                List.of(), List.of("-Ddev.baton.catalog=" + catalog.folder().resolve("none")));
    }

    @Test
    @DisplayName("compress: a stranger sees deflated bytes, and is not heard")
    void keepsAmongItself() {
        try (TestCatalog catalog =
                        new TestCatalog()
                                .install(ShippedCompressTest::isUdp, new CompressFactory());
                Peer receiver = Peer.start();
                Peer outside = stranger(catalog)) {
            Sockets.startup();
            Holder from = Sockets.bound(AF_INET, SOCK_DGRAM);
            Holder stranger = bound(outside);
            from.sendTo(TEXT, stranger.name()).succeeds();
            stranger.awaitReadable();
            assertThat(stranger.receive(TEXT.length()).succeeds().result())
                    .isBetween(2L, TEXT.length() / 10L);

            Holder to = bound(receiver);
            stranger.sendTo("plain", to.name()).succeeds();
            from.sendTo("packed", to.name()).succeeds();
            byte[] data = to.receiveFrom(100).succeeds().data();
            assertThat(Holder.address(data)).isEqualTo(from.name());
            assertThat(new String(data, 128, data.length - 128, StandardCharsets.US_ASCII))
                    .isEqualTo("packed");
            to.nonblocking(true);
            to.receive(100).failsWith(Constants.WSAEWOULDBLOCK);
        } finally {
            Sockets.cleanupAll();
        }
    }
}
