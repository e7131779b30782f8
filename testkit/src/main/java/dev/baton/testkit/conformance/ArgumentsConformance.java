package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.CF_ACCEPT;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOA;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCKET_ERROR;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.WSANOTINITIALISED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ProtocolInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Section 6.2: arguments of {@code WSADuplicateSocket}, and the order in which they are checked.
 */
@ConformanceTests
final class ArgumentsConformance {
    private static final int OWN_PID = (int) HERE.pid();
    private static final int NO_PID = 0;

    private static MemorySegment info() {
        MemorySegment info = MemorySegment.ofArray(new byte[SIZEOF_WSAPROTOCOL_INFOW]);
        info.fill((byte) 0x5a);
        return info;
    }

    /** What both forms answer, which must be the same. */
    private static int duplicate(long s, int pid, MemorySegment info) {
        int wide = Winsock.WSADuplicateSocketW(s, pid, info);
        int error = Winsock.WSAGetLastError();
        assertThat(Winsock.WSADuplicateSocketA(s, pid, info)).as("result of A").isEqualTo(wide);
        assertThat(Winsock.WSAGetLastError()).as("last error of A").isEqualTo(error);
        return wide;
    }

    @Test
    @DisplayName("A019 before WSAStartup: WSANOTINITIALISED")
    void refusesBeforeStartup() {
        long s = Sockets.socket(AF_INET, SOCK_STREAM).s();
        Sockets.cleanupAll();
        Sockets.checkFails(WSANOTINITIALISED, duplicate(s, OWN_PID, info()));
        Sockets.checkFails(WSANOTINITIALISED, duplicate(0, NO_PID, MemorySegment.NULL));
    }

    @Test
    @DisplayName("A020 the descriptor is checked first: WSAENOTSOCK")
    void checksTheDescriptorFirst() {
        Sockets.checkFails(WSAENOTSOCK, duplicate(0, NO_PID, MemorySegment.NULL));
    }

    @Test
    @DisplayName("A021 the process is checked before the pointer: WSAEINVAL")
    void checksTheProcessBeforeThePointer() {
        long s = Sockets.socket(AF_INET, SOCK_STREAM).s();
        Sockets.checkFails(WSAEINVAL, duplicate(s, NO_PID, MemorySegment.NULL));
    }

    @Test
    @DisplayName("A022 process 0xFFFFFFFF: WSAEINVAL")
    void refusesAnImpossibleProcess() {
        long s = Sockets.socket(AF_INET, SOCK_STREAM).s();
        Sockets.checkFails(WSAEINVAL, duplicate(s, 0xFFFFFFFF, info()));
    }

    @Test
    @DisplayName("A023 descriptor 0 with a good process and structure: WSAENOTSOCK")
    void refusesDescriptorZero() {
        Sockets.checkFails(WSAENOTSOCK, duplicate(0, OWN_PID, info()));
    }

    @Test
    @DisplayName("A024 no structure: WSAEFAULT")
    void refusesNoStructure() {
        long s = Sockets.socket(AF_INET, SOCK_STREAM).s();
        Sockets.checkFails(WSAEFAULT, duplicate(s, OWN_PID, MemorySegment.NULL));
    }

    @Test
    @DisplayName("A025 a closed descriptor: WSAENOTSOCK")
    void refusesAClosedDescriptor() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        s.close();
        Sockets.checkFails(WSAENOTSOCK, duplicate(s.s(), OWN_PID, info()));
    }

    @Test
    @DisplayName("A026 INVALID_SOCKET: WSAENOTSOCK")
    void refusesInvalidSocket() {
        Sockets.checkFails(WSAENOTSOCK, duplicate(INVALID_SOCKET, OWN_PID, info()));
    }

    @Test
    @DisplayName("A027 a process that has ended: WSAEINVAL")
    void refusesAProcessThatHasEnded(Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        // It was reachable, and known as such to this process.
        s.shareWith(peer);
        int pid = (int) peer.pid();
        peer.exit();
        Sockets.checkFails(WSAEINVAL, duplicate(s.s(), pid, info()));
    }

    @Test
    @DisplayName("A028 a process that has not called WSAStartup, or has cleaned up: WSAEINVAL")
    void refusesAProcessWithoutWinsock(Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        int parent = (int) ProcessHandle.current().parent().orElseThrow().pid();
        Sockets.checkFails(WSAEINVAL, duplicate(s.s(), parent, info()));

        s.shareWith(peer).close();
        peer.cleanup().succeeds();
        Sockets.checkFails(WSAEINVAL, duplicate(s.s(), (int) peer.pid(), info()));

        peer.startup().succeeds();
        s.shareWith(peer);
    }

    @Test
    @DisplayName("A029 failure is SOCKET_ERROR, success exactly 0")
    void returnsZeroOrSocketError() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        MemorySegment info = info();
        assertThat(Winsock.WSADuplicateSocketW(s.s(), OWN_PID, info)).isZero();
        HERE.open(info.toArray(ValueLayout.JAVA_BYTE));
        assertThat(Winsock.WSADuplicateSocketW(s.s(), NO_PID, info)).isEqualTo(SOCKET_ERROR);
    }

    @Test
    @DisplayName("A030 a failure leaves the structure as it was")
    void leavesTheStructureAloneOnFailure() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        MemorySegment info = info();
        duplicate(0, OWN_PID, info);
        duplicate(s.s(), NO_PID, info);
        duplicate(s.s(), 0xFFFFFFFF, info);
        assertThat(info.mismatch(info())).as("first byte that was written").isEqualTo(-1);

        MemorySegment shorter = info.asSlice(0, SIZEOF_WSAPROTOCOL_INFOA - 1);
        Sockets.checkFails(WSAEFAULT, duplicate(s.s(), OWN_PID, shorter));
        assertThat(info.mismatch(info())).as("first byte that was written").isEqualTo(-1);
    }

    @Test
    @DisplayName("A033 a socket with a quality of service can't be duplicated: WSAEINVAL")
    void refusesASocketWithQualityOfService() {
        Sockets.Pair pair = Sockets.tcp();
        MemorySegment qos = Qos.sending(10_000_000);
        Sockets.check(
                Winsock.WSAIoctl(
                        pair.client().s(),
                        Constants.SIO_SET_QOS,
                        qos,
                        (int) qos.byteSize(),
                        MemorySegment.NULL,
                        0,
                        Sockets.number(0),
                        MemorySegment.NULL,
                        null));
        Sockets.checkFails(WSAEINVAL, duplicate(pair.client().s(), OWN_PID, info()));
        // The other end has none.
        pair.server().shareWith(HERE);
    }

    @Test
    @DisplayName("A033 nor one that was connected with a quality of service")
    void refusesASocketConnectedWithQualityOfService() {
        Holder listener = Sockets.listener(AF_INET);
        Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
        byte[] name = listener.name().toBytes();
        Sockets.check(
                Winsock.WSAConnect(
                        client.s(),
                        MemorySegment.ofArray(name),
                        name.length,
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        Qos.sending(10_000_000),
                        MemorySegment.NULL));
        Sockets.checkFails(WSAEINVAL, duplicate(client.s(), OWN_PID, info()));
    }

    @Test
    @DisplayName("A035 inside of a condition function: no WSAEINPROGRESS")
    void duplicatesInsideOfACallback() {
        Holder listener = Sockets.listener(AF_INET);
        Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
        client.connect(listener.name()).succeeds();
        listener.awaitReadable();
        List<Outcome> outcomes = new ArrayList<>();
        Sockets.check(
                Winsock.WSAAccept(
                        listener.s(),
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        (caller, a, b, c, callee, d, g, data) -> {
                            outcomes.add(client.tryDuplicate(OWN_PID));
                            return CF_ACCEPT;
                        },
                        0));
        assertThat(outcomes).hasSize(1);
        HERE.open(outcomes.getFirst().succeeds().data());
    }

    @Test
    @DisplayName("A035 while a call on the socket blocks: no WSAEINPROGRESS")
    void duplicatesDuringABlockingCall() {
        Sockets.Pair pair = Sockets.tcp();
        Background<Outcome> blocked = Background.call(() -> pair.server().receive(1));
        blocked.awaitInside("recv");
        Holder d = pair.server().shareWith(HERE);
        assertThat(blocked.isDone()).as("the call was disturbed").isFalse();
        pair.client().send("x").succeeds();
        blocked.await().succeeds();
        d.send("y").succeeds();
        assertThat(pair.client().text(1)).isEqualTo("y");
    }

    @Test
    @DisplayName("A036 what the structure held before has no influence")
    void ignoresTheContentOfTheOutputStructure() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        byte[] used = s.duplicateFor(HERE);
        HERE.open(used).close();

        MemorySegment garbage = info();
        MemorySegment old = MemorySegment.ofArray(used.clone());
        Sockets.check(Winsock.WSADuplicateSocketW(s.s(), OWN_PID, garbage));
        Sockets.check(Winsock.WSADuplicateSocketW(s.s(), OWN_PID, old));

        byte[] one = garbage.toArray(ValueLayout.JAVA_BYTE);
        byte[] other = old.toArray(ValueLayout.JAVA_BYTE);
        assertThat(ProtocolInfo.ofBytes(one).withProviderReserved(0))
                .isEqualTo(ProtocolInfo.ofBytes(other).withProviderReserved(0))
                .isEqualTo(ProtocolInfo.ofBytes(used).withProviderReserved(0));
        HERE.open(one);
        HERE.open(other);
    }

    @Test
    @DisplayName("A037 A and W differ in the name's encoding and the token only")
    void makesTheSameStructureInBothForms() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        byte[] ansi = s.tryDuplicateA(OWN_PID).succeeds().data();
        byte[] wide = s.tryDuplicate(OWN_PID).succeeds().data();
        assertThat(Arrays.copyOf(ansi, 112)).isEqualTo(Arrays.copyOf(wide, 112));
        assertThat(ProtocolInfo.ofBytes(ansi).withProviderReserved(0))
                .isEqualTo(ProtocolInfo.ofBytes(wide).withProviderReserved(0));
        HERE.open(ansi);
        HERE.open(wide);
    }

    @Test
    @DisplayName("A038 nothing is delivered when there is no structure to fill")
    void deliversNothingWithoutAStructure(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        int pid = (int) peer.pid();
        for (int i = 0; i < 100; i++) {
            Sockets.checkFails(WSAEFAULT, duplicate(pair.server().s(), pid, MemorySegment.NULL));
        }
        pair.server().close();
        // A reference left in the target would keep the connection open.
        pair.client().receivesEnd();
    }
}
