package dev.baton.layers.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baton.testkit.Eventually;
import dev.baton.testkit.Seeds;
import dev.baton.testkit.layer.LayerOptions;
import dev.baton.testkit.layer.TestChain;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleLayerTest {
    private static final int SEND = ThrottleFactory.SO_SEND_RATE;
    private static final int RECEIVE = ThrottleFactory.SO_RECEIVE_RATE;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final LayerOptions options = LayerOptions.of("throttle");
    private final ThrottledChain tcp = ThrottledChain.overTcp();
    private final ThrottledChain udp = ThrottledChain.overUdp();

    @AfterEach
    void close() {
        options.close();
        tcp.close();
        udp.close();
    }

    private static void assertFailed(ThrottledChain chain, int result, int error) {
        assertThat(result).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(chain.chain.error()).isEqualTo(error);
    }

    private static double seconds(ThrottledChain chain, long begin) {
        return (chain.time.nanoTime() - begin) / (double) SECOND;
    }

    @Test
    void letsEverythingPassWithoutALimit() {
        long begin = tcp.time.nanoTime();
        assertThat(tcp.send(tcp.s, 10_000_000)).isZero();
        assertThat(tcp.receive(tcp.s, 10_000_000, 0)).isZero();
        assertThat(tcp.moved).hasSize(2);
        assertThat(tcp.time.nanoTime()).isEqualTo(begin);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 1000, 1L << 20})
    void holdsTheRateOfALargeSend(long rate) {
        tcp.rate(tcp.s, SEND, rate);
        long begin = tcp.time.nanoTime();
        int size = (int) (10 * rate);
        assertThat(tcp.send(tcp.s, size)).isZero();
        assertThat(tcp.bytes()).isEqualTo(size);
        assertThat(tcp.moved.stream().mapToLong(ThrottledChain.Moved::bytes).sum()).isEqualTo(size);
        assertThat(seconds(tcp, begin)).isBetween(8.9, 10.1);
        assertThat(tcp.mostWithin(SECOND)).isLessThanOrEqualTo(rate + Math.max(1, rate / 10) + 1);
        assertThat(tcp.moved).hasSizeLessThan(250);
    }

    @Test
    void holdsTheRateOfManySizes() {
        Seeds.run(random -> {
            tcp.rate(tcp.s, SEND, 1000);
            for (int i = 0; i < 200; i++) {
                assertThat(tcp.send(tcp.s, 1 + random.nextInt(300))).isZero();
                tcp.time.pass(random.nextInt(400_000_000));
            }
            assertThat(tcp.mostWithin(SECOND)).isLessThanOrEqualTo(1101);
        });
    }

    @Test
    void limitsTheDirectionsApart() {
        tcp.rate(tcp.s, RECEIVE, 1000);
        long begin = tcp.time.nanoTime();
        assertThat(tcp.send(tcp.s, 100_000)).isZero();
        assertThat(tcp.time.nanoTime()).isEqualTo(begin);
        assertThat(tcp.receive(tcp.s, 100_000, 0)).isZero();
        assertThat(tcp.bytes()).isEqualTo(100);
        assertThat(tcp.receive(tcp.s, 100_000, 0)).isZero();
        assertThat(tcp.bytes()).isEqualTo(50);
        assertThat(seconds(tcp, begin)).isCloseTo(0.05, within(0.001));
    }

    @Test
    void fillsAReceiveThatWaitsForAll() {
        tcp.rate(tcp.s, RECEIVE, 1000);
        long begin = tcp.time.nanoTime();
        assertThat(tcp.receive(tcp.s, 1000, Constants.MSG_WAITALL)).isZero();
        assertThat(tcp.bytes()).isEqualTo(1000);
        assertThat(seconds(tcp, begin)).isBetween(0.89, 1.01);
    }

    @Test
    void looksForNothing() {
        tcp.rate(tcp.s, RECEIVE, 10);
        for (int i = 0; i < 10; i++) {
            assertThat(tcp.receive(tcp.s, 1000, Constants.MSG_PEEK)).isZero();
            assertThat(tcp.bytes()).isEqualTo(1000);
        }
        assertThat(tcp.receive(tcp.s, 1000, 0)).isZero();
    }

    @Test
    void sendsADatagramAsAWholeAndLetsTheNextWait() {
        udp.rate(udp.s, SEND, 1000);
        long begin = udp.time.nanoTime();
        assertThat(udp.send(udp.s, 1500)).isZero();
        assertThat(seconds(udp, begin)).isZero();
        assertThat(udp.send(udp.s, 10)).isZero();
        assertThat(seconds(udp, begin)).isCloseTo(1.41, within(0.001));
        assertThat(udp.moved).extracting(ThrottledChain.Moved::bytes).containsExactly(1500L, 10L);
    }

    @Test
    void countsADatagramThatWasTooLong() {
        udp.rate(udp.s, RECEIVE, 1000);
        udp.mode(udp.s, true);
        udp.chain
                .base()
                .answers(
                        "WSPRecv",
                        call -> {
                            Memory.int32(call.memory(3), 0, 500);
                            return call.fail(Constants.WSAEMSGSIZE);
                        });
        assertFailed(udp, udp.receive(udp.s, 500, 0), Constants.WSAEMSGSIZE);
        assertFailed(udp, udp.receive(udp.s, 500, 0), Constants.WSAEWOULDBLOCK);
    }

    @Test
    void answersWouldBlockOnANonBlockingSocket() {
        tcp.rate(tcp.s, SEND, 1000);
        tcp.mode(tcp.s, true);
        long begin = tcp.time.nanoTime();
        assertThat(tcp.send(tcp.s, 5000)).isZero();
        assertThat(tcp.bytes()).isEqualTo(100);
        assertFailed(tcp, tcp.send(tcp.s, 5000), Constants.WSAEWOULDBLOCK);
        assertThat(tcp.time.nanoTime()).isEqualTo(begin);
        tcp.time.pass(SECOND / 20);
        assertThat(tcp.send(tcp.s, 5000)).isZero();
        assertThat(tcp.bytes()).isEqualTo(50);
        tcp.mode(tcp.s, false);
        assertThat(tcp.send(tcp.s, 500)).isZero();
        assertThat(tcp.bytes()).isEqualTo(500);
    }

    @Test
    void endsAWaitingCallWithItsDescriptor() {
        udp.rate(udp.s, SEND, 1);
        udp.send(udp.s, 1000);
        udp.time.whenWaiting(() -> udp.chain.top().WSPCloseSocket(udp.s, udp.chain.lpErrno()));
        assertFailed(udp, udp.send(udp.s, 1), Constants.WSAEINTR);
    }

    @Test
    void endsAWaitingCallWithTheChain() {
        udp.rate(udp.s, SEND, 1);
        udp.send(udp.s, 1000);
        udp.time.whenWaiting(() -> udp.chain.top().WSPCleanup(udp.chain.lpErrno()));
        assertFailed(udp, udp.send(udp.s, 1), Constants.WSAEINTR);
    }

    @Test
    void endsAWaitingCallOfAnInterruptedThread() throws InterruptedException {
        ThrottledSocket socket = new ThrottledSocket(ThrottleClock.SYSTEM, true);
        socket.rate(ThrottledSocket.Direction.SEND, 1);
        socket.took(ThrottledSocket.Direction.SEND, 1_000_000);
        long[] answer = new long[1];
        Thread waiting =
                new Thread(() -> answer[0] = socket.permit(ThrottledSocket.Direction.SEND, 1));
        waiting.start();
        waiting.interrupt();
        waiting.join();
        assertThat(answer[0]).isEqualTo(-Constants.WSAEINTR);
    }

    @Test
    void closesUnderAThreadThatReallyWaits() throws InterruptedException {
        ThrottledSocket socket = new ThrottledSocket(ThrottleClock.SYSTEM, true);
        socket.rate(ThrottledSocket.Direction.RECEIVE, 1);
        socket.took(ThrottledSocket.Direction.RECEIVE, 1_000_000);
        long[] answer = new long[1];
        Thread waiting =
                new Thread(() -> answer[0] = socket.permit(ThrottledSocket.Direction.RECEIVE, 1));
        waiting.start();
        Eventually.await(
                Duration.ofSeconds(30), () -> waiting.getState() == Thread.State.TIMED_WAITING);
        socket.close();
        waiting.join();
        assertThat(answer[0]).isEqualTo(-Constants.WSAEINTR);
    }

    @Test
    void tellsWhatWasSentBeforeTheEnd() {
        tcp.rate(tcp.s, SEND, 1000);
        tcp.time.whenWaiting(() -> tcp.chain.top().WSPCloseSocket(tcp.s, tcp.chain.lpErrno()));
        assertThat(tcp.send(tcp.s, 5000)).isZero();
        assertThat(tcp.bytes()).isEqualTo(100);
    }

    @Test
    void endsAWaitWhenTheLimitEnds() {
        udp.rate(udp.s, SEND, 1);
        udp.send(udp.s, 1_000_000);
        udp.time.whenWaiting(() -> udp.rate(udp.s, SEND, 0));
        assertThat(udp.send(udp.s, 7)).isZero();
        assertThat(udp.bytes()).isEqualTo(7);
    }

    @Test
    void passesErrorsOfTheProviderBeneath() {
        tcp.rate(tcp.s, SEND, 1000);
        tcp.chain.base().answers("WSPSend", call -> call.fail(Constants.WSAECONNRESET));
        assertFailed(tcp, tcp.send(tcp.s, 5000), Constants.WSAECONNRESET);
    }

    @Test
    void refusesOverlappedTransfersAndEventsOnlyWithALimit() {
        MemorySegment overlapped = MemorySegment.ofArray(new byte[32]);
        MemorySegment[] one = {MemorySegment.ofArray(new byte[1])};
        assertThat(overlappedSend(overlapped, one)).isZero();
        assertThat(events(Constants.FD_READ)).isZero();
        tcp.rate(tcp.s, SEND, 1000);
        assertFailed(tcp, overlappedSend(overlapped, one), Constants.WSAEOPNOTSUPP);
        assertFailed(tcp, events(Constants.FD_READ), Constants.WSAEOPNOTSUPP);
        assertThat(events(Constants.FD_ACCEPT)).isZero();
    }

    private int overlappedSend(MemorySegment overlapped, MemorySegment[] one) {
        return tcp.chain
                .top()
                .WSPSend(
                        tcp.s, one, 1, tcp.lpBytes, 0, overlapped, null, NULL, tcp.chain.lpErrno());
    }

    private int events(int events) {
        return tcp.chain.top().WSPEventSelect(tcp.s, 8, events, tcp.chain.lpErrno());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "64k,65536", "2M,2097152", "1023g,1098437885952"})
    void takesTheDefaultsFromItsOptions(String text, long rate) {
        options.set("send", text, "receive", "12");
        try (ThrottledChain limited = ThrottledChain.overTcp()) {
            assertThat(limited.rate(limited.s, SEND)).isEqualTo(rate);
            assertThat(limited.rate(limited.s, RECEIVE)).isEqualTo(12);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "k", "1.5k", "1t", "1024g", "99999999999999", "10 k"})
    void refusesABadOption(String value) {
        for (String which : new String[] {"send", "receive"}) {
            options.set(which, value);
            assertThatThrownBy(() -> TestChain.overTcp(new ThrottleFactory()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("dev.baton.layers.throttle." + which)
                    .hasMessageContaining('"' + value + '"')
                    .hasMessageContaining("a number of bytes per second");
            options.close();
        }
    }
}
