package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.MSG_OOB;
import static dev.baton.winsock.Constants.POLLERR;
import static dev.baton.winsock.Constants.POLLHUP;
import static dev.baton.winsock.Constants.POLLNVAL;
import static dev.baton.winsock.Constants.POLLRDNORM;
import static dev.baton.winsock.Constants.POLLWRNORM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_ERROR;
import static dev.baton.winsock.Constants.WSAECONNREFUSED;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEISCONN;
import static dev.baton.winsock.Constants.WSAENOTCONN;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.struct.FdSet.FD_ISSET;
import static dev.baton.winsock.struct.FdSet.FD_SET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.FdSet;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.PollFd;
import dev.baton.winsock.struct.SockAddrIn;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readiness through any descriptor, and connecting without blocking (4.9, A113, A115). */
@ConformanceTests
final class ReadinessConformance {
    private static final MemorySegment NULL = MemorySegment.NULL;
    private static final int LONG = 10_000;

    private static MemorySegment timeval(int seconds) {
        MemorySegment timeval = MemorySegment.ofArray(new byte[8]);
        Memory.int32(timeval, 0, seconds);
        return timeval;
    }

    private static MemorySegment set(Holder... sockets) {
        MemorySegment set = MemorySegment.ofArray(new byte[FdSet.SIZEOF]);
        for (Holder each : sockets) {
            FD_SET(each.s(), set);
        }
        return set;
    }

    /** In which sets a socket is after select: r, w, x. */
    private static String ready(Holder s, int seconds) {
        MemorySegment read = set(s);
        MemorySegment write = set(s);
        MemorySegment except = set(s);
        int count = Sockets.check(Winsock.select(0, read, write, except, timeval(seconds)));
        String sets =
                (FD_ISSET(s.s(), read) ? "r" : "")
                        + (FD_ISSET(s.s(), write) ? "w" : "")
                        + (FD_ISSET(s.s(), except) ? "x" : "");
        assertThat(count).isEqualTo(sets.length());
        assertThat(FdSet.count(read) + FdSet.count(write) + FdSet.count(except)).isEqualTo(count);
        return sets;
    }

    /** A port on which nobody listens, and nobody will: it is bound. */
    private static SockAddrIn refusing() {
        return (SockAddrIn) Sockets.bound(AF_INET, SOCK_STREAM).name();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("4.9-19 a fresh TCP socket is ready for nothing")
    void reportsNothingOfAFreshSocket(Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        int events = POLLRDNORM | POLLWRNORM;
        assertThat(d.poll(events, 0).succeeds().result() & events).isZero();
        assertThat(ready(s, 0)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A113 data, room and the end are seen through every descriptor")
    void reportsDataAndTheEnd(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder d = through.of(pair.server(), peer);
        assertThat(d.poll(POLLRDNORM, 0).succeeds().result()).isZero();
        assertThat(d.poll(POLLWRNORM, 0).succeeds().result()).isEqualTo(POLLWRNORM);
        assertThat(ready(pair.server(), 0)).isEqualTo("w");
        pair.client().send("x").succeeds();
        assertThat(d.poll(POLLRDNORM, LONG).succeeds().result()).isEqualTo(POLLRDNORM);
        assertThat(ready(pair.server(), LONG)).isEqualTo("rw");
        assertThat(d.text(1)).isEqualTo("x");
        assertThat(ready(pair.server(), 0)).isEqualTo("w");
        pair.client().close();
        assertThat(d.poll(POLLRDNORM, LONG).succeeds().result() & POLLHUP).isNotZero();
        assertThat(ready(pair.server(), LONG)).isEqualTo("rw");
    }

    @Test
    @DisplayName("A113 a full socket is not writable until the peer has read")
    void reportsRoom() {
        Sockets.Pair pair = Sockets.tcp();
        Sockets.fill(pair.server());
        assertThat(ready(pair.server(), 0)).isEmpty();
        Background<Long> drained = Background.call(() -> Sockets.drain(pair.client()));
        assertThat(ready(pair.server(), LONG)).isEqualTo("w");
        pair.server().close();
        assertThat(drained.await()).isPositive();
    }

    @Test
    @DisplayName("A114 a listener is readable when a connection waits")
    void reportsConnections() {
        Holder listener = Sockets.listener(AF_INET);
        assertThat(ready(listener, 0)).isEmpty();
        Sockets.socket(AF_INET, SOCK_STREAM).connect(listener.name()).succeeds();
        assertThat(ready(listener, LONG)).isEqualTo("r");
        assertThat(ready(listener.shareWith(HERE), LONG)).isEqualTo("r");
        listener.accept();
        assertThat(ready(listener, 0)).isEmpty();
    }

    @Test
    @DisplayName("A117 urgent data is in exceptfds, and received with MSG_OOB")
    void reportsUrgentData() {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().send("!", MSG_OOB).succeeds();
        MemorySegment except = set(pair.server());
        Sockets.check(Winsock.select(0, NULL, NULL, except, timeval(10)));
        assertThat(FD_ISSET(pair.server().s(), except)).isTrue();
        assertThat(pair.server().receive(1, MSG_OOB).text()).isEqualTo("!");
        pair.client().send("ordinary").succeeds();
        assertThat(pair.server().text(8)).isEqualTo("ordinary");
    }

    @Test
    @DisplayName("A170 nothing to wait for, or a negative time: WSAEINVAL")
    void refusesToWaitForNothing() {
        Sockets.checkFails(WSAEINVAL, Winsock.select(0, NULL, NULL, NULL, timeval(0)));
        Sockets.checkFails(WSAEINVAL, Winsock.select(0, set(), set(), set(), timeval(0)));
        MemorySegment one = set(Sockets.tcp().server());
        Sockets.checkFails(WSAEINVAL, Winsock.select(0, one, NULL, NULL, timeval(-1)));
        Sockets.checkFails(WSAEINVAL, Winsock.WSAPoll(one, 0, 0));
    }

    @Test
    @DisplayName("A168 WSAPoll tells of each descriptor by itself")
    void pollsSeveralDescriptors() {
        Sockets.Pair pair = Sockets.tcp();
        Holder closed = Sockets.socket(AF_INET, SOCK_STREAM);
        closed.close();
        pair.client().send("x").succeeds();
        MemorySegment fds = MemorySegment.ofArray(new byte[4 * PollFd.SIZEOF]);
        long[] sockets = {pair.client().s(), closed.s(), pair.server().s(), -1};
        for (int i = 0; i < sockets.length; i++) {
            PollFd.fd(fds, i, sockets[i]);
            PollFd.events(fds, i, POLLRDNORM);
            PollFd.revents(fds, i, 0x5a5a);
        }
        pair.server().awaitReadable();
        assertThat(Sockets.check(Winsock.WSAPoll(fds, 3, LONG))).isEqualTo(2);
        assertThat(PollFd.revents(fds, 0)).isZero();
        assertThat(PollFd.revents(fds, 1)).isEqualTo(POLLNVAL);
        assertThat(PollFd.revents(fds, 2)).isEqualTo(POLLRDNORM);
        assertThat(PollFd.revents(fds, 3)).as("beyond the count").isEqualTo(0x5a5a);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A113 a non-blocking connect: WSAEWOULDBLOCK, writable, then WSAEISCONN")
    void connectsWithoutBlocking(Through through, Peer peer) {
        Holder listener = Sockets.listener(AF_INET);
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        s.nonblocking(true);
        Holder d = through.of(s, peer);
        d.connect(listener.name()).failsWith(WSAEWOULDBLOCK);
        assertThat(s.poll(POLLWRNORM, LONG).succeeds().result()).isEqualTo(POLLWRNORM);
        assertThat(ready(s, LONG)).isEqualTo("w");
        s.connect(listener.name()).failsWith(WSAEISCONN);
        d.connect(listener.name()).failsWith(WSAEISCONN);
        assertThat(d.option(SO_ERROR)).isZero();
        d.send("x").succeeds();
        assertThat(listener.accept().text(1)).isEqualTo("x");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A113 a refused non-blocking connect is in exceptfds, SO_ERROR says why")
    void reportsARefusedConnect(Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        s.nonblocking(true);
        Holder d = through.of(s, peer);
        d.connect(refusing()).failsWith(WSAEWOULDBLOCK);
        assertThat(s.poll(POLLWRNORM, LONG).succeeds().result())
                .isEqualTo(POLLERR | POLLHUP | POLLWRNORM);
        assertThat(ready(s, LONG)).isEqualTo("x");
        assertThat(d.option(SO_ERROR)).isEqualTo(WSAECONNREFUSED);
        s.send("x").failsWith(WSAENOTCONN);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "A113 a refused blocking connect: WSAECONNREFUSED, and the socket is good for another")
    void connectsAfterARefusal(Through through, Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder d = through.of(s, peer);
        d.connect(refusing()).failsWith(WSAECONNREFUSED);
        Holder listener = Sockets.listener(AF_INET);
        s.connect(listener.name()).succeeds();
        d.send("x").succeeds();
        assertThat(listener.accept().text(1)).isEqualTo("x");
    }
}
