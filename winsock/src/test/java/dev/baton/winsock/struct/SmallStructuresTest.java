package dev.baton.winsock.struct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallStructuresTest {
    private static MemorySegment noise(int size) {
        return MemorySegment.ofArray(new byte[size]).fill((byte) 0x5a);
    }

    @Test
    void writesLinger() {
        MemorySegment optval = new Linger(1, 0xfffe).toSegment();
        assertThat(Memory.bytes(optval, 0, 4)).containsExactly(1, 0, 0xfe, 0xff);
        assertThat(Linger.read(optval)).isEqualTo(new Linger(1, 65534));
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "0,-1", "65536,0", "0,65536"})
    void refusesLingerBeyond16Bits(int onOff, int seconds) {
        assertThatThrownBy(() -> new Linger(onOff, seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{" + onOff + ", " + seconds + "}");
    }

    @Test
    void placesNetworkEvents() {
        MemorySegment events = MemorySegment.ofArray(new byte[WsaNetworkEvents.SIZEOF]);
        WsaNetworkEvents.lNetworkEvents(events, Constants.FD_CLOSE | Constants.FD_READ);
        WsaNetworkEvents.iErrorCode(events, Constants.FD_CLOSE_BIT, Constants.WSAECONNRESET);
        assertThat(Memory.int32(events, 0)).isEqualTo(0x21);
        assertThat(Memory.int32(events, 4 + 5 * 4)).isEqualTo(10054);
        assertThat(WsaNetworkEvents.lNetworkEvents(events)).isEqualTo(0x21);
        assertThat(WsaNetworkEvents.iErrorCode(events, 5)).isEqualTo(10054);
        assertThat(IntStream.range(0, 10).map(b -> WsaNetworkEvents.iErrorCode(events, b)).sum())
                .isEqualTo(10054);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void refusesErrorOfUnknownEvent(int bit) {
        assertThatThrownBy(() -> WsaNetworkEvents.iErrorCode(noise(64), bit))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void placesPollDescriptors() {
        MemorySegment array = MemorySegment.ofArray(new byte[3 * PollFd.SIZEOF]);
        PollFd.fd(array, 1, Constants.INVALID_SOCKET);
        PollFd.events(array, 1, Constants.POLLIN);
        PollFd.revents(array, 1, 0x8004);
        assertThat(Memory.int64(array, 16)).isEqualTo(-1);
        assertThat(Memory.uint16(array, 24)).isEqualTo(0x300);
        assertThat(Memory.uint16(array, 26)).isEqualTo(0x8004);
        assertThat(PollFd.fd(array, 1)).isEqualTo(-1);
        assertThat(PollFd.events(array, 1)).isEqualTo(0x300);
        assertThat(PollFd.revents(array, 1)).isEqualTo(0x8004);
        assertThat(PollFd.fd(array, 0) | PollFd.fd(array, 2)).isZero();
    }

    @Test
    void placesEventOfOverlapped() {
        MemorySegment overlapped = MemorySegment.ofArray(new byte[WsaOverlapped.SIZEOF]);
        WsaOverlapped.hEvent(overlapped, 0x1_0000_0004L);
        assertThat(Memory.int64(overlapped, 24)).isEqualTo(0x1_0000_0004L);
        assertThat(WsaOverlapped.hEvent(overlapped)).isEqualTo(0x1_0000_0004L);
    }

    @Test
    void writesThreadId() {
        MemorySegment id = noise(WsaThreadId.SIZEOF + 1);
        WsaThreadId.write(id, 0x1_0000_0004L);
        assertThat(Memory.int64(id, 0)).isEqualTo(0x1_0000_0004L);
        assertThat(Memory.int64(id, 8)).isZero();
        assertThat(Memory.int8(id, 16)).isEqualTo((byte) 0x5a);
        assertThat(WsaThreadId.ThreadHandle(id)).isEqualTo(0x1_0000_0004L);
    }

    @Test
    void writesStartupData() {
        var data = new WsaData(0x0202, 0xffff, 0, 1, "Baton \u20ac", "Running");
        MemorySegment s = noise(WsaData.SIZEOF + 1);
        data.write(s);
        assertThat(WsaData.read(s)).isEqualTo(data);
        assertThat(Memory.int16(s, 0)).isEqualTo((short) 0x0202);
        assertThat(Memory.int64(s, 8)).isZero();
        assertThat(Memory.bytes(s, 16, 8)).containsExactly('B', 'a', 't', 'o', 'n', ' ', 0x80, 0);
        assertThat(Memory.bytes(s, 273, 2)).containsExactly('R', 'u');
        assertThat(Memory.int8(s, WsaData.SIZEOF)).isEqualTo((byte) 0x5a);
    }

    @Test
    void cutsStartupTextBeforeItsNul() {
        MemorySegment s = noise(WsaData.SIZEOF);
        new WsaData(0, 0, 0, 0, "d".repeat(300), "s".repeat(300)).write(s);
        assertThat(WsaData.read(s).szDescription()).isEqualTo("d".repeat(256));
        assertThat(WsaData.read(s).szSystemStatus()).isEqualTo("s".repeat(128));
        assertThat(Memory.int8(s, 16 + 256)).isZero();
        assertThat(Memory.int8(s, 273 + 128)).isZero();
    }

    @Test
    void writesProviderData() {
        var data = new WspData(0x0202, 0x0302, "Baton \u4e2d");
        MemorySegment s = noise(WspData.SIZEOF + 1);
        data.write(s);
        assertThat(WspData.read(s)).isEqualTo(data);
        assertThat(Memory.int16(s, 4)).isEqualTo((short) 'B');
        assertThat(Memory.int8(s, WspData.SIZEOF)).isEqualTo((byte) 0x5a);
        new WspData(0, 0, "d".repeat(256)).write(s);
        assertThat(WspData.read(s).szDescription()).isEqualTo("d".repeat(255));
    }
}
