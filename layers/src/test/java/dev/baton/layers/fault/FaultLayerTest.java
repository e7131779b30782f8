package dev.baton.layers.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.layers.AnyCall;
import dev.baton.layers.Entry;
import dev.baton.testkit.layer.FakeBase;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.LayerFactory;
import dev.baton.winsock.struct.Guid;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddrIn;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultLayerTest {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final LayerOptions options = LayerOptions.of("fault");
    private final List<Long> pauses = new ArrayList<>();

    @AfterEach
    void forgetOptions() {
        options.close();
    }

    private LayerFactory faults(String... pairs) {
        options.set(pairs);
        Guid id = new FaultFactory().providerId();
        return new LayerFactory("fault", "", id, () -> new FaultLayer(pauses::add)) {};
    }

    private static MemorySegment number(int value) {
        return MemorySegment.ofArray(new int[] {value});
    }

    private static MemorySegment[] bytes(int... sizes) {
        return Arrays.stream(sizes)
                .mapToObj(size -> MemorySegment.ofArray(new byte[size]))
                .toArray(MemorySegment[]::new);
    }

    private static int send(TestChain chain, long s, MemorySegment[] buffers, int flags) {
        MemorySegment sent = number(-1);
        int count = buffers.length;
        int result =
                chain.top()
                        .WSPSend(s, buffers, count, sent, flags, NULL, null, NULL, chain.lpErrno());
        return result == 0 ? Memory.int32(sent, 0) : result;
    }

    private static int sendTo(TestChain chain, MemorySegment to, int tolen) {
        MemorySegment[] buffers = bytes(3, 4);
        MemorySegment sent = number(-1);
        int result =
                chain.top()
                        .WSPSendTo(
                                4,
                                buffers,
                                2,
                                sent,
                                0,
                                to,
                                tolen,
                                NULL,
                                null,
                                NULL,
                                chain.lpErrno());
        return result == 0 ? Memory.int32(sent, 0) : result;
    }

    private static long recv(TestChain chain, int flags, int... sizes) {
        MemorySegment[] buffers = bytes(sizes);
        chain.top()
                .WSPRecv(
                        4,
                        buffers,
                        sizes.length,
                        number(0),
                        number(flags),
                        NULL,
                        null,
                        NULL,
                        chain.lpErrno());
        FakeBase.Call call = chain.base().calls("WSPRecv").getLast();
        return Arrays.stream(call.buffers(1)).mapToLong(MemorySegment::byteSize).sum();
    }

    @Test
    void doesNothingWithoutOptions() {
        try (TestChain chain = TestChain.overTcp(faults())) {
            long s = chain.socket();
            for (int i = 0; i < 100; i++) {
                assertThat(send(chain, s, bytes(9), 0)).isEqualTo(9);
            }
            assertThat(chain.base().calls("WSPSend")).hasSize(100);
        }
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WSPCleanup")
    void failsAnyEntryWithoutPassingItOn(Entry entry) {
        try (TestChain chain = TestChain.overTcp(faults("error", entry + ":1:WSAENETDOWN"))) {
            long result = AnyCall.empty(chain.top(), entry, chain.lpErrno());
            assertThat(result).isEqualTo(entry.failure());
            assertThat(chain.error()).isEqualTo(Constants.WSAENETDOWN);
            assertThat(chain.base().calls(entry.name())).isEmpty();
        }
    }

    @Test
    void leavesTheSocketAsItIs() {
        try (TestChain chain = TestChain.overTcp(faults("error", "WSPSend:1:WSAECONNRESET"))) {
            long s = chain.socket();
            assertThat(send(chain, s, bytes(9), 0)).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAECONNRESET);
            assertThat(recv(chain, 0, 9)).isEqualTo(9);
            assertThat(chain.base().calls("WSPCloseSocket")).isEmpty();
        }
    }

    @Test
    void delaysEveryEntryWithinTheRange() {
        try (TestChain chain = TestChain.overTcp(faults("delay", "1:5-8"))) {
            for (int i = 0; i < 200; i++) {
                chain.top().WSPListen(4, 1, chain.lpErrno());
            }
            assertThat(chain.base().calls("WSPListen")).hasSize(200);
        }
        assertThat(pauses).hasSize(200).contains(5L, 6L, 7L, 8L).allMatch(ms -> ms >= 5 && ms <= 8);
    }

    @Test
    void endsADelayWhenTheThreadIsInterrupted() {
        options.set("delay", "1:9000000-9000000");
        try (TestChain chain = TestChain.overTcp(new FaultFactory())) {
            Thread.currentThread().interrupt();
            assertThat(chain.top().WSPListen(4, 1, chain.lpErrno())).isZero();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void shortensSendsAndReceivesOfStreams() {
        try (TestChain chain = TestChain.overTcp(faults("short", "1"))) {
            for (int i = 0; i < 100; i++) {
                assertThat(send(chain, 4, bytes(2, 3, 4), 0)).isBetween(1, 8);
                assertThat(recv(chain, 0, 1, 4)).isBetween(1L, 4L);
            }
            FakeBase.Call last = chain.base().calls("WSPSend").getLast();
            assertThat(last.value(2)).isEqualTo(last.buffers(1).length);
        }
    }

    @Test
    void sendsTheFirstBytesWhenItSendsFewer() {
        MemorySegment[] buffers = bytes(4, 4);
        try (TestChain chain = TestChain.overTcp(faults("short", "1"))) {
            send(chain, 4, buffers, 0);
            MemorySegment first = chain.base().calls("WSPSend").getLast().buffers(1)[0];
            Memory.int8(buffers[0], 0, (byte) 42);
            assertThat(Memory.int8(first, 0)).isEqualTo((byte) 42);
        }
    }

    @Test
    void sparesWhatMustNotBeShort() {
        try (TestChain chain = TestChain.overTcp(faults("short", "1"))) {
            assertThat(send(chain, 4, bytes(1), 0)).isEqualTo(1);
            assertThat(send(chain, 4, bytes(9), Constants.MSG_OOB)).isEqualTo(9);
            assertThat(recv(chain, Constants.MSG_WAITALL, 9)).isEqualTo(9);
        }
        try (TestChain chain = TestChain.overUdp(faults("short", "1"))) {
            assertThat(send(chain, 4, bytes(9), 0)).isEqualTo(9);
            assertThat(recv(chain, 0, 9)).isEqualTo(9);
        }
    }

    @Test
    void losesDatagramsThatCouldHaveBeenSent() {
        MemorySegment to = new SockAddrIn(9, 0x7f000001).toSegment();
        try (TestChain chain = TestChain.overUdp(faults("drop", "1"))) {
            assertThat(sendTo(chain, to, 16)).isEqualTo(7);
            assertThat(send(chain, 4, bytes(5), 0)).isEqualTo(5);
            assertThat(chain.base().calls("WSPSendTo")).isEmpty();
            assertThat(chain.base().calls("WSPSend")).isEmpty();
            assertThat(sendTo(chain, to, 15)).isEqualTo(7);
            assertThat(chain.base().calls("WSPSendTo")).as("a bad address").hasSize(1);
            chain.base().answers("WSPGetSockName", call -> call.fail(Constants.WSAEINVAL));
            sendTo(chain, to, 16);
            assertThat(chain.base().calls("WSPSendTo")).as("not bound yet").hasSize(2);
            chain.base().answers("WSPGetPeerName", call -> call.fail(Constants.WSAENOTCONN));
            send(chain, 4, bytes(5), 0);
            assertThat(chain.base().calls("WSPSend")).as("not connected").hasSize(1);
            send(chain, 4, bytes(65508), 0);
            assertThat(chain.base().calls("WSPSend")).as("too large").hasSize(2);
        }
    }

    @Test
    void delaysAndFailsLostDatagramsToo() {
        try (TestChain chain =
                TestChain.overUdp(
                        faults("drop", "1", "delay", "1:7-7", "error", "WSPSend:1:WSAENOBUFS"))) {
            assertThat(send(chain, chain.socket(), bytes(5), 0)).isEqualTo(Constants.SOCKET_ERROR);
            assertThat(chain.error()).isEqualTo(Constants.WSAENOBUFS);
            assertThat(pauses).contains(7L);
        }
    }

    @Test
    void losesNothingOfStreams() {
        try (TestChain chain = TestChain.overTcp(faults("drop", "1"))) {
            send(chain, 4, bytes(5), 0);
            assertThat(chain.base().calls("WSPSend")).hasSize(1);
        }
    }

    @Test
    void passesBuffersThatItCantUseOnAsTheyAre() {
        MemorySegment closed;
        try (Arena arena = Arena.ofShared()) {
            closed = arena.allocate(9);
        }
        MemorySegment[][] all = {{}, {closed, closed}, {bytes(5)[0], NULL}};
        for (MemorySegment[] each : all) {
            for (TestChain chain :
                    List.of(
                            TestChain.overTcp(faults("short", "1", "drop", "1")),
                            TestChain.overUdp(faults("short", "1", "drop", "1")))) {
                chain.base().answers("WSPSend", call -> call.fail(Constants.WSAEFAULT));
                assertThat(send(chain, 4, each, 0)).isEqualTo(Constants.SOCKET_ERROR);
                assertThat(chain.error()).isEqualTo(Constants.WSAEFAULT);
                assertThat(chain.base().calls("WSPSend").getLast().buffers(1)).isSameAs(each);
                chain.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "seed, abc, a whole number",
        "delay, 0.1, '0.1:5-20'",
        "delay, 2:5-20, a probability",
        "delay, 1:20-5, milliseconds",
        "short, 1.5, a probability",
        "short, NaN, a probability",
        "drop, -1, a probability",
        "drop, '', a probability",
        "error, WSPSend, an entry",
        "error, send:1:WSAENETDOWN, an entry",
        "error, WSPCleanup:1:WSAENETDOWN, an entry other than WSPCleanup",
        "error, WSPSend:7:WSAENETDOWN, a probability",
        "error, 'WSPSend:1:WSAENETDOWN,WSPRecv:1:ECONNRESET', an error",
        "error, WSPSend:1:WSADESCRIPTION_LEN, an error"
    })
    void doesNotStartWithABadValue(String option, String value, String allowed) {
        LayerFactory factory = faults(option, value);
        String bad = value.substring(value.lastIndexOf(',') + 1);
        assertThatThrownBy(() -> TestChain.overTcp(factory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.baton.layers.fault." + option + ": \"" + bad + '"')
                .hasMessageContaining(allowed);
    }
}
