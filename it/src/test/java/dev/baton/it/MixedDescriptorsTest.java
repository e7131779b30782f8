package dev.baton.it;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Eventually;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.NoLeaks;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.layer.RecordingFactory;
import dev.baton.testkit.layer.TestCatalog;
import dev.baton.winsock.Constants;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Descriptors of three kinds in one process: a layer's own (UDP over IPv4), those that pass a layer
 * (TCP over IPv4) and the base provider's (IPv6).
 */
@ExtendWith(NoLeaks.class)
@NullUnmarked // JUnit fills the fields.
final class MixedDescriptorsTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private TestCatalog catalog;
    private List<Sockets.Pair> pairs;

    @BeforeEach
    void start() {
        catalog =
                new TestCatalog()
                        .install(
                                e -> e.iAddressFamily() == AF_INET && e.iSocketType() == SOCK_DGRAM,
                                new RecordingFactory.First(),
                                new RecordingFactory.OwnHandles())
                        .install(
                                e ->
                                        e.iAddressFamily() == AF_INET
                                                && e.iSocketType() == SOCK_STREAM,
                                new RecordingFactory.Second());
        Sockets.startup();
        pairs =
                List.of(
                        Sockets.datagrams(AF_INET),
                        Sockets.streams(AF_INET),
                        Sockets.datagrams(AF_INET6),
                        Sockets.streams(AF_INET6));
    }

    @AfterEach
    void stop() {
        Sockets.cleanupAll();
        catalog.close();
    }

    private MemorySegment servers() {
        MemorySegment set = MemorySegment.ofArray(new byte[FdSet.SIZEOF]);
        pairs.forEach(each -> FdSet.FD_SET(each.server().s(), set));
        return set;
    }

    private static MemorySegment timeval(int seconds) {
        return MemorySegment.ofArray(new int[] {seconds, 0});
    }

    @Test
    @DisplayName("one select over all kinds of descriptors says which are ready")
    void selects() {
        MemorySegment nobody = servers();
        assertThat(Winsock.select(0, nobody, NULL, NULL, timeval(0))).isZero();
        assertThat(FdSet.count(nobody)).isZero();
        for (Sockets.Pair pair : pairs) {
            pair.client().send("x").succeeds();
            MemorySegment readable = servers();
            MemorySegment writable = servers();
            assertThat(Winsock.select(0, readable, writable, NULL, timeval(10)))
                    .isEqualTo(1 + pairs.size());
            assertThat(FdSet.count(readable)).isEqualTo(1);
            assertThat(FdSet.FD_ISSET(pair.server().s(), readable)).isTrue();
            pairs.forEach(each -> assertThat(FdSet.FD_ISSET(each.server().s(), writable)).isTrue());
            assertThat(pair.server().text(1)).isEqualTo("x");
        }
    }

    @Test
    @DisplayName("one WSAPoll over all kinds says what is ready, and what is no descriptor")
    void polls() {
        for (Sockets.Pair pair : pairs) {
            pair.client().send("x").succeeds();
            MemorySegment fds = MemorySegment.ofArray(new byte[PollFd.SIZEOF * (pairs.size() + 1)]);
            for (int i = 0; i < pairs.size(); i++) {
                PollFd.fd(fds, i, pairs.get(i).server().s());
                PollFd.events(fds, i, Constants.POLLIN);
            }
            PollFd.fd(fds, pairs.size(), 0x7ffffff0L);
            // The descriptor that is none ends the wait: until the data is there, ask again.
            Eventually.await(Worker.LIMIT, () -> Winsock.WSAPoll(fds, pairs.size() + 1, 0) == 2);
            for (int i = 0; i < pairs.size(); i++) {
                boolean ready = pairs.get(i).equals(pair);
                assertThat(PollFd.revents(fds, i) != 0).isEqualTo(ready);
                assertThat(PollFd.fd(fds, i)).isEqualTo(pairs.get(i).server().s());
            }
            assertThat(PollFd.revents(fds, pairs.size())).isEqualTo(Constants.POLLNVAL);
            assertThat(pair.server().text(1)).isEqualTo("x");
        }
    }

    @Test
    @DisplayName("a select over all kinds waits, and the close of any of them ends it")
    void closeEndsTheWait() {
        while (!pairs.isEmpty()) {
            MemorySegment set = servers();
            Holder server = pairs.getFirst().server();
            Background<Integer> wait =
                    Background.call(() -> Winsock.select(0, set, NULL, NULL, timeval(20)))
                            .awaitInside("select");
            server.close();
            assertThat(wait.await()).isEqualTo(1);
            assertThat(FdSet.FD_ISSET(server.s(), set)).isTrue();
            pairs = pairs.subList(1, pairs.size());
        }
    }

    @Test
    @DisplayName("a descriptor of the provider beneath, and one that is none, is WSAENOTSOCK")
    void refusesForeignDescriptors() {
        Holder own = pairs.getFirst().server();
        MemorySegment handle = MemorySegment.ofArray(new long[1]);
        MemorySegment bytes = MemorySegment.ofArray(new int[1]);
        Sockets.check(
                Winsock.WSAIoctl(
                        own.s(),
                        Constants.SIO_BASE_HANDLE,
                        NULL,
                        0,
                        handle,
                        Long.BYTES,
                        bytes,
                        NULL,
                        null));
        long beneath = Memory.int64(handle, 0);
        assertThat(beneath).isNotEqualTo(own.s());
        for (long foreign : new long[] {beneath, own.s() + 4, 0x7ffffff0L, 0}) {
            assertThat(Winsock.closesocket(foreign)).isEqualTo(-1);
            assertThat(Winsock.WSAGetLastError()).isEqualTo(Constants.WSAENOTSOCK);
            MemorySegment set = servers();
            FdSet.FD_SET(foreign, set);
            assertThat(Winsock.select(0, set, NULL, NULL, timeval(0))).isEqualTo(-1);
            assertThat(Winsock.WSAGetLastError()).isEqualTo(Constants.WSAENOTSOCK);
        }
        pairs.getFirst().client().send("x").succeeds();
        assertThat(own.text(1)).isEqualTo("x");
    }

    @Test
    @DisplayName("sockets of different chains are not duplicated in one call: WSAEINVAL")
    void refusesDifferentChainsInOneCall() {
        MemorySegment two = MemorySegment.ofArray(new long[2]);
        Memory.int64(two, 0, pairs.get(1).server().s());
        Memory.int64(two, 8, pairs.get(3).server().s());
        MemorySegment infos = MemorySegment.ofArray(new byte[2 * 628]);
        int own = (int) ProcessHandle.current().pid();
        assertThat(SharedSockets.duplicate(two, 2, own, infos)).isEqualTo(-1);
        assertThat(Winsock.WSAGetLastError()).isEqualTo(Constants.WSAEINVAL);
    }

    @Test
    @DisplayName("many sockets of one chain are duplicated in one call, also with own descriptors")
    void duplicatesManyThroughAChain() {
        for (Sockets.Pair pair : pairs) {
            MemorySegment two = MemorySegment.ofArray(new long[2]);
            Memory.int64(two, 0, pair.server().s());
            Memory.int64(two, 8, pair.client().s());
            MemorySegment infos = MemorySegment.ofArray(new byte[2 * 628]);
            int own = (int) ProcessHandle.current().pid();
            Sockets.check(SharedSockets.duplicate(two, 2, own, infos));
            Holder server = Here.HERE.open(Memory.bytes(infos, 0, 628));
            Holder client = Here.HERE.open(Memory.bytes(infos, 628, 628));
            client.send("x").succeeds();
            assertThat(server.text(1)).isEqualTo("x");
        }
    }
}
