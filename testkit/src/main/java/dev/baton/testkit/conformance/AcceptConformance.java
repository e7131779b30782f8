package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.CF_ACCEPT;
import static dev.baton.winsock.Constants.CF_DEFER;
import static dev.baton.winsock.Constants.CF_REJECT;
import static dev.baton.winsock.Constants.INVALID_SOCKET;
import static dev.baton.winsock.Constants.IPPROTO_TCP;
import static dev.baton.winsock.Constants.POLLRDNORM;
import static dev.baton.winsock.Constants.SIZEOF_SOCKADDR_IN;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_KEEPALIVE;
import static dev.baton.winsock.Constants.SO_OOBINLINE;
import static dev.baton.winsock.Constants.SO_RCVBUF;
import static dev.baton.winsock.Constants.SO_RCVTIMEO;
import static dev.baton.winsock.Constants.SO_REUSEADDR;
import static dev.baton.winsock.Constants.SO_SNDBUF;
import static dev.baton.winsock.Constants.SO_SNDTIMEO;
import static dev.baton.winsock.Constants.TCP_NODELAY;
import static dev.baton.winsock.Constants.WSAECONNREFUSED;
import static dev.baton.winsock.Constants.WSAECONNRESET;
import static dev.baton.winsock.Constants.WSAEFAULT;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static dev.baton.winsock.Constants.WSATRY_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.spi.LPCONDITIONPROC;
import dev.baton.winsock.struct.Linger;
import dev.baton.winsock.struct.Memory;
import dev.baton.winsock.struct.SockAddr;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.13 and A225: what accepting gives, and what a condition function decides. */
@ConformanceTests
final class AcceptConformance {
    private static final MemorySegment NULL = MemorySegment.NULL;

    private static Holder client(Holder listener) {
        Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
        client.connect(listener.name()).succeeds();
        return client;
    }

    private static long accept(Holder listener, LPCONDITIONPROC condition) {
        listener.awaitReadable();
        return Winsock.WSAAccept(listener.s(), NULL, NULL, condition, 4711);
    }

    private static LPCONDITIONPROC always(int decision) {
        return (caller, a, b, c, callee, d, g, data) -> decision;
    }

    @ParameterizedTest
    @ValueSource(ints = {AF_INET, AF_INET6})
    @DisplayName("A225 the condition function sees both addresses and its own argument")
    void showsAddressesToTheCondition(int af) {
        Holder listener = Sockets.listener(af);
        Holder client = Sockets.socket(af, SOCK_STREAM);
        client.connect(listener.name()).succeeds();
        List<Object> seen = new ArrayList<>();
        long s =
                accept(
                        listener,
                        (caller, a, b, c, callee, d, g, data) -> {
                            seen.add(SockAddr.of(caller, (int) caller.byteSize()));
                            seen.add(SockAddr.of(callee, (int) callee.byteSize()));
                            seen.add(data);
                            return CF_ACCEPT;
                        });
        assertThat(seen).containsExactly(client.name(), listener.name(), 4711L);
        assertThat(HERE.holder(Sockets.check(s)).peerName()).isEqualTo(client.name());
    }

    @Test
    @DisplayName("A225 CF_DEFER: WSATRY_AGAIN, and the next accept returns that connection")
    void offersADeferredConnectionAgain() {
        Holder listener = Sockets.listener(AF_INET);
        Holder first = client(listener);
        client(listener);
        Sockets.checkFails(WSATRY_AGAIN, accept(listener, always(CF_DEFER)));
        Sockets.checkFails(WSATRY_AGAIN, accept(listener, always(CF_DEFER)));
        assertThat(listener.poll(POLLRDNORM, 0).result()).as("readable").isEqualTo(POLLRDNORM);
        Holder accepted = listener.accept();
        assertThat(accepted.peerName()).isEqualTo(first.name());
        first.send("deferred").succeeds();
        assertThat(accepted.text(8)).isEqualTo("deferred");
        Sockets.check(accept(listener, always(CF_ACCEPT)));
        listener.nonblocking(true);
        listener.tryAccept().failsWith(WSAEWOULDBLOCK);
    }

    @Test
    @DisplayName("A225 CF_REJECT: WSAECONNREFUSED, and the peer is reset")
    void resetsARejectedConnection() {
        Holder listener = Sockets.listener(AF_INET);
        Holder rejected = client(listener);
        Sockets.checkFails(WSAECONNREFUSED, accept(listener, always(CF_REJECT)));
        rejected.awaitReadable();
        rejected.receive(1).failsWith(WSAECONNRESET);
        Holder next = client(listener);
        assertThat(listener.accept().peerName()).isEqualTo(next.name());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A226 an accepted socket has the listener's options")
    void inheritsOptions(Through through, Peer peer) {
        Holder s = Sockets.listener(AF_INET);
        s.setOption(SO_REUSEADDR, 1);
        s.setOption(SO_KEEPALIVE, 1);
        s.setOption(SO_OOBINLINE, 1);
        s.setOption(SO_SNDBUF, 0x4321);
        s.setOption(SO_RCVBUF, 0x1234);
        s.setOption(SO_SNDTIMEO, 1234);
        s.setOption(SO_RCVTIMEO, 5678);
        s.setOption(IPPROTO_TCP, TCP_NODELAY, 1).succeeds();
        s.setLinger(new Linger(1, 7));
        Holder listener = through.of(s, peer);
        client(s);
        Holder accepted = listener.accept();
        assertThat(accepted.option(SO_REUSEADDR)).as("SO_REUSEADDR").isEqualTo(1);
        assertThat(accepted.option(SO_KEEPALIVE)).as("SO_KEEPALIVE").isEqualTo(1);
        assertThat(accepted.option(SO_OOBINLINE)).as("SO_OOBINLINE").isEqualTo(1);
        assertThat(accepted.option(SO_SNDBUF)).as("SO_SNDBUF").isEqualTo(0x4321);
        assertThat(accepted.option(SO_RCVBUF)).as("SO_RCVBUF").isEqualTo(0x1234);
        assertThat(accepted.option(SO_SNDTIMEO)).as("SO_SNDTIMEO").isEqualTo(1234);
        assertThat(accepted.option(SO_RCVTIMEO)).as("SO_RCVTIMEO").isEqualTo(5678);
        assertThat(accepted.option(IPPROTO_TCP, TCP_NODELAY)).as("TCP_NODELAY").isEqualTo(1);
        assertThat(accepted.linger()).isEqualTo(new Linger(1, 7));
    }

    @Test
    @DisplayName("A228 *addrlen = 0: WSAEFAULT, addrlen unchanged, the connection is gone")
    void losesTheConnectionWhenTheAddressDoesNotFit() {
        Holder listener = Sockets.listener(AF_INET);
        Holder client = client(listener);
        listener.awaitReadable();
        MemorySegment address = MemorySegment.ofArray(new byte[SIZEOF_SOCKADDR_IN]);
        MemorySegment length = Sockets.number(0);
        Sockets.checkFails(WSAEFAULT, Winsock.accept(listener.s(), address, length));
        assertThat(Memory.int32(length, 0)).isZero();
        listener.nonblocking(true);
        listener.tryAccept().failsWith(WSAEWOULDBLOCK);
        client.awaitReadable();
        Outcome end = client.receive(1);
        assertThat(end.failed() ? end.error() : (int) end.result()).isIn(0, WSAECONNRESET);
    }

    @Test
    @DisplayName("A229 an address without a length is left untouched")
    void leavesTheAddressAloneWithoutALength() {
        Holder listener = Sockets.listener(AF_INET);
        client(listener);
        listener.awaitReadable();
        MemorySegment address = MemorySegment.ofArray(new byte[SIZEOF_SOCKADDR_IN]);
        address.fill((byte) 0x5a);
        Sockets.check(Winsock.accept(listener.s(), address, NULL));
        for (long i = 0; i < SIZEOF_SOCKADDR_IN; i++) {
            assertThat(Memory.int8(address, i)).isEqualTo((byte) 0x5a);
        }
    }

    @Test
    @DisplayName("A230 what the target accepts belongs to the target alone")
    void ownsWhatItAccepts(Peer peer) {
        Holder listener = Sockets.listener(AF_INET);
        Holder there = listener.shareWith(peer);
        Holder client = client(listener);
        Holder accepted = there.accept();
        client.send("x").succeeds();
        assertThat(accepted.text(1)).isEqualTo("x");
        peer.exit();
        client.receivesEnd();
        Holder next = client(listener);
        assertThat(listener.accept().peerName()).isEqualTo(next.name());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A226 accepting on a socket that does not listen: WSAEINVAL")
    void refusesToAcceptWithoutListening(Through through, Peer peer) {
        Outcome none = through.of(Sockets.bound(AF_INET, SOCK_STREAM), peer).tryAccept();
        none.failsWith(WSAEINVAL);
        assertThat(none.result()).isEqualTo(INVALID_SOCKET);
    }
}
