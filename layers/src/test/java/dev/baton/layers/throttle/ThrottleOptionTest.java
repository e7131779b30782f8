package dev.baton.layers.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.layers.AlteredContext;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.ProtocolInfoLayout;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ThrottleOptionTest {
    private static final int SEND = ThrottleFactory.SO_SEND_RATE;
    private static final int RECEIVE = ThrottleFactory.SO_RECEIVE_RATE;
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final ThrottledChain tcp = ThrottledChain.overTcp();

    @AfterEach
    void close() {
        tcp.close();
    }

    private int set(MemorySegment value, int length) {
        return tcp.chain
                .top()
                .WSPSetSockOpt(
                        tcp.s, Constants.SOL_SOCKET, SEND, value, length, tcp.chain.lpErrno());
    }

    private int get(MemorySegment value, MemorySegment length) {
        return tcp.chain
                .top()
                .WSPGetSockOpt(
                        tcp.s, Constants.SOL_SOCKET, SEND, value, length, tcp.chain.lpErrno());
    }

    private static MemorySegment length(int bytes) {
        return MemorySegment.ofArray(new int[] {bytes});
    }

    @Test
    void takesAndTellsFourBytesOrEight() {
        assertThat(set(MemorySegment.ofArray(new int[] {-1}), 4)).isZero();
        assertThat(tcp.rate(tcp.s, SEND)).isEqualTo(0xFFFF_FFFFL);
        assertThat(tcp.rate(tcp.s, RECEIVE)).isZero();
        assertThat(set(MemorySegment.ofArray(new long[] {1L << 39}), 8)).isZero();
        assertThat(tcp.rate(tcp.s, SEND)).isEqualTo(1L << 39);

        MemorySegment four = MemorySegment.ofArray(new int[1]);
        MemorySegment length = length(4);
        assertThat(get(four, length)).isZero();
        assertThat(Memory.int32(four, 0)).isEqualTo(-1);
        assertThat(Memory.int32(length, 0)).isEqualTo(4);
        MemorySegment more = MemorySegment.ofArray(new byte[20]);
        length = length(20);
        assertThat(get(more, length)).isZero();
        assertThat(Memory.int64(more, 0)).isEqualTo(1L << 39);
        assertThat(Memory.int32(length, 0)).isEqualTo(8);
    }

    @Test
    void refusesBadValues() {
        tcp.rate(tcp.s, SEND, 77);
        MemorySegment eight = MemorySegment.ofArray(new long[] {-1});
        assertFailed(set(eight, 8), Constants.WSAEINVAL);
        Memory.int64(eight, 0, 1L << 40);
        assertFailed(set(eight, 8), Constants.WSAEINVAL);
        assertFailed(set(eight, 3), Constants.WSAEFAULT);
        assertFailed(set(eight, -1), Constants.WSAEFAULT);
        assertFailed(set(eight, 9), Constants.WSAEFAULT);
        assertFailed(set(NULL, 8), Constants.WSAEFAULT);
        assertFailed(get(eight, length(3)), Constants.WSAEFAULT);
        assertFailed(get(eight, NULL), Constants.WSAEFAULT);
        assertFailed(get(NULL, length(8)), Constants.WSAEFAULT);
        assertThat(tcp.rate(tcp.s, SEND)).isEqualTo(77);
    }

    private void assertFailed(int result, int error) {
        assertThat(result).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(tcp.chain.error()).isEqualTo(error);
    }

    @Test
    void passesOtherOptionsOn() {
        MemorySegment value = MemorySegment.ofArray(new int[1]);
        tcp.chain.top().WSPSetSockOpt(tcp.s, 6, SEND, value, 4, tcp.chain.lpErrno());
        tcp.chain.top().WSPSetSockOpt(tcp.s, 0xffff, 8, value, 4, tcp.chain.lpErrno());
        assertThat(tcp.chain.base().calls("WSPSetSockOpt")).hasSize(2);
        tcp.rate(tcp.s, RECEIVE, 5);
        assertThat(tcp.chain.base().calls("WSPSetSockOpt")).hasSize(2);
    }

    // Hand-over

    private MemorySegment duplicate() {
        MemorySegment info = MemorySegment.ofArray(new byte[ProtocolInfoLayout.SIZEOF_W]);
        int result = tcp.chain.top().WSPDuplicateSocket(tcp.s, 1, info, tcp.chain.lpErrno());
        assertThat(result).isZero();
        return info;
    }

    @Test
    void handsOverRatesModeAndAllowance() {
        tcp.rate(tcp.s, SEND, 1000);
        tcp.rate(tcp.s, RECEIVE, (1L << 40) - 1);
        tcp.mode(tcp.s, true);
        assertThat(tcp.send(tcp.s, 70)).isZero();
        long opened = tcp.chain.socket(duplicate());

        assertThat(tcp.rate(opened, SEND)).isEqualTo(1000);
        assertThat(tcp.rate(opened, RECEIVE)).isEqualTo((1L << 40) - 1);
        assertThat(tcp.send(opened, 5000)).isEqualTo(Constants.SOCKET_ERROR);
        assertThat(tcp.chain.error()).isEqualTo(Constants.WSAEWOULDBLOCK);
        tcp.time.pass(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(tcp.send(opened, 5000)).isZero();
        assertThat(tcp.bytes()).isEqualTo(50);
    }

    @Test
    void handsOverADebt() {
        try (ThrottledChain udp = ThrottledChain.overUdp()) {
            udp.rate(udp.s, SEND, 1000);
            udp.send(udp.s, 5000);
            MemorySegment info = MemorySegment.ofArray(new byte[ProtocolInfoLayout.SIZEOF_W]);
            udp.chain.top().WSPDuplicateSocket(udp.s, 1, info, udp.chain.lpErrno());
            long opened = udp.chain.socket(info);
            long begin = udp.time.nanoTime();
            assertThat(udp.send(opened, 50)).isZero();
            assertThat(udp.time.nanoTime() - begin)
                    .isBetween(
                            TimeUnit.MILLISECONDS.toNanos(4940),
                            TimeUnit.MILLISECONDS.toNanos(4960));
        }
    }

    @Test
    void refusesAnAlteredContext() {
        MemorySegment info = duplicate();
        AlteredContext.writeTo(info);
        assertThat(tcp.chain.socket(info)).isEqualTo(Constants.INVALID_SOCKET);
        assertThat(tcp.chain.error()).isEqualTo(Constants.WSAEINVAL);
        assertThat(tcp.chain.base().calls("WSPSocket")).hasSize(1);
    }

    @Test
    void acceptsOnlyContextsOfItsForm() {
        byte[] good = new ThrottledSocket(tcp.time, true).context();
        assertThat(good).hasSizeLessThanOrEqualTo(16);
        assertThat(ThrottledSocket.isContext(good)).isTrue();
        good[0] ^= 0x20;
        assertThat(ThrottledSocket.isContext(good)).isFalse();
        assertThat(ThrottledSocket.isContext(new byte[14])).isFalse();
    }

    @Test
    void handsItsRatesToAcceptedConnections() {
        tcp.rate(tcp.s, SEND, 1000);
        tcp.mode(tcp.s, true);
        long accepted = tcp.chain.top().WSPAccept(tcp.s, NULL, NULL, null, 0, tcp.chain.lpErrno());
        assertThat(tcp.rate(accepted, SEND)).isEqualTo(1000);
        assertThat(tcp.send(accepted, 5000)).isZero();
        assertThat(tcp.bytes()).isEqualTo(100);
        assertThat(List.of(tcp.send(accepted, 5000), tcp.chain.error()))
                .containsExactly(Constants.SOCKET_ERROR, Constants.WSAEWOULDBLOCK);
    }

    @Test
    void forgetsAClosedDescriptor() {
        tcp.rate(tcp.s, SEND, 1000);
        tcp.chain.top().WSPCloseSocket(tcp.s, tcp.chain.lpErrno());
        assertThat(tcp.rate(tcp.s, SEND)).isEqualTo(-1);
    }
}
