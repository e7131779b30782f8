package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.FROM_PROTOCOL_INFO;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCKET_ERROR;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_TYPE;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.WSAVERNOTSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Here;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.ProcTable;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the base provider owes to Winsock, with the test in Winsock's place (6.2, 6.5, 6.14). */
@ConformanceTests
final class ProviderConformance {
    private static final int OWN_PID = (int) Here.HERE.pid();
    private static final int UNTOUCHED = 4711;
    private static final MemorySegment NULL = MemorySegment.NULL;

    private @Nullable DirectProvider started;

    @BeforeEach
    void start() {
        // The provider of a process is started once: take it away from Winsock.
        Sockets.cleanupAll();
        started = new DirectProvider();
    }

    private DirectProvider direct() {
        return Objects.requireNonNull(started);
    }

    @AfterEach
    void stop() {
        direct().close();
    }

    private long make(int af, int type) {
        long s =
                direct().provider()
                        .WSPSocket(af, type, 0, direct().entry(af, type), 0, 0, direct().lpErrno());
        assertThat(s).as("error %d", direct().error()).isNotEqualTo(INVALID_SOCKET);
        return s;
    }

    private MemorySegment duplicate(long s) {
        MemorySegment info = MemorySegment.ofArray(new byte[SIZEOF_WSAPROTOCOL_INFOW]);
        int result = direct().provider().WSPDuplicateSocket(s, OWN_PID, info, direct().lpErrno());
        assertThat(result).as("error %d", direct().error()).isZero();
        return info;
    }

    /** The last error belongs to the thread, and the test runs on one of its own. */
    private void failed(LongSupplier call, int error) {
        Winsock.WSASetLastError(UNTOUCHED);
        long result = call.getAsLong();
        assertThat(result).isEqualTo(SOCKET_ERROR);
        assertThat(direct().error()).isEqualTo(error);
        assertThat(Winsock.WSAGetLastError()).as("last error").isEqualTo(UNTOUCHED);
    }

    @Test
    @DisplayName("A031 errors of WSPDuplicateSocket are in *lpErrno, the last error is not touched")
    void tellsErrorsThroughItsParameter() {
        MemorySegment info = MemorySegment.ofArray(new byte[SIZEOF_WSAPROTOCOL_INFOW]);
        long s = make(AF_INET, SOCK_STREAM);
        var provider = direct().provider();
        failed(
                () -> provider.WSPDuplicateSocket(0, OWN_PID, info, direct().lpErrno()),
                WSAENOTSOCK);
        failed(() -> provider.WSPDuplicateSocket(s, 0, NULL, direct().lpErrno()), WSAEINVAL);
        failed(() -> provider.WSPDuplicateSocket(s, OWN_PID, NULL, direct().lpErrno()), WSAEFAULT);
    }

    @Test
    @DisplayName("A031 so are those of WSPSocket")
    void tellsErrorsOfOpeningThroughItsParameter() {
        MemorySegment used = duplicate(make(AF_INET, SOCK_STREAM));
        assertThat(open(-1, -1, -1, used)).isNotEqualTo(INVALID_SOCKET);
        failed(() -> open(-1, -1, -1, used), WSAEINVAL);
    }

    private long open(int af, int type, int protocol, MemorySegment info) {
        return direct().provider().WSPSocket(af, type, protocol, info, 0, 0, direct().lpErrno());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "-1, -1, -1", "0, -1, -1", "-1, 0, 0", "2, 2, 17", "0, 0, 17"})
    @DisplayName("A082 the provider takes 0 and FROM_PROTOCOL_INFO, with an entry and a duplicate")
    void takesUndefinedArguments(int af, int type, int protocol) {
        long made = open(af, type, protocol, direct().entry(AF_INET, SOCK_DGRAM));
        assertThat(made).as("error %d", direct().error()).isNotEqualTo(INVALID_SOCKET);
        long opened = open(af, type, protocol, duplicate(made));
        assertThat(opened).as("error %d", direct().error()).isNotEqualTo(INVALID_SOCKET);
        MemorySegment kind = Sockets.number(0);
        MemorySegment length = Sockets.number(4);
        int result =
                direct().provider()
                        .WSPGetSockOpt(
                                opened, SOL_SOCKET, SO_TYPE, kind, length, direct().lpErrno());
        assertThat(result).isZero();
        assertThat(Memory.int32(kind, 0)).isEqualTo(SOCK_DGRAM);
    }

    @Test
    @DisplayName(
            "A232 every new descriptor passes through WPUModifyIFSHandle: made, opened, accepted")
    void announcesEveryDescriptor() {
        long listener = make(AF_INET, SOCK_STREAM);
        assertThat(direct().modified()).containsExactly(listener);

        MemorySegment info = duplicate(listener);
        assertThat(direct().modified()).isEmpty();
        long opened = open(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, info);
        assertThat(direct().modified()).containsExactly(opened);

        long accepted = accept(opened);
        assertThat(direct().modified()).endsWith(accepted);
    }

    /** Connects to a socket that is neither bound nor listening yet, and accepts. */
    private long accept(long listener) {
        var provider = direct().provider();
        byte[] any = Sockets.loopback(AF_INET, 0).toBytes();
        MemorySegment name = MemorySegment.ofArray(any);
        MemorySegment length = Sockets.number(any.length);
        assertThat(provider.WSPBind(listener, name, any.length, direct().lpErrno())).isZero();
        assertThat(provider.WSPListen(listener, 1, direct().lpErrno())).isZero();
        assertThat(provider.WSPGetSockName(listener, name, length, direct().lpErrno())).isZero();
        assertThat(SockAddr.of(name, any.length).family()).isEqualTo(AF_INET);
        long client = make(AF_INET, SOCK_STREAM);
        int connected =
                provider.WSPConnect(
                        client, name, any.length, NULL, NULL, NULL, NULL, direct().lpErrno());
        assertThat(connected).as("error %d", direct().error()).isZero();
        return provider.WSPAccept(listener, NULL, NULL, null, 0, direct().lpErrno());
    }

    @Test
    @DisplayName("A232 a descriptor that Winsock refuses is given up: nothing is left open")
    void givesUpRefusedDescriptors() {
        long s = make(AF_INET6, SOCK_DGRAM);
        MemorySegment info = duplicate(s);
        direct().refuse(true);
        failed(
                () -> open(AF_INET, SOCK_STREAM, 0, direct().entry(AF_INET, SOCK_STREAM)),
                WSAEINVAL);
        failed(() -> open(-1, -1, -1, info), WSAEINVAL);
        direct().refuse(false);
        assertThat(direct().provider().WSPCloseSocket(s, direct().lpErrno())).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0101, 0x0002, 0x0102, 0x0201})
    @DisplayName("A241 WSPStartup below 2.2: WSAVERNOTSUPPORTED")
    void refusesOldVersions(int version) {
        // Minor version in the high byte: 0x0201 is 1.2.
        assertThat(direct().startup(version, new ProcTable())).isEqualTo(WSAVERNOTSUPPORTED);
    }
}
