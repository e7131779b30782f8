package dev.baton.layers.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.AnyCall;
import dev.baton.layers.Entry;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeterLayerTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void watch() {
        Metrics.addRegistry(registry);
    }

    @AfterEach
    void stop() {
        Metrics.removeRegistry(registry);
        registry.close();
    }

    private double count(String name, String... tags) {
        return registry.get("baton.winsock." + name).tags(tags).counter().count();
    }

    private long timed(String operation) {
        return registry.get("baton.winsock.latency").tags("operation", operation).timer().count();
    }

    private double open() {
        return registry.get("baton.winsock.sockets.open").gauge().value();
    }

    private static MemorySegment number(int value) {
        return MemorySegment.ofArray(new int[] {value});
    }

    private static MemorySegment[] bytes(int size) {
        return new MemorySegment[] {MemorySegment.ofArray(new byte[size])};
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WSPCleanup")
    void countsEveryEntryAndItsErrors(Entry entry) {
        try (TestChain chain = TestChain.overTcp(new MeterFactory())) {
            AnyCall.answerAll(chain.base(), call -> call.fail(Constants.WSAENETDOWN));
            if (entry.givesBool()) {
                AnyCall.answerAll(
                        chain.base(),
                        call -> {
                            call.fail(Constants.WSAENETDOWN);
                            return 0;
                        });
            }
            AnyCall.empty(chain.top(), entry, chain.lpErrno());
            AnyCall.empty(chain.top(), entry, chain.lpErrno());
            assertThat(chain.base().calls(entry.name())).hasSize(2);
            assertThat(count("calls", "entry", entry.name())).isEqualTo(2);
            assertThat(count("errors", "entry", entry.name(), "error", "WSAENETDOWN")).isEqualTo(2);
            assertThat(registry.find("baton.winsock.calls").counters())
                    .filteredOn(counter -> counter.count() > 0)
                    .hasSize(1);
        }
    }

    @Test
    void countsEachErrorForItself() {
        try (TestChain chain = TestChain.overTcp(new MeterFactory())) {
            int[] codes = {
                Constants.WSAEINVAL, Constants.WSAEWOULDBLOCK, Constants.WSAEINVAL, 4711
            };
            for (int code : codes) {
                chain.base().answers("WSPBind", call -> call.fail(code));
                chain.top().WSPBind(4, NULL, 0, chain.lpErrno());
            }
            assertThat(count("errors", "entry", "WSPBind", "error", "WSAEINVAL")).isEqualTo(2);
            assertThat(count("errors", "entry", "WSPBind", "error", "WSAEWOULDBLOCK")).isEqualTo(1);
            assertThat(count("errors", "entry", "WSPBind", "error", "error 4711")).isEqualTo(1);
        }
    }

    @Test
    void countsConnectionsAndSockets() {
        try (TestChain chain = TestChain.overTcp(new MeterFactory())) {
            long s = chain.socket();
            chain.top().WSPConnect(s, NULL, 0, NULL, NULL, NULL, NULL, chain.lpErrno());
            chain.base().answers("WSPConnect", call -> call.fail(Constants.WSAEWOULDBLOCK));
            chain.top().WSPConnect(s, NULL, 0, NULL, NULL, NULL, NULL, chain.lpErrno());
            chain.top().WSPAccept(s, NULL, NULL, null, 0, chain.lpErrno());
            assertThat(count("connections.made")).isEqualTo(1);
            assertThat(count("connections.accepted")).isEqualTo(1);
            assertThat(timed("connect")).isEqualTo(2);
            assertThat(timed("open")).isEqualTo(1);
            assertThat(open()).isEqualTo(2);
            chain.top().WSPCloseSocket(s, chain.lpErrno());
            assertThat(open()).isEqualTo(1);
            chain.base().answers("WSPCloseSocket", call -> call.fail(Constants.WSAENETDOWN));
            chain.top().WSPCloseSocket(s, chain.lpErrno());
            assertThat(open()).isEqualTo(1);
        }
    }

    @Test
    void countsBytesThatWereMoved() {
        try (TestChain chain = TestChain.overTcp(new MeterFactory())) {
            MemorySegment lpErrno = chain.lpErrno();
            chain.top().WSPSend(4, bytes(5), 1, number(0), 0, NULL, null, NULL, lpErrno);
            chain.top().WSPSendTo(4, bytes(7), 1, number(0), 0, NULL, 0, NULL, null, NULL, lpErrno);
            chain.base().answers("WSPSend", call -> call.fail(Constants.WSAECONNRESET));
            chain.top().WSPSend(4, bytes(5), 1, number(99), 0, NULL, null, NULL, lpErrno);
            MemorySegment peek = number(Constants.MSG_PEEK);
            chain.top().WSPRecv(4, bytes(9), 1, number(9), peek, NULL, null, NULL, lpErrno);
            chain.top().WSPRecv(4, bytes(9), 1, number(3), number(0), NULL, null, NULL, lpErrno);
            chain.top()
                    .WSPRecvFrom(
                            4, bytes(9), 1, number(8), number(0), NULL, NULL, NULL, null, NULL,
                            lpErrno);
            assertThat(count("bytes.sent")).isEqualTo(12);
            assertThat(count("bytes.received")).isEqualTo(11);
            assertThat(timed("send")).isEqualTo(3);
            assertThat(timed("recv")).isEqualTo(3);
        }
    }

    @Test
    void passesCountersThatCantBeReadOn() {
        MemorySegment closed;
        try (Arena arena = Arena.ofShared()) {
            closed = arena.allocate(700);
        }
        try (TestChain chain = TestChain.overTcp(new MeterFactory())) {
            AnyCall.answerAll(chain.base(), call -> 0);
            for (MemorySegment each : new MemorySegment[] {NULL, closed, number(-5)}) {
                int sent =
                        chain.top()
                                .WSPSend(
                                        4, bytes(1), 1, each, 0, NULL, null, NULL, chain.lpErrno());
                int received =
                        chain.top()
                                .WSPRecv(
                                        4,
                                        bytes(1),
                                        1,
                                        each,
                                        each,
                                        NULL,
                                        null,
                                        NULL,
                                        chain.lpErrno());
                assertThat(sent).isZero();
                assertThat(received).isZero();
            }
            assertThat(count("bytes.sent")).isZero();
            assertThat(count("bytes.received")).isZero();
        }
    }

    @Test
    void countsHandOvers() {
        MemorySegment info = MemorySegment.ofArray(new byte[ProtocolInfoLayout.SIZEOF_W]);
        try (TestChain chain = TestChain.overTcp(new MeterFactory())) {
            long s = chain.socket();
            chain.top().WSPDuplicateSocket(s, 1, info, chain.lpErrno());
            assertThat(count("handovers.out")).isEqualTo(1);
            assertThat(count("handovers.in")).isZero();
            chain.socket(info);
            assertThat(count("handovers.in")).isEqualTo(1);
            assertThat(duplicateMany(chain, s)).isZero();
            assertThat(count("handovers.out")).isEqualTo(3);
            chain.base().answers("WSPIoctl", call -> call.fail(Constants.WSAEINVAL));
            assertThat(duplicateMany(chain, s)).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(count("handovers.out")).isEqualTo(3);
            assertThat(timed("duplicate")).isEqualTo(3);
        }
    }

    private static int duplicateMany(TestChain chain, long s) {
        MemorySegment in = MemorySegment.ofArray(new byte[24]);
        Memory.int32(in, 4, 2);
        Memory.int64(in, 8, s);
        Memory.int64(in, 16, s);
        int size = 2 * ProtocolInfoLayout.SIZEOF_W;
        return chain.top()
                .WSPIoctl(
                        s,
                        VendorIoctl.DUPLICATE_SOCKETS,
                        in,
                        24,
                        MemorySegment.ofArray(new byte[size]),
                        size,
                        number(0),
                        NULL,
                        null,
                        NULL,
                        chain.lpErrno());
    }

    @Test
    void tagsTheProtocolAndTheChainAndEndsWithTheChain() {
        try (TestChain tcp = TestChain.overTcp(new MeterFactory());
                TestChain udp = TestChain.overUdp(new MeterFactory())) {
            tcp.socket();
            assertThat(count("calls", "entry", "WSPSocket", "protocol", "tcp4", "chain", "3001"))
                    .isEqualTo(1);
            udp.top().WSPConnect(4, NULL, 0, NULL, NULL, NULL, NULL, udp.lpErrno());
            assertThat(count("calls", "entry", "WSPConnect", "protocol", "udp4")).isEqualTo(1);
            assertThat(count("connections.made", "protocol", "udp4")).isZero();
            udp.base().answers("WSPBind", call -> call.fail(Constants.WSAEINVAL));
            udp.top().WSPBind(4, NULL, 0, udp.lpErrno());
        }
        assertThat(registry.getMeters()).isEmpty();
        assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
    }
}
