package dev.baton.provider.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.winsock.Constants;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private final List<LinuxSocket> open = new ArrayList<>();

    private LinuxSocket socket(int af, int type) {
        int flags = LinuxConstants.SOCK_CLOEXEC | LinuxConstants.SOCK_NONBLOCK;
        int fd = Linux.socket(Addresses.linuxFamily(af), type | flags, 0);
        assertThat(fd).isNotNegative();
        var entry = LinuxCatalog.find(af, type, 0).orElseThrow();
        LinuxSocket socket = new LinuxSocket(4, fd, entry, SocketState.inHeap());
        open.add(socket);
        return socket;
    }

    @AfterEach
    void closeSockets() {
        open.forEach(LinuxSocket::close);
    }

    private static int get(LinuxSocket socket, int level, int name) {
        MemorySegment value = MemorySegment.ofArray(new int[1]);
        MemorySegment length = MemorySegment.ofArray(new int[] {4});
        int result = Options.get(socket, level, name, value, length);
        return result == 0 ? Memory.int32(value, 0) : result;
    }

    private static int set(LinuxSocket socket, int level, int name, int value) {
        MemorySegment memory = MemorySegment.ofArray(new int[] {value});
        return Options.set(socket, level, name, memory, 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x1234, 99, -1})
    void refusesAnUnknownLevel(int level) {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        assertThat(get(tcp, level, 1)).isEqualTo(-Constants.WSAEINVAL);
        assertThat(set(tcp, level, 1, 1)).isEqualTo(-Constants.WSAEINVAL);
    }

    @Test
    void keepsTheLongestRetransmissionWithinTheKernelsMilliseconds() {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        int level = Constants.IPPROTO_TCP;
        for (int seconds : new int[] {2_147_484, 4_294_968, Integer.MAX_VALUE}) {
            assertThat(set(tcp, level, Constants.TCP_MAXRT, seconds)).isZero();
            assertThat(get(tcp, level, Constants.TCP_MAXRTMS)).isEqualTo(Integer.MAX_VALUE);
        }
        assertThat(set(tcp, level, Constants.TCP_MAXRT, -1)).isZero();
        assertThat(get(tcp, level, Constants.TCP_MAXRT)).isEqualTo(-1);
    }

    @Test
    void refusesAnUnknownName() {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        assertThat(get(tcp, Constants.SOL_SOCKET, 0x7777)).isEqualTo(-Constants.WSAENOPROTOOPT);
        assertThat(set(tcp, Constants.IPPROTO_TCP, 77, 1)).isEqualTo(-Constants.WSAENOPROTOOPT);
    }

    @Test
    @DisplayName("a buffer shorter than the value is WSAEFAULT and stays as it was")
    void refusesShortMemory() {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        MemorySegment value = MemorySegment.ofArray(new int[] {77});
        MemorySegment three = MemorySegment.ofArray(new int[] {3});
        int level = Constants.SOL_SOCKET;
        int fault = -Constants.WSAEFAULT;
        assertThat(Options.get(tcp, level, Constants.SO_KEEPALIVE, value, three)).isEqualTo(fault);
        assertThat(Memory.int32(value, 0)).isEqualTo(77);
        assertThat(Options.set(tcp, level, Constants.SO_KEEPALIVE, value, 3)).isEqualTo(fault);
        assertThat(Options.set(tcp, level, Constants.SO_KEEPALIVE, MemorySegment.NULL, 4))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"6, 1, 1", "6, 3, 30", "6, 17, 5", "6, 16, 4", "6, 5, 20", "6, 14, 20000"})
    @DisplayName("the options of TCP read back what was set")
    void keepsTcpOptions(int level, int name, int value) {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        assertThat(set(tcp, level, name, value)).isZero();
        assertThat(get(tcp, level, name)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 16",
        "0, 4, 33",
        "0, 10, 7",
        "0, 11, 0",
        "0, 14, 1",
        "0, 19, 1",
        "0, 40, 1",
        "0, 71, 1",
        "0, 71, 2",
        "0, 71, 3"
    })
    @DisplayName("the options of IPv4 read back what was set")
    void keepsIpv4Options(int level, int name, int value) {
        LinuxSocket udp = socket(Constants.AF_INET, Constants.SOCK_DGRAM);
        assertThat(set(udp, level, name, value)).isZero();
        assertThat(get(udp, level, name)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "41, 4, 44",
        "41, 10, 9",
        "41, 11, 0",
        "41, 14, 1",
        "41, 19, 1",
        "41, 21, 1",
        "41, 27, 1",
        "41, 31, 1",
        "41, 39, 8",
        "41, 40, 1",
        "41, 71, 3"
    })
    @DisplayName("the options of IPv6 read back what was set")
    void keepsIpv6Options(int level, int name, int value) {
        LinuxSocket udp = socket(Constants.AF_INET6, Constants.SOCK_DGRAM);
        assertThat(set(udp, level, name, value)).isZero();
        assertThat(get(udp, level, name)).isEqualTo(value);
    }

    @Test
    @DisplayName("IP_DONTFRAGMENT and IP_MTU_DISCOVER say the same in two ways")
    void agreesOnFragmentation() {
        LinuxSocket udp = socket(Constants.AF_INET, Constants.SOCK_DGRAM);
        assertThat(set(udp, Constants.IPPROTO_IP, Constants.IP_DONTFRAGMENT, 1)).isZero();
        // IP_PMTUDISC_DO of ws2ipdef.h
        assertThat(get(udp, Constants.IPPROTO_IP, Constants.IP_MTU_DISCOVER)).isEqualTo(1);
        assertThat(set(udp, Constants.IPPROTO_IP, Constants.IP_MTU_DISCOVER, 4))
                .isEqualTo(-Constants.WSAEINVAL);
    }

    @Test
    @DisplayName("a source membership's fields stand in another order on Linux")
    void joinsASourceOnTheLoopback() {
        LinuxSocket udp = socket(Constants.AF_INET, Constants.SOCK_DGRAM);
        byte[] request = {(byte) 232, 1, 2, 3, 10, 0, 0, 1, 127, 0, 0, 1};
        MemorySegment value = MemorySegment.ofArray(request);
        int name = Constants.IP_ADD_SOURCE_MEMBERSHIP;
        assertThat(Options.set(udp, Constants.IPPROTO_IP, name, value, 12)).isZero();
        assertThat(Options.set(udp, Constants.IPPROTO_IP, name, value, 12))
                .as("a second time")
                .isEqualTo(-Constants.WSAEADDRNOTAVAIL);
    }

    @Test
    @DisplayName("A122: buffer sizes read back as they were set, even 0")
    void keepsBufferSizes() {
        LinuxSocket udp = socket(Constants.AF_INET, Constants.SOCK_DGRAM);
        for (int size : new int[] {0x123, 0, 1 << 28}) {
            assertThat(set(udp, Constants.SOL_SOCKET, Constants.SO_SNDBUF, size)).isZero();
            assertThat(get(udp, Constants.SOL_SOCKET, Constants.SO_SNDBUF)).isEqualTo(size);
        }
        assertThat(get(udp, Constants.SOL_SOCKET, Constants.SO_RCVBUF)).isPositive();
    }

    @Test
    @DisplayName("A160: SO_DONTLINGER turns l_onoff round and keeps l_linger")
    void keepsTheLingerTime() {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        int level = Constants.SOL_SOCKET;
        assertThat(set(tcp, level, Constants.SO_LINGER, 7 << 16 | 1)).isZero();
        assertThat(get(tcp, level, Constants.SO_DONTLINGER)).isZero();
        assertThat(set(tcp, level, Constants.SO_DONTLINGER, 1)).isZero();
        assertThat(get(tcp, level, Constants.SO_LINGER)).isEqualTo(7 << 16);
        assertThat(set(tcp, level, Constants.SO_DONTLINGER, 0)).isZero();
        assertThat(get(tcp, level, Constants.SO_LINGER)).isEqualTo(7 << 16 | 1);
    }

    @Test
    @DisplayName("A124: a datagram socket does not linger")
    void refusesToLingerWithoutAConnection() {
        LinuxSocket udp = socket(Constants.AF_INET, Constants.SOCK_DGRAM);
        int refused = -Constants.WSAENOPROTOOPT;
        assertThat(get(udp, Constants.SOL_SOCKET, Constants.SO_LINGER)).isEqualTo(refused);
        assertThat(get(udp, Constants.SOL_SOCKET, Constants.SO_DONTLINGER)).isEqualTo(refused);
        assertThat(set(udp, Constants.SOL_SOCKET, Constants.SO_LINGER, 1)).isEqualTo(refused);
    }

    @Test
    @DisplayName("exclusive use and reuse of an address exclude each other")
    void refusesReuseOfAnExclusiveAddress() {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        int level = Constants.SOL_SOCKET;
        assertThat(set(tcp, level, Constants.SO_EXCLUSIVEADDRUSE, 1)).isZero();
        assertThat(set(tcp, level, Constants.SO_REUSEADDR, 1)).isEqualTo(-Constants.WSAEINVAL);
        assertThat(set(tcp, level, Constants.SO_EXCLUSIVEADDRUSE, 0)).isZero();
        assertThat(set(tcp, level, Constants.SO_REUSEADDR, 1)).isZero();
        assertThat(set(tcp, level, Constants.SO_EXCLUSIVEADDRUSE, 1))
                .isEqualTo(-Constants.WSAEINVAL);
        assertThat(get(tcp, level, Constants.SO_REUSEADDR)).isEqualTo(1);
    }

    @Test
    @DisplayName("every option of SOL_SOCKET and TCP that can be read is known to this kernel")
    void readsEveryOption() {
        LinuxSocket tcp = socket(Constants.AF_INET, Constants.SOCK_STREAM);
        for (int name : SocketLevel.options().keySet()) {
            Option option = Objects.requireNonNull(Options.find(Constants.SOL_SOCKET, name));
            int result = option.get(tcp, MemorySegment.ofArray(new byte[option.size()]));
            assertThat(result)
                    .as("SOL_SOCKET option 0x%x", name)
                    .isEqualTo(name == Constants.SO_MAX_MSG_SIZE ? -Constants.WSAENOPROTOOPT : 0);
        }
        for (int name : ProtocolLevels.tcp().keySet()) {
            Option option = Objects.requireNonNull(Options.find(Constants.IPPROTO_TCP, name));
            MemorySegment value = MemorySegment.ofArray(new byte[option.size()]);
            assertThat(option.get(tcp, value)).as("TCP option %d", name).isZero();
        }
    }
}
