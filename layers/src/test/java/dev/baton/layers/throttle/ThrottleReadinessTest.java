package dev.baton.layers.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baton.testkit.layer.FakeBase.Call;
import dev.baton.winsock.Constants;
import dev.baton.winsock.spi.VendorIoctl;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The provider beneath says that every socket is ready, or after its whole time that none is. */
class ThrottleReadinessTest {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ThrottledChain tcp = ThrottledChain.overTcp();
    private final long other = tcp.chain.socket();
    private final MemorySegment read = set();
    private final MemorySegment write = set();
    private boolean ready = true;

    @BeforeEach
    void answer() {
        tcp.chain.base().answers("WSPSelect", this::select);
        tcp.chain.base().answers("WSPIoctl", this::poll);
    }

    @AfterEach
    void close() {
        tcp.close();
    }

    private static MemorySegment set() {
        return MemorySegment.ofArray(new byte[FdSet.SIZEOF]);
    }

    private long select(Call call) {
        int left = 0;
        for (int i = 1; i <= 3; i++) {
            if (!call.memory(i).equals(MemorySegment.NULL)) {
                if (!ready) {
                    FdSet.FD_ZERO(call.memory(i));
                }
                left += FdSet.count(call.memory(i));
            }
        }
        if (!ready) {
            assertThat(call.memory(4)).as("a time-out, or this would never end").isNotEqualTo(NULL);
            long seconds = Memory.int32(call.memory(4), 0);
            tcp.time.pass(seconds * SECOND + Memory.int32(call.memory(4), 4) * 1000L);
        }
        return left;
    }

    private long poll(Call call) {
        if (call.value(1) != VendorIoctl.POLL) {
            return 0;
        }
        MemorySegment array = call.memory(2);
        int count = ((int) call.value(3) - 4) / PollFd.SIZEOF;
        for (int i = 0; i < count; i++) {
            PollFd.revents(array, i, ready ? PollFd.events(array, i) : 0);
        }
        if (!ready) {
            int millis = Memory.int32(array, (long) count * PollFd.SIZEOF);
            assertThat(millis).isNotNegative();
            tcp.time.pass(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        Memory.int32(call.memory(6), 0, ready ? count : 0);
        return 0;
    }

    private void exhaust(long socket) {
        tcp.mode(socket, true);
        tcp.rate(socket, ThrottleFactory.SO_SEND_RATE, 1000);
        tcp.rate(socket, ThrottleFactory.SO_RECEIVE_RATE, 1000);
        assertThat(tcp.send(socket, 1000)).isZero();
        assertThat(tcp.receive(socket, 1000, 0)).isZero();
    }

    private int select(MemorySegment timeout) {
        return tcp.chain.top().WSPSelect(0, read, write, NULL, timeout, tcp.chain.lpErrno());
    }

    private static MemorySegment timeout(int seconds, int micros) {
        return MemorySegment.ofArray(new int[] {seconds, micros});
    }

    @Test
    void selectTellsASocketWithAllowanceAtOnce() {
        tcp.rate(tcp.s, ThrottleFactory.SO_SEND_RATE, 1000);
        FdSet.FD_SET(tcp.s, read);
        FdSet.FD_SET(tcp.s, write);
        long begin = tcp.time.nanoTime();
        assertThat(select(NULL)).isEqualTo(2);
        assertThat(tcp.time.nanoTime()).isEqualTo(begin);
    }

    @Test
    void selectWaitsForTheAllowanceAndThenATransferBegins() {
        exhaust(tcp.s);
        FdSet.FD_SET(tcp.s, read);
        long begin = tcp.time.nanoTime();
        assertThat(select(NULL)).isOne();
        assertThat(FdSet.FD_ISSET(tcp.s, read)).isTrue();
        assertThat(tcp.time.nanoTime() - begin)
                .isCloseTo(SECOND / 20, within(TimeUnit.MILLISECONDS.toNanos(1)));
        assertThat(tcp.receive(tcp.s, 1000, 0)).isZero();
        assertThat(tcp.chain.base().calls("WSPSelect")).hasSize(1);
    }

    @Test
    void selectTellsTheOthersMeanwhile() {
        exhaust(tcp.s);
        FdSet.FD_SET(tcp.s, read);
        FdSet.FD_SET(other, read);
        FdSet.FD_SET(tcp.s, write);
        assertThat(select(NULL)).isOne();
        assertThat(FdSet.count(read)).isOne();
        assertThat(FdSet.FD_ISSET(other, read)).isTrue();
        assertThat(FdSet.count(write)).isZero();
    }

    @Test
    void selectTellsAClosedSocketAsTheProviderBeneathDoes() {
        FdSet.FD_SET(tcp.s, read);
        tcp.chain.base().answers("WSPSelect", call -> call.fail(Constants.WSAENOTSOCK));
        assertThat(select(NULL)).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(FdSet.FD_ISSET(tcp.s, read)).as("closed before").isTrue();
        tcp.chain
                .base()
                .answers(
                        "WSPSelect",
                        call -> {
                            FdSet.FD_ZERO(call.memory(1));
                            return call.fail(Constants.WSAENOTSOCK);
                        });
        assertThat(select(NULL)).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(FdSet.count(read)).as("closed meanwhile").isZero();
    }

    @Test
    void selectKeepsItsTime() {
        exhaust(tcp.s);
        ready = false;
        FdSet.FD_SET(tcp.s, read);
        FdSet.FD_SET(other, write);
        long begin = tcp.time.nanoTime();
        assertThat(select(timeout(3, 500_000))).isZero();
        assertThat(FdSet.count(read) + FdSet.count(write)).isZero();
        assertThat(tcp.time.nanoTime() - begin).isBetween(3500_000_000L, 3501_000_000L);
        assertThat(tcp.chain.base().calls("WSPSelect")).hasSizeLessThan(5);
    }

    @Test
    void selectWithoutTimeOnlyLooks() {
        exhaust(tcp.s);
        FdSet.FD_SET(tcp.s, write);
        long begin = tcp.time.nanoTime();
        assertThat(select(timeout(0, 0))).isZero();
        assertThat(FdSet.count(write)).isZero();
        assertThat(tcp.time.nanoTime()).isEqualTo(begin);
    }

    @Test
    void selectLooksAfterAHeldSocketThatIsClosed() {
        exhaust(tcp.s);
        FdSet.FD_SET(tcp.s, read);
        tcp.time.whenWaiting(() -> tcp.chain.top().WSPCloseSocket(tcp.s, tcp.chain.lpErrno()));
        tcp.chain.base().answers("WSPSelect", call -> call.fail(Constants.WSAENOTSOCK));
        assertThat(select(NULL)).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(tcp.chain.error()).isEqualTo(Constants.WSAENOTSOCK);
    }

    @Test
    void selectLeavesBadArgumentsToTheProviderBeneath() {
        tcp.chain.base().answers("WSPSelect", call -> call.fail(Constants.WSAEINVAL));
        assertThat(select(NULL)).isEqualTo(Constants.SOCKET_ERROR);
        FdSet.FD_SET(tcp.s, read);
        assertThat(select(timeout(-1, 0))).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(select(MemorySegment.ofArray(new byte[3]))).isEqualTo(Constants.SOCKET_ERROR);
        Memory.int32(read, 0, 1000);
        assertThat(select(NULL)).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(tcp.chain.base().calls("WSPSelect")).hasSize(4);
    }

    private static MemorySegment array(int millis, long... sockets) {
        int size = sockets.length * PollFd.SIZEOF;
        MemorySegment array = MemorySegment.ofArray(new byte[size + 4]);
        for (int i = 0; i < sockets.length; i++) {
            PollFd.fd(array, i, sockets[i]);
            PollFd.events(array, i, Constants.POLLRDNORM);
        }
        Memory.int32(array, size, millis);
        return array;
    }

    @Test
    void pollWaitsForTheAllowance() {
        exhaust(tcp.s);
        MemorySegment array = array(-1, tcp.s);
        long begin = tcp.time.nanoTime();
        assertThat(tcp.control(tcp.s, VendorIoctl.POLL, array)).isZero();
        assertThat(tcp.bytes()).isOne();
        assertThat(PollFd.revents(array, 0)).isEqualTo(Constants.POLLRDNORM);
        assertThat(tcp.time.nanoTime() - begin)
                .isCloseTo(SECOND / 20, within(TimeUnit.MILLISECONDS.toNanos(1)));
    }

    @Test
    void pollTellsTheOthersAndTheOtherDirectionMeanwhile() {
        exhaust(tcp.s);
        tcp.rate(tcp.s, ThrottleFactory.SO_SEND_RATE, 0);
        long held = tcp.chain.socket();
        exhaust(held);
        MemorySegment array = array(-1, held, tcp.s, other);
        PollFd.events(array, 1, Constants.POLLIN | Constants.POLLOUT);
        assertThat(tcp.control(other, VendorIoctl.POLL, array)).isZero();
        assertThat(tcp.bytes()).isEqualTo(2);
        assertThat(PollFd.revents(array, 0)).isZero();
        assertThat(PollFd.revents(array, 1)).isEqualTo(Constants.POLLOUT);
        assertThat(PollFd.revents(array, 2)).isEqualTo(Constants.POLLRDNORM);
        assertThat(PollFd.events(array, 1)).isEqualTo(Constants.POLLIN | Constants.POLLOUT);
    }

    @Test
    void pollKeepsItsTime() {
        exhaust(tcp.s);
        ready = false;
        MemorySegment array = array(777, tcp.s, other);
        long begin = tcp.time.nanoTime();
        assertThat(tcp.control(tcp.s, VendorIoctl.POLL, array)).isZero();
        assertThat(tcp.bytes()).isZero();
        assertThat(TimeUnit.NANOSECONDS.toMillis(tcp.time.nanoTime() - begin))
                .isBetween(777L, 778L);
        assertThat(tcp.chain.base().calls("WSPIoctl")).hasSizeLessThan(6);
    }

    @Test
    void pollPassesErrorsOn() {
        tcp.chain.base().answers("WSPIoctl", call -> call.fail(Constants.WSAEINVAL));
        assertThat(tcp.control(tcp.s, VendorIoctl.POLL, array(-1, tcp.s)))
                .isEqualTo(Constants.SOCKET_ERROR);
        assertThat(tcp.control(tcp.s, VendorIoctl.POLL, MemorySegment.ofArray(new byte[7])))
                .isEqualTo(Constants.SOCKET_ERROR);
        assertThat(tcp.chain.error()).isEqualTo(Constants.WSAEINVAL);
    }
}
