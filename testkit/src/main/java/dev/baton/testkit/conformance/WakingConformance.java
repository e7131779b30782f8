package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.POLLNVAL;
import static dev.baton.winsock.Constants.POLLRDNORM;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.WSAEINTR;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.struct.FdSet.FD_ISSET;
import static dev.baton.winsock.struct.FdSet.FD_SET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.PollFd;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Section 6.10: what {@code closesocket} does to calls that are blocked. A test can't know that a
 * call has begun to wait; it tries again until the close came at the right moment.
 */
@ConformanceTests
final class WakingConformance {
    private static final int ATTEMPTS = 50;
    private static final MemorySegment NULL = MemorySegment.NULL;

    private static MemorySegment set(Holder... sockets) {
        MemorySegment set = MemorySegment.ofArray(new byte[FdSet.SIZEOF]);
        for (Holder each : sockets) {
            FD_SET(each.s(), set);
        }
        return set;
    }

    /** What a call returned, and its last error: another thread's can't be asked. */
    private record Result(long value, int error) {
        static Result of(long value) {
            return new Result(value, value == -1 ? Winsock.WSAGetLastError() : 0);
        }
    }

    static Stream<Arguments> blockedCalls() {
        Supplier<Holder> listener = () -> Sockets.listener(AF_INET);
        Supplier<Holder> stream = () -> Sockets.tcp().server();
        Supplier<Holder> datagram = () -> Sockets.bound(AF_INET, SOCK_DGRAM);
        Supplier<Holder> full =
                () -> {
                    Holder s = Sockets.tcp().server();
                    Sockets.fill(s);
                    s.nonblocking(false);
                    return s;
                };
        Function<Holder, Outcome> receive = s -> s.receive(1);
        Function<Holder, Outcome> receiveFrom = s -> s.receiveFrom(1);
        Function<Holder, Outcome> send = s -> s.send("does not fit");
        Function<Holder, Outcome> accept = Holder::tryAccept;
        return Stream.of(
                Arguments.argumentSet("accept", "accept", listener, accept),
                Arguments.argumentSet("recv", "recv", stream, receive),
                Arguments.argumentSet("recvfrom", "recvfrom", datagram, receiveFrom),
                Arguments.argumentSet("send", "send", full, send));
    }

    @ParameterizedTest
    @MethodSource("blockedCalls")
    @DisplayName("A167 closesocket wakes a blocked call: WSAEINTR")
    void wakesBlockedCalls(String function, Supplier<Holder> make, Function<Holder, Outcome> call) {
        int error = WSAENOTSOCK;
        for (int i = 0; i < ATTEMPTS && error == WSAENOTSOCK; i++) {
            Holder s = make.get();
            Background<Outcome> blocked = Background.call(() -> call.apply(s));
            blocked.awaitInside(function);
            s.close();
            error = blocked.await().error();
        }
        assertThat(error).isEqualTo(WSAEINTR);
    }

    @ParameterizedTest
    @MethodSource("blockedCalls")
    @DisplayName("A169 also when another descriptor of the socket remains (policy 5)")
    void wakesCallsOnTheClosedDescriptor(
            String function, Supplier<Holder> make, Function<Holder, Outcome> call) {
        int error = WSAENOTSOCK;
        for (int i = 0; i < ATTEMPTS && error == WSAENOTSOCK; i++) {
            Holder s = make.get();
            Holder d = s.shareWith(HERE);
            Background<Outcome> blocked = Background.call(() -> call.apply(s));
            blocked.awaitInside(function);
            s.close();
            error = blocked.await().error();
            d.close();
        }
        assertThat(error).isEqualTo(WSAEINTR);
    }

    @Test
    @DisplayName("A169 calls blocked on the other descriptor wait on and get the data (policy 5)")
    void leavesCallsOnTheOtherDescriptorAlone() {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = pair.server().shareWith(HERE);
        Background<String> blocked = Background.call(() -> d.receive(10).text());
        blocked.awaitInside("recv");
        pair.server().close();
        assertThat(blocked.isDone()).isFalse();
        pair.client().send("for D").succeeds();
        assertThat(blocked.await()).isEqualTo("for D");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("A168 closesocket wakes select: readfds gives 1, exceptfds alone WSAENOTSOCK")
    void wakesSelect(boolean read) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Holder s = Sockets.tcp().server();
            MemorySegment set = set(s);
            Background<Result> blocked =
                    Background.call(() ->
                            Result.of(
                                    read
                                            ? Winsock.select(0, set, NULL, NULL, NULL)
                                            : Winsock.select(0, NULL, NULL, set, NULL)));
            blocked.awaitInside("select");
            s.close();
            Result result = blocked.await();
            if (read && result.value() == 1) {
                assertThat(FD_ISSET(s.s(), set)).isTrue();
                return;
            }
            assertThat(result).isEqualTo(new Result(-1, WSAENOTSOCK));
            if (!read && FdSet.count(set) == 0) {
                return;
            }
            assertThat(FD_ISSET(s.s(), set)).as("closed before select looked (A170)").isTrue();
        }
        throw new AssertionError("closesocket never woke select in " + ATTEMPTS + " attempts");
    }

    @Test
    @DisplayName("A168 closesocket wakes WSAPoll: POLLNVAL")
    void wakesPoll() {
        for (int i = 0; i < ATTEMPTS; i++) {
            Holder s = Sockets.tcp().server();
            MemorySegment fds = MemorySegment.ofArray(new byte[PollFd.SIZEOF]);
            PollFd.fd(fds, 0, s.s());
            PollFd.events(fds, 0, POLLRDNORM);
            Background<Result> blocked =
                    Background.call(() -> Result.of(Winsock.WSAPoll(fds, 1, -1)));
            blocked.awaitInside("WSAPoll");
            s.close();
            Result result = blocked.await();
            if (result.value() == 1) {
                assertThat(PollFd.revents(fds, 0)).isEqualTo(POLLNVAL);
                return;
            }
            assertThat(result).as("closed before it looked").isEqualTo(new Result(-1, WSAENOTSOCK));
        }
        throw new AssertionError("WSAPoll never told POLLNVAL in " + ATTEMPTS + " attempts");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @DisplayName("A170 select with a closed descriptor in any set: WSAENOTSOCK, sets unchanged")
    void refusesToSelectClosedDescriptors(int which) {
        Sockets.Pair pair = Sockets.tcp();
        Holder closed = Sockets.tcp().server();
        closed.close();
        MemorySegment[] sets = {set(pair.client()), set(pair.client()), set(pair.client())};
        FD_SET(closed.s(), sets[which]);
        byte[][] before = new byte[3][];
        for (int i = 0; i < 3; i++) {
            before[i] = sets[i].toArray(ValueLayout.JAVA_BYTE);
        }
        Sockets.checkFails(WSAENOTSOCK, Winsock.select(0, sets[0], sets[1], sets[2], timeval(0)));
        for (int i = 0; i < 3; i++) {
            assertThat(sets[i].toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before[i]);
        }
    }

    private static MemorySegment timeval(int seconds) {
        return MemorySegment.ofArray(new int[] {seconds, 0});
    }
}
