package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.SIZEOF_WSADATA;
import static dev.baton.winsock.Constants.SIZEOF_WSAPROTOCOL_INFOW;
import static dev.baton.winsock.Constants.SOCKET_ERROR;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SOL_SOCKET;
import static dev.baton.winsock.Constants.SO_KEEPALIVE;
import static dev.baton.winsock.Constants.WINSOCK_VERSION;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.SharedSockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory that can't be used is WSAEFAULT in every function, never an exception, never a crash. */
@ConformanceTests
final class MemoryConformance {
    static Stream<PointerCase> pointers() {
        return Stream.of(
                        NamePointers.all(),
                        SendPointers.all(),
                        ReceivePointers.all(),
                        OtherPointers.all(),
                        TextPointers.all())
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("pointers")
    @DisplayName("A024 A108 A134 unusable memory: WSAEFAULT, and nothing else happens")
    void refusesUnusableMemory(PointerCase pointer) {
        PointerFixture sockets = new PointerFixture();
        byte[] content = pointer.content().bytes(sockets);
        List<String> wrong = new ArrayList<>();
        try (Arena arena = Arena.ofConfined();
                OtherThread elsewhere = new OtherThread()) {
            for (Damage damage : pointer.damages()) {
                MemorySegment memory = damage.segment(content, arena, elsewhere);
                Winsock.WSASetLastError(0);
                String answer = answer(pointer, sockets, memory);
                if (!answer.equals(ErrorNames.name(WSAEFAULT))) {
                    wrong.add(damage + ": " + answer);
                }
            }
        }
        assertThat(wrong).as(pointer.name()).isEmpty();
        sockets.assertNothingReceived();
    }

    private static String answer(
            PointerCase pointer, PointerFixture sockets, MemorySegment memory) {
        try {
            long result = pointer.use().call(sockets, memory);
            return result == SOCKET_ERROR
                    ? ErrorNames.name(Winsock.WSAGetLastError())
                    : "returned " + result;
        } catch (RuntimeException e) {
            return "threw " + e;
        }
    }

    @ParameterizedTest
    @MethodSource("pointers")
    @DisplayName("A024 the same calls succeed with good memory, native and heap")
    void acceptsGoodMemory(PointerCase pointer) {
        for (boolean nativeMemory : new boolean[] {true, false}) {
            PointerFixture sockets = new PointerFixture();
            byte[] content = pointer.content().bytes(sockets);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory =
                        nativeMemory
                                ? arena.allocate(content.length)
                                // At an odd offset: callers' structures need not be aligned.
                                : MemorySegment.ofArray(new byte[content.length + 1]).asSlice(1);
                Winsock.WSASetLastError(0);
                String answer = answer(pointer, sockets, Damage.fill(memory, content));
                // A non-blocking connect is under way when it returns.
                boolean connects = pointer.name().endsWith("onnect name");
                assertThat(answer)
                        .as(pointer.name())
                        .matches(connects ? "returned .*|WSAEWOULDBLOCK.*" : "returned .*");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A267 WSAStartup with unusable memory returns WSAEFAULT")
    void refusesUnusableMemoryAtStartup(Damage damage) {
        Sockets.cleanupAll();
        try (Arena arena = Arena.ofConfined();
                OtherThread elsewhere = new OtherThread()) {
            MemorySegment data = damage.segment(new byte[SIZEOF_WSADATA], arena, elsewhere);
            assertThat(Winsock.WSAStartup(WINSOCK_VERSION, data)).isEqualTo(WSAEFAULT);
        }
        assertThat(Winsock.WSACleanup()).as("nothing was started").isEqualTo(SOCKET_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A274 opening many with unusable memory opens none: WSAEFAULT")
    void opensNoneWithUnusableMemory(Damage damage) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        byte[] info = s.duplicateFor(HERE);
        try (Arena arena = Arena.ofConfined();
                OtherThread elsewhere = new OtherThread()) {
            MemorySegment sockets = damage.segment(new byte[8], arena, elsewhere);
            MemorySegment good = MemorySegment.ofArray(info);
            assertThat(SharedSockets.open(good, 1, sockets)).isZero();
            assertThat(Winsock.WSAGetLastError()).isEqualTo(WSAEFAULT);
            if (Damage.OF_INPUT.contains(damage)) {
                MemorySegment infos =
                        damage.segment(new byte[SIZEOF_WSAPROTOCOL_INFOW], arena, elsewhere);
                MemorySegment room = MemorySegment.ofArray(new byte[8]);
                assertThat(SharedSockets.open(infos, 1, room)).isZero();
                assertThat(Winsock.WSAGetLastError()).isEqualTo(WSAEFAULT);
            }
        }
        HERE.open(info);
    }

    @ParameterizedTest
    @EnumSource(
            value = Damage.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"READ_ONLY_NATIVE", "READ_ONLY_HEAP"})
    @DisplayName("A170 __WSAFDIsSet has no error to give: a set that can't be read holds nothing")
    void findsNothingInAnUnreadableSet(Damage damage) {
        PointerFixture sockets = new PointerFixture();
        try (Arena arena = Arena.ofConfined();
                OtherThread elsewhere = new OtherThread()) {
            MemorySegment set = damage.segment(sockets.setOfStream(), arena, elsewhere);
            assertThat(Winsock.__WSAFDIsSet(sockets.stream(), set)).isZero();
        }
        MemorySegment good = MemorySegment.ofArray(sockets.setOfStream());
        assertThat(Winsock.__WSAFDIsSet(sockets.stream(), good)).isNotZero();
    }

    @Test
    @DisplayName("A024 counts and lengths that can't be true: an error, no exception")
    void refusesImpossibleLengths() {
        PointerFixture sockets = new PointerFixture();
        MemorySegment room = MemorySegment.ofArray(new byte[16]);
        MemorySegment none = MemorySegment.NULL;
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 17}) {
            Sockets.checkFails(WSAEFAULT, Winsock.send(sockets.stream(), room, length, 0));
            Sockets.checkFails(WSAEFAULT, Winsock.recv(sockets.stream(), room, length, 0));
            assertThat(Winsock.bind(sockets.fresh(SOCK_STREAM), room, length)).isEqualTo(-1);
            MemorySegment count = Sockets.number(length);
            assertThat(Winsock.WSAPoll(room, length, 0)).isEqualTo(-1);
            assertThat(Winsock.select(0, count, none, none, room)).isEqualTo(-1);
            MemorySegment[] one = {room};
            if (length != 17) {
                assertThat(Winsock.WSASend(sockets.stream(), one, length, count, 0, none, null))
                        .isEqualTo(-1);
            }
            assertThat(SharedSockets.duplicate(room, length, 1, room)).isEqualTo(-1);
        }
        for (int length : new int[] {-1, 0, 3, Integer.MIN_VALUE}) {
            Sockets.checkFails(
                    WSAEFAULT,
                    Winsock.setsockopt(sockets.stream(), SOL_SOCKET, SO_KEEPALIVE, room, length));
        }
        for (int length : new int[] {-1, 0, 15, Integer.MIN_VALUE}) {
            MemorySegment count = Sockets.number(length);
            Sockets.checkFails(WSAEFAULT, Winsock.getsockname(sockets.stream(), room, count));
            assertThat(Memory.int32(count, 0)).isEqualTo(length);
        }
        sockets.assertNothingReceived();
    }
}
