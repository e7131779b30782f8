package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SIZEOF_WSADATA;
import static dev.baton.winsock.Constants.SOCKET_ERROR;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.WSANOTINITIALISED;
import static dev.baton.winsock.Constants.WSAVERNOTSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.WsaData;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.17, and what starting and cleaning up does to descriptors (6.10). */
@ConformanceTests
final class StartupConformance {
    private static MemorySegment data() {
        MemorySegment data = MemorySegment.ofArray(new byte[SIZEOF_WSADATA]);
        data.fill((byte) 0x5a);
        return data;
    }

    private static int version(int major, int minor) {
        return minor << 8 | major;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0",
        "1, 1, 1, 1",
        "1, 2, 1, 1",
        "1, 255, 1, 1",
        "2, 0, 2, 0",
        "2, 1, 2, 1",
        "2, 2, 2, 2",
        "2, 3, 2, 2",
        "2, 255, 2, 2",
        "3, 0, 2, 2",
        "255, 255, 2, 2",
    })
    @DisplayName("A266 the version that will be used")
    void negotiatesTheVersion(int major, int minor, int itsMajor, int itsMinor) {
        Sockets.cleanupAll();
        MemorySegment data = data();
        assertThat(Winsock.WSAStartup(version(major, minor), data)).isZero();
        assertThat(WsaData.read(data).wVersion()).isEqualTo(version(itsMajor, itsMinor));
        assertThat(WsaData.read(data).wHighVersion()).isEqualTo(version(2, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    @DisplayName("A266 major version 0: WSAVERNOTSUPPORTED, the data is filled, nothing is started")
    void refusesVersionZero(int minor) {
        Sockets.cleanupAll();
        MemorySegment data = data();
        assertThat(Winsock.WSAStartup(version(0, minor), data)).isEqualTo(WSAVERNOTSUPPORTED);
        assertThat(WsaData.read(data).wVersion()).isEqualTo(version(2, 2));
        assertThat(WsaData.read(data).wHighVersion()).isEqualTo(version(2, 2));
        Sockets.checkFails(WSANOTINITIALISED, Winsock.WSACleanup());
    }

    @Test
    @DisplayName("A267 no data: WSAEFAULT, but version 0 is noticed first; nothing is started")
    void refusesNoData() {
        Sockets.cleanupAll();
        MemorySegment none = MemorySegment.NULL;
        assertThat(Winsock.WSAStartup(version(2, 2), none)).isEqualTo(WSAEFAULT);
        assertThat(Winsock.WSAStartup(version(0, 1), none)).isEqualTo(WSAVERNOTSUPPORTED);
        Sockets.checkFails(WSANOTINITIALISED, Winsock.WSACleanup());
    }

    @ParameterizedTest
    @CsvSource({"1, 32767, 65467", "2, 0, 0"})
    @DisplayName("A268 description, status and limits; lpVendorInfo is left alone")
    void describesItself(int major, int sockets, int datagram) {
        MemorySegment data = data();
        assertThat(Winsock.WSAStartup(version(major, 1), data)).isZero();
        WsaData read = WsaData.read(data);
        assertThat(read.szDescription()).isEqualTo("WinSock 2.0");
        assertThat(read.szSystemStatus()).isEqualTo("Running");
        assertThat(read.iMaxSockets()).isEqualTo(sockets);
        assertThat(read.iMaxUdpDg()).isEqualTo(datagram);
        assertThat(Memory.int64(data, WsaData.OFFSET_lpVendorInfo)).isEqualTo(0x5a5a5a5a5a5a5a5aL);
    }

    @Test
    @DisplayName("A269 a successful WSACleanup sets the last error to 0")
    void clearsTheLastErrorAtCleanup() {
        Sockets.startup();
        Winsock.WSASetLastError(4711);
        assertThat(Winsock.WSACleanup()).isZero();
        assertThat(Winsock.WSAGetLastError()).isZero();
        Winsock.WSASetLastError(4711);
        assertThat(Winsock.WSACleanup()).isZero();
        assertThat(Winsock.WSAGetLastError()).isZero();
    }

    @Test
    @DisplayName("A173 starts are counted, one clean-up too many: WSANOTINITIALISED")
    void countsStarts() {
        Sockets.startup();
        Sockets.startup();
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        assertThat(Winsock.WSACleanup()).isZero();
        assertThat(Winsock.WSACleanup()).isZero();
        s.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        assertThat(Winsock.WSACleanup()).isZero();
        assertThat(Winsock.WSACleanup()).isEqualTo(SOCKET_ERROR);
        assertThat(Winsock.WSAGetLastError()).isEqualTo(WSANOTINITIALISED);
        s.tryName().failsWith(WSANOTINITIALISED);
    }

    @Test
    @DisplayName("A171 the last clean-up closes all descriptors, opened duplicates too")
    void closesEveryDescriptorAtTheLastCleanup() {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = pair.server().shareWith(HERE);
        Holder datagram = Sockets.bound(AF_INET, SOCK_DGRAM);
        byte[] unopened = datagram.duplicateFor(HERE);
        var name = datagram.name();
        Sockets.cleanupAll();
        Sockets.startup();
        for (Holder each : List.of(pair.client(), pair.server(), d, datagram)) {
            each.tryName().failsWith(WSAENOTSOCK);
            each.tryClose().failsWith(WSAENOTSOCK);
        }
        assertThat(HERE.tryOpen(unopened).failed()).isTrue();
        // Nothing holds the port any more.
        Sockets.socket(AF_INET, SOCK_DGRAM).bind(name).succeeds();
    }

    @Test
    @DisplayName("A019 every function fails before the first start: WSANOTINITIALISED")
    void refusesEverythingBeforeTheStart() {
        Sockets.cleanupAll();
        Sockets.checkFails(WSANOTINITIALISED, Winsock.socket(AF_INET, SOCK_STREAM, 0));
        MemorySegment number = Sockets.number(0);
        MemorySegment none = MemorySegment.NULL;
        Sockets.checkFails(WSANOTINITIALISED, Winsock.WSAEnumProtocolsW(none, none, number));
        Sockets.checkFails(WSANOTINITIALISED, Winsock.WSAEnumProtocolsA(none, none, number));
        Sockets.checkFails(
                WSANOTINITIALISED, Winsock.WSAAddressToStringW(none, 0, none, none, none));
        Sockets.checkFails(
                WSANOTINITIALISED, Winsock.WSAAddressToStringA(none, 0, none, none, none));
        Sockets.checkFails(
                WSANOTINITIALISED, Winsock.WSAStringToAddressW(none, 0, none, none, none));
        Sockets.checkFails(
                WSANOTINITIALISED, Winsock.WSAStringToAddressA(none, 0, none, none, none));
        Sockets.checkFails(WSANOTINITIALISED, Winsock.select(0, none, none, none, none));
        Sockets.checkFails(WSANOTINITIALISED, Winsock.WSAPoll(none, 1, 0));
        Holder s = HERE.holder(4);
        s.bind(Sockets.loopback(AF_INET, 0)).failsWith(WSANOTINITIALISED);
        s.listen().failsWith(WSANOTINITIALISED);
        s.tryAccept().failsWith(WSANOTINITIALISED);
        s.connect(Sockets.loopback(AF_INET, 1)).failsWith(WSANOTINITIALISED);
        s.send("x").failsWith(WSANOTINITIALISED);
        s.receive(1).failsWith(WSANOTINITIALISED);
        s.sendTo("x", Sockets.loopback(AF_INET, 1)).failsWith(WSANOTINITIALISED);
        s.receiveFrom(1).failsWith(WSANOTINITIALISED);
        s.shutdown(0).failsWith(WSANOTINITIALISED);
        s.tryName().failsWith(WSANOTINITIALISED);
        s.tryPeerName().failsWith(WSANOTINITIALISED);
        s.ioctl(0, 0).failsWith(WSANOTINITIALISED);
        s.getOption(0, 0, 4).failsWith(WSANOTINITIALISED);
        s.setOption(0, 0, 1).failsWith(WSANOTINITIALISED);
        s.tryDuplicate(HERE.pid()).failsWith(WSANOTINITIALISED);
        s.tryDuplicateA(HERE.pid()).failsWith(WSANOTINITIALISED);
        s.eventSelect(0, 0).failsWith(WSANOTINITIALISED);
        s.asyncSelect(0, 0, 0).failsWith(WSANOTINITIALISED);
        s.enumerate(0).failsWith(WSANOTINITIALISED);
        s.tryClose().failsWith(WSANOTINITIALISED);
    }

    @Test
    @DisplayName("A019 so do the functions of Winsock 2, and the extensions")
    void refusesTheLongFormsBeforeTheStart() {
        Sockets.cleanupAll();
        MemorySegment none = MemorySegment.NULL;
        MemorySegment number = Sockets.number(0);
        MemorySegment[] buffers = {Sockets.number(0)};
        List<LongSupplier> calls =
                List.of(
                        () -> Winsock.WSASocketW(AF_INET, SOCK_STREAM, 0, none, 0, 0),
                        () -> Winsock.WSASocketA(AF_INET, SOCK_STREAM, 0, none, 0, 0),
                        () -> Winsock.WSAAccept(4, none, none, null, 0),
                        () -> Winsock.WSAConnect(4, none, 0, none, none, none, none),
                        () -> Winsock.WSASend(4, buffers, 1, number, 0, none, null),
                        () -> Winsock.WSASendTo(4, buffers, 1, number, 0, none, 0, none, null),
                        () -> Winsock.WSARecv(4, buffers, 1, number, number, none, null),
                        () ->
                                Winsock.WSARecvFrom(
                                        4, buffers, 1, number, number, none, none, none, null),
                        () -> Winsock.WSASendDisconnect(4, none),
                        () -> Winsock.WSARecvDisconnect(4, none),
                        () -> Winsock.WSAIoctl(4, 0, none, 0, none, 0, number, none, null),
                        () -> SharedSockets.duplicate(none, 1, (int) HERE.pid(), none),
                        () -> SharedSockets.flags(4));
        for (LongSupplier call : calls) {
            Winsock.WSASetLastError(0);
            Sockets.checkFails(WSANOTINITIALISED, call.getAsLong());
        }
        Winsock.WSASetLastError(0);
        assertThat(SharedSockets.open(none, 1, none)).isZero();
        assertThat(Winsock.WSAGetLastError()).isEqualTo(WSANOTINITIALISED);
    }

    @Test
    @DisplayName("A173 the last error belongs to its thread")
    void keepsTheLastErrorOfEachThread() {
        Winsock.WSASetLastError(4711);
        Background.call(
                        () -> {
                            assertThat(Winsock.WSAGetLastError()).isZero();
                            Winsock.closesocket(-1);
                            return Winsock.WSAGetLastError();
                        })
                .await();
        assertThat(Winsock.WSAGetLastError()).isEqualTo(4711);
    }
}
