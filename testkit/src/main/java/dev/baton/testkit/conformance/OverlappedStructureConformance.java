package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FIONREAD;
import static dev.baton.winsock.Constants.MSG_PARTIAL;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_IN;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEMSGSIZE;
import static dev.baton.winsock.Constants.WSAENOTCONN;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.Constants.WSA_INFINITE;
import static dev.baton.winsock.Constants.WSA_INVALID_HANDLE;
import static dev.baton.winsock.Constants.WSA_INVALID_PARAMETER;
import static dev.baton.winsock.Constants.WSA_IO_INCOMPLETE;
import static dev.baton.winsock.Constants.WSA_IO_PENDING;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static dev.baton.winsock.Constants.WSA_WAIT_IO_COMPLETION;
import static dev.baton.winsock.Constants.WSA_WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Eventually;
import dev.baton.testkit.Here;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.LPWSAOVERLAPPED_COMPLETION_ROUTINE;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.NtStatus;
import dev.baton.winsock.struct.SockAddr;
import dev.baton.winsock.struct.WsaOverlapped;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The structure of an overlapped operation, its event, its routine and its memory. */
@ConformanceTests
final class OverlappedStructureConformance {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment structure = arena.allocate(WsaOverlapped.SIZEOF, 8);
    private final MemorySegment buffer = arena.allocate(16);
    private final MemorySegment bytes = arena.allocate(4);
    private final MemorySegment flags = arena.allocate(4);
    private long event;

    @BeforeEach
    void makeEvent() {
        event = Winsock.WSACreateEvent();
        WsaOverlapped.hEvent(structure, event);
    }

    @AfterEach
    void free() {
        Winsock.WSACloseEvent(event);
        // Every operation must have ended: what is still in use would refuse this.
        Sockets.cleanupAll();
        Sockets.startup();
        arena.close();
    }

    private int receive(Holder s, @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
        return receive(s, structure, buffer, routine);
    }

    private static int receive(
            Holder s,
            MemorySegment lpOverlapped,
            MemorySegment into,
            @Nullable LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
        MemorySegment[] buffers = {into};
        return Winsock.WSARecv(s.s(), buffers, 1, NULL, Sockets.number(0), lpOverlapped, routine);
    }

    private int result(Holder s, boolean wait) {
        int result = Winsock.WSAGetOverlappedResult(s.s(), structure, bytes, wait ? 1 : 0, flags);
        return result == 0 ? -Winsock.WSAGetLastError() : Memory.int32(bytes, 0);
    }

    private int await(int milliseconds, boolean alertable) {
        return Winsock.WSAWaitForMultipleEvents(
                1, MemorySegment.ofArray(new long[] {event}), 1, milliseconds, alertable ? 1 : 0);
    }

    private String text(int length) {
        return new String(Memory.bytes(buffer, 0, length), StandardCharsets.ISO_8859_1);
    }

    private static void pending(int result) {
        Sockets.checkFails(WSA_IO_PENDING, result);
    }

    @Test
    @DisplayName(
            "The event is reset at the start and signaled at the end; Internal tells the state")
    void signalsTheEvent() {
        Sockets.Pair pair = Sockets.tcp();
        Winsock.WSASetEvent(event);
        pending(receive(pair.server(), null));
        assertThat(await(0, false)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(WsaOverlapped.status(structure)).isEqualTo(NtStatus.STATUS_PENDING);
        assertThat(result(pair.server(), false)).isEqualTo(-WSA_IO_INCOMPLETE);
        pair.client().send("data").succeeds();
        assertThat(await(WSA_INFINITE, false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(WsaOverlapped.status(structure)).isEqualTo(NtStatus.STATUS_SUCCESS);
        assertThat(WsaOverlapped.bytes(structure)).isEqualTo(4);
        assertThat(result(pair.server(), true)).isEqualTo(4);
        assertThat(text(4)).isEqualTo("data");
    }

    @Test
    @DisplayName("What succeeds at once writes the number of bytes, and signals the event")
    void signalsTheEventAtOnce() {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().send("data").succeeds();
        pair.server().awaitReadable();
        MemorySegment[] buffers = {buffer.asSlice(0, 1), buffer.asSlice(1)};
        assertThat(Winsock.WSARecv(pair.server().s(), buffers, 2, bytes, flags, structure, null))
                .isZero();
        assertThat(Memory.int32(bytes, 0)).isEqualTo(4);
        assertThat(await(0, false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(result(pair.server(), false)).isEqualTo(4);
        assertThat(text(4)).isEqualTo("data");
    }

    @Test
    @DisplayName("WSAGetOverlappedResult waits until the operation ends")
    void waitsForTheResult() {
        Sockets.Pair pair = Sockets.tcp();
        pending(receive(pair.server(), null));
        Background<Integer> waiting =
                Background.call(() -> result(pair.server(), true))
                        .awaitInside("WSAGetOverlappedResult");
        pair.client().send("data").succeeds();
        assertThat(waiting.await()).isEqualTo(4);
    }

    @Test
    @DisplayName("A wait for the result does not keep the descriptor from being closed")
    void endsAWaitForTheResult() {
        Sockets.Pair pair = Sockets.tcp();
        pending(receive(pair.server(), null));
        Background<Integer> waiting =
                Background.call(() -> result(pair.server(), true))
                        .awaitInside("WSAGetOverlappedResult");
        pair.server().close();
        assertThat(waiting.await()).isEqualTo(-Constants.WSA_OPERATION_ABORTED);
    }

    @Test
    @DisplayName("WSAGetOverlappedResult: no socket, no memory, no event, nothing to wait for")
    void refusesToTellAResult() {
        Sockets.Pair pair = Sockets.tcp();
        WsaOverlapped.hEvent(structure, 0);
        pending(receive(pair.server(), null));
        assertThat(result(pair.server(), true)).isEqualTo(-WSA_INVALID_HANDLE);
        assertThat(result(pair.client(), true)).isEqualTo(-WSA_INVALID_PARAMETER);
        assertThat(Winsock.WSAGetOverlappedResult(-1, structure, bytes, 0, flags)).isZero();
        assertThat(Winsock.WSAGetLastError()).isEqualTo(WSAENOTSOCK);
        MemorySegment[][] bad = {
            {NULL, bytes, flags}, {structure, NULL, flags}, {structure, bytes, NULL}
        };
        for (MemorySegment[] each : bad) {
            Winsock.WSASetLastError(0);
            assertThat(
                            Winsock.WSAGetOverlappedResult(
                                    pair.server().s(), each[0], each[1], 0, each[2]))
                    .isZero();
            assertThat(Winsock.WSAGetLastError()).isEqualTo(WSAEFAULT);
        }
        pair.client().send("x").succeeds();
        awaitEnd();
    }

    private void awaitEnd() {
        Eventually.await(
                Duration.ofSeconds(10),
                () -> WsaOverlapped.status(structure) != NtStatus.STATUS_PENDING);
    }

    @Test
    @DisplayName("An hEvent that is no event: WSA_INVALID_HANDLE, nothing is begun")
    void refusesWhatIsNoEvent() {
        Sockets.Pair pair = Sockets.tcp();
        WsaOverlapped.hEvent(structure, 12345);
        Sockets.checkFails(WSA_INVALID_HANDLE, receive(pair.server(), null));
        pair.client().send("data").succeeds();
        assertThat(pair.server().text(4)).isEqualTo("data");
    }

    @Test
    @DisplayName("A routine runs in the next alertable wait of its thread; hEvent is left alone")
    void callsTheRoutine() {
        Sockets.Pair pair = Sockets.tcp();
        List<String> calls = new ArrayList<>();
        LPWSAOVERLAPPED_COMPLETION_ROUTINE routine =
                (error, count, lpOverlapped, with) ->
                        calls.add(error + " " + text(count) + " " + lpOverlapped.equals(structure));
        Winsock.WSASetEvent(event);
        pending(receive(pair.server(), routine));
        assertThat(await(0, false)).isEqualTo(WSA_WAIT_EVENT_0);
        Winsock.WSAResetEvent(event);
        assertThat(result(pair.server(), true)).isEqualTo(-WSA_INVALID_HANDLE);
        pair.client().send("data").succeeds();
        assertThat(await(WSA_INFINITE, true)).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(calls).containsExactly("0 data true");
        assertThat(await(0, true)).isEqualTo(WSA_WAIT_TIMEOUT);

        pair.client().send("more").succeeds();
        pair.server().awaitReadable();
        assertThat(receive(pair.server(), routine)).isZero();
        assertThat(calls).hasSize(1);
        assertThat(await(0, false)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(await(0, true)).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(calls).containsExactly("0 data true", "0 more true");
    }

    @Test
    @DisplayName("A routine may begin the next operation, and is told of the last close")
    void callsTheRoutineAgain() {
        Sockets.Pair pair = Sockets.tcp();
        List<Integer> errors = new ArrayList<>();
        LPWSAOVERLAPPED_COMPLETION_ROUTINE[] routine = new LPWSAOVERLAPPED_COMPLETION_ROUTINE[1];
        routine[0] =
                (error, count, lpOverlapped, with) -> {
                    errors.add(error);
                    if (error == 0) {
                        receive(pair.server(), routine[0]);
                    }
                };
        pending(receive(pair.server(), routine[0]));
        pair.client().send("data").succeeds();
        assertThat(await(WSA_INFINITE, true)).isEqualTo(WSA_WAIT_IO_COMPLETION);
        pair.server().close();
        assertThat(await(WSA_INFINITE, true)).isEqualTo(WSA_WAIT_IO_COMPLETION);
        assertThat(errors).containsExactly(0, Constants.WSA_OPERATION_ABORTED);
    }

    @Test
    @DisplayName("Errors found at once are the call's: nothing is signaled or called")
    void tellsErrorsOnce() {
        Holder fresh = Sockets.socket(AF_INET, SOCK_STREAM);
        Winsock.WSASetEvent(event);
        Sockets.checkFails(WSAENOTCONN, receive(fresh, null));
        Sockets.checkFails(WSAENOTCONN, receive(fresh, (error, count, o, with) -> {}));
        assertThat(await(0, true)).isEqualTo(WSA_WAIT_TIMEOUT);
        assertThat(result(fresh, false)).isEqualTo(-WSAENOTCONN);
    }

    @Test
    @DisplayName("Memory that may be gone when it is needed: WSAEFAULT")
    void refusesMemoryThatDoesNotLast() {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().send("data").succeeds();
        pair.server().awaitReadable();
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment[] structures = {
                MemorySegment.ofArray(new byte[WsaOverlapped.SIZEOF]),
                confined.allocate(WsaOverlapped.SIZEOF, 8),
                structure.asSlice(0, 31),
                structure.asReadOnly()
            };
            for (MemorySegment each : structures) {
                Sockets.checkFails(WSAEFAULT, receive(pair.server(), each, buffer, null));
            }
            MemorySegment[] buffers = {
                MemorySegment.ofArray(new byte[4]), confined.allocate(4), buffer.asReadOnly()
            };
            for (MemorySegment each : buffers) {
                Sockets.checkFails(WSAEFAULT, receive(pair.server(), structure, each, null));
            }
        }
        MemorySegment[] one = {buffer};
        Sockets.checkFails(
                WSAEFAULT,
                Winsock.WSARecv(pair.server().s(), one, 1, bytes, NULL, structure, null));
        assertThat(pair.server().text(4)).isEqualTo("data");
    }

    @Test
    @DisplayName("An arena that is closed meanwhile: WSAEFAULT, and the event is signaled")
    void survivesClosedArenas() {
        Sockets.Pair pair = Sockets.tcp();
        Arena buffers = Arena.ofShared();
        pending(receive(pair.server(), structure, buffers.allocate(4), null));
        buffers.close();
        pair.client().send("data").succeeds();
        assertThat(await(WSA_INFINITE, false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(result(pair.server(), false)).isEqualTo(-WSAEFAULT);
        assertThat(pair.server().text(4)).as("nothing was taken").isEqualTo("data");

        Arena structures = Arena.ofShared();
        MemorySegment gone = structures.allocate(WsaOverlapped.SIZEOF, 8);
        WsaOverlapped.hEvent(gone, event);
        pending(receive(pair.server(), gone, buffer, null));
        assertThat(await(0, false)).isEqualTo(WSA_WAIT_TIMEOUT);
        structures.close();
        pair.client().send("more").succeeds();
        assertThat(await(WSA_INFINITE, false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(text(4)).isEqualTo("more");
    }

    @Test
    @DisplayName("A socket without the overlapped attribute ignores the structure")
    void ignoresTheStructure() {
        Holder listener = Sockets.listener(AF_INET);
        long s = Sockets.check(Winsock.WSASocketW(AF_INET, SOCK_STREAM, 0, NULL, 0, 0));
        SockAddr name = listener.name();
        MemorySegment address = name.toSegment();
        Sockets.check(Winsock.connect(s, address, (int) address.byteSize()));
        Holder plain = Here.HERE.holder(s);
        plain.nonblocking(true);
        WsaOverlapped.hEvent(structure, 12345);
        MemorySegment[] one = {buffer};
        Sockets.checkFails(
                WSAEWOULDBLOCK,
                Winsock.WSARecv(s, one, 1, bytes, Sockets.number(0), structure, null));
        Sockets.checkFails(WSAEFAULT, receive(plain, null));
        listener.accept().send("data").succeeds();
        plain.awaitReadable();
        assertThat(Winsock.WSARecv(s, one, 1, bytes, Sockets.number(0), structure, null)).isZero();
        assertThat(Memory.int32(bytes, 0)).isEqualTo(4);
        assertThat(WsaOverlapped.status(structure)).isZero();
    }

    @Test
    @DisplayName(
            "A datagram that is too long: WSAEMSGSIZE, MSG_PARTIAL, all buffers full, its sender")
    void tellsOfACutDatagram() {
        int taken = Layers.bytesOfDatagrams();
        Sockets.Pair pair = Sockets.datagrams(AF_INET);
        MemorySegment from = arena.allocate(SIZEOF_SOCKADDR_IN);
        MemorySegment length = arena.allocate(4);
        Memory.int32(length, 0, SIZEOF_SOCKADDR_IN);
        MemorySegment[] small = {buffer.asSlice(0, 2), buffer.asSlice(2, 1)};
        int begun =
                Winsock.WSARecvFrom(
                        pair.server().s(),
                        small,
                        2,
                        NULL,
                        Sockets.number(0),
                        from,
                        length,
                        structure,
                        null);
        if (taken > 0) {
            // Compressed datagrams are not overlapped.
            Sockets.checkFails(Constants.WSAEOPNOTSUPP, begun);
            return;
        }
        pending(begun);
        pair.client().send("datagram").succeeds();
        assertThat(result(pair.server(), true)).isEqualTo(-WSAEMSGSIZE);
        assertThat(Memory.int32(bytes, 0)).isEqualTo(3);
        assertThat(Memory.int32(flags, 0)).isEqualTo(MSG_PARTIAL);
        assertThat(text(3)).isEqualTo("dat");
        assertThat(SockAddr.of(from, SIZEOF_SOCKADDR_IN)).isEqualTo(pair.client().name());

        pair.client().send("again").succeeds();
        pair.server().awaitReadable();
        pending(receive(pair.server(), structure, buffer.asSlice(0, 2), null));
        assertThat(result(pair.server(), false)).isEqualTo(-WSAEMSGSIZE);
        assertThat(Memory.int32(flags, 0)).isEqualTo(MSG_PARTIAL);
    }

    @Test
    @DisplayName("A datagram is sent to an address that may be gone afterwards")
    void sendsADatagram() {
        Holder to = Sockets.bound(AF_INET, Constants.SOCK_DGRAM);
        Holder from = Sockets.bound(AF_INET, Constants.SOCK_DGRAM);
        Memory.bytes(buffer, 0, "datagram".getBytes(StandardCharsets.ISO_8859_1));
        MemorySegment address = to.name().toSegment();
        MemorySegment[] one = {buffer.asSlice(0, 8)};
        int sent =
                Winsock.WSASendTo(
                        from.s(),
                        one,
                        1,
                        bytes,
                        0,
                        address,
                        (int) address.byteSize(),
                        structure,
                        null);
        if (Layers.bytesOfDatagrams() > 0) {
            Sockets.checkFails(Constants.WSAEOPNOTSUPP, sent);
            return;
        }
        assertThat(sent).isZero();
        assertThat(result(from, true)).isEqualTo(8);
        assertThat(to.text(8)).isEqualTo("datagram");
    }

    @Test
    @DisplayName("WSAIoctl with a structure succeeds at once, and tells its completion too")
    void controlsOverlapped() {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().send("data").succeeds();
        pair.server().awaitReadable();
        int done =
                Winsock.WSAIoctl(
                        pair.server().s(), FIONREAD, NULL, 0, flags, 4, NULL, structure, null);
        assertThat(done).isZero();
        assertThat(Memory.int32(flags, 0)).isEqualTo(4);
        assertThat(await(0, false)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(result(pair.server(), false)).isEqualTo(4);
        Winsock.WSAResetEvent(event);
        Sockets.checkFails(
                WSAEFAULT,
                Winsock.WSAIoctl(
                        pair.server().s(), FIONREAD, NULL, 0, flags, 3, NULL, structure, null));
        assertThat(await(0, false)).isEqualTo(WSA_WAIT_TIMEOUT);
    }
}
