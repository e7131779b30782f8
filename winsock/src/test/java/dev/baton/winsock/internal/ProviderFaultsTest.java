package dev.baton.winsock.internal;

import static dev.baton.winsock.internal.FakeProviders.IFS;
import static dev.baton.winsock.internal.FakeProviders.IFS_TCP;
import static dev.baton.winsock.internal.FakeProviders.PLAIN;
import static dev.baton.winsock.internal.FakeProviders.PLAIN_TCP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.baton.winsock.Constants;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderFaultsTest extends WithFakes {
    private static final int LP_BYTES = 3;

    @Test
    @DisplayName("A032: a failure that leaves lpErrno 0 is WSASYSCALLFAILURE")
    void namesFailureWithoutCode() {
        long s = openOrFail(IFS_TCP);
        for (String entry :
                new String[] {"WSPDuplicateSocket", "WSPSocket", "WSPRecv", "WSPAccept"}) {
            IFS.fails(entry, 0);
        }
        assertFailed(duplicate(s), Constants.WSASYSCALLFAILURE);
        Winsock.WSASetLastError(0);
        assertFailed(open(IFS_TCP), Constants.WSASYSCALLFAILURE);
        Winsock.WSASetLastError(0);
        assertFailed(Winsock.recv(s, room(8), 8, 0), Constants.WSASYSCALLFAILURE);
        Winsock.WSASetLastError(0);
        assertFailed(
                Winsock.accept(s, MemorySegment.NULL, MemorySegment.NULL),
                Constants.WSASYSCALLFAILURE);
    }

    @Test
    @DisplayName("A032: a code from an earlier call doesn't stand in for the missing one")
    void forgetsCodeOfEarlierCall() {
        long s = openOrFail(IFS_TCP);
        IFS.fails("WSPDuplicateSocket", Constants.WSAENOBUFS);
        assertFailed(duplicate(s), Constants.WSAENOBUFS);
        IFS.fails("WSPDuplicateSocket", 0);
        assertFailed(duplicate(s), Constants.WSASYSCALLFAILURE);
    }

    @ParameterizedTest
    @DisplayName("A034: WSAENETDOWN, WSAEMFILE and WSAENOBUFS pass through unchanged")
    @ValueSource(ints = {Constants.WSAENETDOWN, Constants.WSAEMFILE, Constants.WSAENOBUFS})
    void passesCodesThrough(int error) {
        long s = openOrFail(IFS_TCP);
        IFS.fails("WSPDuplicateSocket", error);
        IFS.fails("WSPSocket", error);
        assertFailed(duplicate(s), error);
        Winsock.WSASetLastError(0);
        assertFailed(open(IFS_TCP), error);
        Winsock.WSASetLastError(0);
        assertFailed(Winsock.socket(Constants.AF_INET, Constants.SOCK_STREAM, 0), error);
        assertThat(PLAIN.calls("WSPSocket")).isEmpty();
    }

    @Test
    @DisplayName("Shared memory that is gone (InternalError) is WSAENETDOWN in every kind of call")
    void answersInternalErrorWithNetDown() {
        assertAllFail(() -> new InternalError("a fault in a mapped page"), Constants.WSAENETDOWN);
    }

    @Test
    @DisplayName("Memory closed in the middle (IllegalStateException) is WSAEFAULT")
    void answersClosedMemoryWithFault() {
        assertAllFail(ProviderFaultsTest::useOfClosedMemory, Constants.WSAEFAULT);
    }

    private static Throwable useOfClosedMemory() {
        Arena arena = Arena.ofConfined();
        MemorySegment memory = arena.allocate(1);
        arena.close();
        return catchThrowable(() -> memory.get(ValueLayout.JAVA_BYTE, 0));
    }

    static List<Throwable> bugs() {
        return List.of(
                new IllegalStateException("a bug"),
                new NullPointerException("a bug"),
                new NoClassDefFoundError("a bug"),
                new StackOverflowError());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    @DisplayName("What a provider throws of its own is WSASYSCALLFAILURE")
    void answersThrownWithSyscallFailure(Throwable bug) {
        assertAllFail(() -> bug, Constants.WSASYSCALLFAILURE);
    }

    @Test
    @DisplayName("Memory confined to another thread (WrongThreadException) is WSAEFAULT")
    void answersConfinedMemoryWithFault() {
        assertAllFail(() -> new WrongThreadException("Attempted access"), Constants.WSAEFAULT);
    }

    private static void assertAllFail(Supplier<Throwable> thrown, int error) {
        Winsock.WSASetLastError(0);
        long s = openOrFail(IFS_TCP);
        for (String entry :
                new String[] {"WSPDuplicateSocket", "WSPSocket", "WSPSend", "WSPAccept"}) {
            IFS.answers(entry, call -> sneak(thrown.get()));
        }
        assertFailed(duplicate(s), error);
        Winsock.WSASetLastError(0);
        assertFailed(open(IFS_TCP), error);
        Winsock.WSASetLastError(0);
        assertFailed(Winsock.send(s, room(8), 8, 0), error);
        Winsock.WSASetLastError(0);
        assertFailed(Winsock.accept(s, MemorySegment.NULL, MemorySegment.NULL), error);
        assertThat(Winsock.listen(s, 5)).as("the descriptor works on").isZero();
    }

    private static long sneak(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        throw (Error) thrown;
    }

    @Test
    @DisplayName("Memory that is closed during WSAPoll and WSADuplicateSocketA is WSAEFAULT")
    void answersMemoryClosedBeforeResultWithFault() {
        long s = openOrFail(IFS_TCP);
        Arena poll = Arena.ofShared();
        MemorySegment fds = poll.allocate(16);
        Memory.int64(fds, 0, s);
        IFS.answers("WSPIoctl", call -> closing(poll));
        assertFailed(Winsock.WSAPoll(fds, 1, 0), Constants.WSAEFAULT);
        Winsock.WSASetLastError(0);
        Arena duplicate = Arena.ofShared();
        MemorySegment infoA = duplicate.allocate(Constants.SIZEOF_WSAPROTOCOL_INFOA);
        IFS.answers("WSPDuplicateSocket", call -> closing(duplicate));
        assertFailed(Winsock.WSADuplicateSocketA(s, 1, infoA), Constants.WSAEFAULT);
    }

    private static long closing(Arena arena) {
        arena.close();
        return 0;
    }

    @Test
    @DisplayName("Calls that a provider makes inside an entry leave the outer lpErrno alone")
    void keepsOuterErrorFromNestedCalls() {
        long outer = openOrFail(IFS_TCP);
        long inner = openOrFail(PLAIN_TCP);
        PLAIN.fails("WSPRecv", Constants.WSAECONNRESET);
        IFS.answers(
                "WSPListen",
                call -> {
                    assertFailed(Winsock.recv(inner, room(8), 8, 0), Constants.WSAECONNRESET);
                    return Constants.SOCKET_ERROR;
                });
        assertFailed(Winsock.listen(outer, 5), Constants.WSASYSCALLFAILURE);
        IFS.answers(
                "WSPListen",
                call -> {
                    long result = call.fail(Constants.WSAEISCONN);
                    assertFailed(Winsock.recv(inner, room(8), 8, 0), Constants.WSAECONNRESET);
                    return result;
                });
        assertFailed(Winsock.listen(outer, 5), Constants.WSAEISCONN);
    }

    @Test
    @DisplayName("Calls that a provider makes inside an entry leave the outer lpBytes alone")
    void keepsOuterBytesFromNestedCalls() {
        long outer = openOrFail(IFS_TCP);
        long inner = openOrFail(PLAIN_TCP);
        PLAIN.answers("WSPSend", call -> transferred(call, 7));
        IFS.answers(
                "WSPSend",
                call -> {
                    long result = transferred(call, 42);
                    assertThat(Winsock.send(inner, room(64), 64, 0)).isEqualTo(7);
                    return result;
                });
        // Three deep: each level needs a frame of its own.
        IFS.answers(
                "WSPRecv",
                call -> {
                    long result = transferred(call, 99);
                    assertThat(Winsock.send(outer, room(64), 64, 0)).isEqualTo(42);
                    return result;
                });
        assertThat(Winsock.recv(outer, room(128), 128, 0)).isEqualTo(99);
    }

    private static long transferred(FakeProvider.Call call, int bytes) {
        Memory.int32(call.memory(LP_BYTES), 0, bytes);
        return 0;
    }

    @Test
    @DisplayName("A nested call that throws gives its frame back")
    void givesFrameBackAfterThrow() {
        long outer = openOrFail(IFS_TCP);
        long inner = openOrFail(PLAIN_TCP);
        PLAIN.answers("WSPSend", call -> sneak(new InternalError("a fault in a mapped page")));
        IFS.answers(
                "WSPSend",
                call -> {
                    assertFailed(Winsock.send(inner, room(8), 8, 0), Constants.WSAENETDOWN);
                    return transferred(call, 42);
                });
        assertThat(Winsock.send(outer, room(64), 64, 0)).isEqualTo(42);
        assertThat(Winsock.send(outer, room(64), 64, 0)).isEqualTo(42);
    }

    @Test
    @DisplayName("The count of an earlier transfer isn't reported for one that tells none")
    void forgetsCountOfEarlierCall() {
        long s = openOrFail(IFS_TCP);
        IFS.answers("WSPSend", call -> transferred(call, 42));
        assertThat(Winsock.send(s, room(64), 64, 0)).isEqualTo(42);
        IFS.answers("WSPSend", call -> 0);
        assertThat(Winsock.send(s, room(64), 64, 0)).isZero();
    }
}
