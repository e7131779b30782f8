package dev.baton.layers.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.layers.AlteredContext;
import dev.baton.testkit.layer.FakeBase.Call;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import dev.baton.winsock.struct.SockAddrIn;
import dev.baton.winsock.struct.SockAddrIn6;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLayerTest {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final SockAddrIn GOOD = new SockAddrIn(80, 0x7f000001);
    private static final SockAddrIn BAD = new SockAddrIn(80, 0x0a000001);
    private static final int INIT = 1;

    private final LayerOptions options = LayerOptions.of("access");

    @AfterEach
    void forgetOptions() {
        options.close();
    }

    private void rules(String option, String rules) {
        options.set(option, rules);
    }

    private static TestChain tcp() {
        return TestChain.overTcp(new AccessFactory());
    }

    /** Calls an entry with an address: 0, or −1 and the chain's error. */
    private static long call(TestChain chain, String entry, MemorySegment name) {
        long s = chain.socket();
        int length = (int) name.byteSize();
        MemorySegment lpErrno = chain.lpErrno();
        Memory.int32(lpErrno, 0, 0);
        MemorySegment[] one = {MemorySegment.ofArray(new byte[1])};
        MemorySegment lpBytes = MemorySegment.ofArray(new int[1]);
        return switch (entry) {
            case "WSPBind" -> chain.top().WSPBind(s, name, length, lpErrno);
            case "WSPConnect" ->
                    chain.top().WSPConnect(s, name, length, NULL, NULL, NULL, NULL, lpErrno);
            case "WSPJoinLeaf" ->
                    chain.top().WSPJoinLeaf(s, name, length, NULL, NULL, NULL, NULL, 0, lpErrno);
            default ->
                    chain.top()
                            .WSPSendTo(
                                    s, one, 1, lpBytes, 0, name, length, NULL, null, NULL, lpErrno);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "bind, WSPBind",
        "connect, WSPConnect",
        "connect, WSPJoinLeaf",
        "connect, WSPSendTo",
        "sendto, WSPSendTo"
    })
    void asksTheRules(String option, String entry) {
        rules(option, "deny 10.0.0.0/8");
        try (TestChain chain = tcp()) {
            assertThat(call(chain, entry, BAD.toSegment())).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAEACCES);
            SockAddrIn6 mapped = SockAddrIn6.mapped(BAD);
            assertThat(call(chain, entry, mapped.toSegment())).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAEACCES);
            assertThat(chain.base().calls(entry)).isEmpty();

            assertThat(call(chain, entry, GOOD.toSegment())).isNotNegative();
            assertThat(chain.base().calls(entry)).hasSize(1);
        }
    }

    @Test
    void asksEachRuleAboutItsOwnOnly() {
        rules("bind", "deny *");
        rules("sendto", "");
        rules("connect", "deny *");
        try (TestChain chain = tcp()) {
            assertThat(call(chain, "WSPSendTo", BAD.toSegment())).isZero();
            assertThat(call(chain, "WSPBind", BAD.toSegment())).isEqualTo(Constants.SOCKET_ERROR);
        }
    }

    @Test
    void passesOnACopyOfWhatItAskedAbout() {
        rules("connect", "allow 127.0.0.1");
        try (TestChain chain = tcp()) {
            MemorySegment name = GOOD.toSegment();
            chain.base()
                    .answers(
                            "WSPConnect",
                            call -> {
                                MemorySegment.copy(BAD.toSegment(), 0, name, 0, name.byteSize());
                                byte[] passed = Memory.bytes(call.memory(1), 0, GOOD.length());
                                assertThat(passed).isEqualTo(GOOD.toBytes());
                                return 0;
                            });
            assertThat(call(chain, "WSPConnect", name)).isZero();
        }
    }

    @Test
    void leavesToTheProviderBeneathWhatIsNoAddress() {
        rules("connect", "deny *");
        try (TestChain chain = tcp()) {
            assertThat(call(chain, "WSPSendTo", NULL)).isZero();
            assertThat(call(chain, "WSPConnect", MemorySegment.ofArray(new byte[3]))).isZero();
            assertThat(call(chain, "WSPConnect", MemorySegment.ofArray(new byte[16]))).isZero();
            assertThat(chain.base().calls("WSPConnect")).hasSize(2);
        }
    }

    // Accepting

    /** Connections from these addresses wait at a listener that does not block. */
    private static void arrivals(TestChain chain, SockAddrIn... peers) {
        Queue<SockAddrIn> queue = new ArrayDeque<>(List.of(peers));
        chain.base()
                .answers(
                        "WSPAccept",
                        call -> {
                            SockAddrIn peer = queue.poll();
                            return peer == null
                                    ? call.fail(Constants.WSAEWOULDBLOCK)
                                    : accept(call, peer);
                        });
    }

    private static long accept(Call call, SockAddrIn peer) {
        LPCONDITIONPROC condition =
                (LPCONDITIONPROC) Objects.requireNonNull(call.arguments().get(3));
        MemorySegment g = MemorySegment.ofArray(new int[1]);
        int answer =
                condition.condition(
                        peer.toSegment(),
                        NULL,
                        NULL,
                        NULL,
                        GOOD.toSegment(),
                        NULL,
                        g,
                        call.value(4));
        return switch (answer) {
            case Constants.CF_ACCEPT -> 0x2000 + peer.port();
            case Constants.CF_REJECT -> call.fail(Constants.WSAECONNREFUSED);
            default -> call.fail(Constants.WSATRY_AGAIN);
        };
    }

    private static long accept(TestChain chain, @Nullable LPCONDITIONPROC condition) {
        return chain.top().WSPAccept(chain.socket(), NULL, NULL, condition, 42, chain.lpErrno());
    }

    @Test
    void goesOnAcceptingBehindADeniedPeer() {
        rules("accept", "deny 10.0.0.0/8");
        try (TestChain chain = tcp()) {
            arrivals(chain, BAD, BAD, GOOD, BAD);
            assertThat(accept(chain, null)).isEqualTo(0x2000 + GOOD.port());
            assertThat(accept(chain, null)).isEqualTo(Constants.INVALID_SOCKET);
            assertThat(chain.error()).isEqualTo(Constants.WSAEWOULDBLOCK);
            assertThat(chain.base().calls("WSPAccept")).hasSize(5);
        }
    }

    @Test
    void asksTheApplicationAboutTheOthers() {
        rules("accept", "allow 127.0.0.0/8");
        try (TestChain chain = tcp()) {
            arrivals(chain, BAD, GOOD, GOOD);
            int[] asked = new int[1];
            LPCONDITIONPROC condition =
                    (caller, callerData, sqos, gqos, callee, calleeData, g, data) -> {
                        asked[0]++;
                        assertThat(data).isEqualTo(42);
                        assertThat(Memory.bytes(caller, 0, 16)).isEqualTo(GOOD.toBytes());
                        return asked[0] == 1 ? Constants.CF_REJECT : Constants.CF_DEFER;
                    };
            assertThat(accept(chain, condition)).isEqualTo(Constants.INVALID_SOCKET);
            assertThat(chain.error()).isEqualTo(Constants.WSAECONNREFUSED);
            assertThat(accept(chain, condition)).isEqualTo(Constants.INVALID_SOCKET);
            assertThat(chain.error()).isEqualTo(Constants.WSATRY_AGAIN);
            assertThat(asked[0]).isEqualTo(2);
        }
    }

    @Test
    void asksNoConditionWithoutRules() {
        try (TestChain chain = tcp()) {
            assertThat(accept(chain, null)).isPositive();
            assertThat(chain.base().calls("WSPAccept").getFirst().arguments().get(3)).isNull();
        }
    }

    // Duplicates

    private static int duplicate(TestChain chain, int pid, MemorySegment info) {
        return chain.top().WSPDuplicateSocket(chain.socket(), pid, info, chain.lpErrno());
    }

    private static MemorySegment info() {
        return MemorySegment.ofArray(new byte[ProtocolInfoLayout.SIZEOF_W]);
    }

    private static int control(TestChain chain, int code, MemorySegment in) {
        MemorySegment out = info();
        return chain.top()
                .WSPIoctl(
                        chain.socket(),
                        code,
                        in,
                        (int) in.byteSize(),
                        out,
                        (int) out.byteSize(),
                        MemorySegment.ofArray(new int[1]),
                        NULL,
                        null,
                        NULL,
                        chain.lpErrno());
    }

    private static MemorySegment many(TestChain chain, int pid) {
        MemorySegment in = MemorySegment.ofArray(new byte[16]);
        Memory.int32(in, 0, pid);
        Memory.int32(in, 4, 1);
        Memory.int64(in, 8, chain.socket());
        return in;
    }

    @Test
    void asksWhoReceivesADuplicate() {
        rules("receive", "children,7");
        try (TestChain chain = tcp()) {
            assertThat(duplicate(chain, INIT, info())).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAEACCES);
            assertThat(duplicate(chain, 7, info())).isZero();
            assertThat(chain.base().calls("WSPDuplicateSocket")).hasSize(1);

            int code = VendorIoctl.DUPLICATE_SOCKETS;
            Memory.int32(chain.lpErrno(), 0, 0);
            assertThat(control(chain, code, many(chain, INIT))).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAEACCES);
            assertThat(chain.base().calls("WSPIoctl")).isEmpty();
        }
    }

    @Test
    void opensDuplicatesAndRefusesAlteredOnes() {
        try (TestChain chain = tcp()) {
            MemorySegment info = info();
            assertThat(duplicate(chain, INIT, info)).isZero();
            assertThat(chain.socket(info)).isNotEqualTo(Constants.INVALID_SOCKET);
            AlteredContext.writeTo(info);
            assertThat(chain.socket(info)).isEqualTo(Constants.INVALID_SOCKET);
            assertThat(chain.error()).isEqualTo(Constants.WSAEINVAL);
        }
    }

    @Test
    void refusesExtensionFunctionsWhileThereAreRules() {
        int code = Constants.SIO_GET_EXTENSION_FUNCTION_POINTER;
        MemorySegment in = MemorySegment.ofArray(new byte[16]);
        try (TestChain chain = tcp()) {
            assertThat(control(chain, code, in)).isZero();
        }
        rules("connect", "deny 10.0.0.1");
        try (TestChain chain = tcp()) {
            assertThat(control(chain, code, in)).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAEOPNOTSUPP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind", "connect", "sendto", "accept", "receive"})
    void refusesABadOption(String which) {
        rules(which, "whatever");
        assertThatThrownBy(AccessLayerTest::tcp)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.baton.layers.access." + which)
                .hasMessageContaining("\"whatever\"");
        assertThat(new AccessFactory().dwServiceFlags()).isEqualTo(Constants.XP1_IFS_HANDLES);
    }
}
