package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAENOTSOCK;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 6.4 in one process: which sockets can be duplicated, and how long they live. */
@ConformanceTests
final class LifetimeConformance {
    private static final int CLIENTS = 12;

    private static void converse(Holder one, Holder other) {
        one.send("ping").succeeds();
        assertThat(other.text(4)).isEqualTo("ping");
        other.send("pong!").succeeds();
        assertThat(one.text(5)).isEqualTo("pong!");
    }

    @Test
    @DisplayName("A055 a duplicate of a duplicate works, and the last one keeps the socket alive")
    void duplicatesADuplicate() {
        Sockets.Pair pair = Sockets.tcp();
        Holder second = pair.server().shareWith(HERE);
        pair.server().close();
        Holder third = second.shareWith(HERE);
        second.close();
        converse(pair.client(), third);
        third.close();
        pair.client().receivesEnd();
    }

    @Test
    @DisplayName("A056 128 descriptors of 64 sockets coexist")
    void keepsManyDescriptors() {
        List<Sockets.Pair> pairs = new ArrayList<>();
        List<Sockets.Pair> duplicates = new ArrayList<>();
        Holder listener = Sockets.listener(AF_INET);
        for (int i = 0; i < 32; i++) {
            Sockets.Pair pair = Sockets.connect(listener);
            pairs.add(pair);
            duplicates.add(
                    new Sockets.Pair(pair.client().shareWith(HERE), pair.server().shareWith(HERE)));
        }
        assertThat(
                        Stream.concat(pairs.stream(), duplicates.stream())
                                .flatMap(each -> Stream.of(each.client().s(), each.server().s()))
                                .distinct())
                .hasSize(128);
        for (int i = 0; i < 32; i++) {
            converse(pairs.get(i).client(), duplicates.get(i).server());
            converse(duplicates.get(i).client(), pairs.get(i).server());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "23, 1", "1, 1", "2, 2", "23, 2"})
    @DisplayName("A057 A063 this process may be the target, for every kind of socket")
    void duplicatesForItself(int af, int type) {
        Sockets.Pair pair = type == SOCK_STREAM ? Sockets.streams(af) : Sockets.datagrams(af);
        Holder duplicate = pair.server().shareWith(HERE);
        assertThat(duplicate.s()).isNotEqualTo(pair.server().s());
        converse(pair.client(), duplicate);
        converse(pair.client(), pair.server());
    }

    @Test
    @DisplayName("A058 either descriptor can be closed, the other one goes on")
    void closesDescriptorsIndependently() {
        Sockets.Pair pair = Sockets.tcp();
        Holder duplicate = pair.server().shareWith(HERE);
        Holder another = pair.server().shareWith(HERE);
        another.close();
        converse(pair.client(), pair.server());
        pair.server().close();
        converse(pair.client(), duplicate);
        pair.server().tryClose().failsWith(WSAENOTSOCK);
    }

    @Test
    @DisplayName("A059 an unbound, unconnected TCP socket can be duplicated and used")
    void duplicatesAFreshStreamSocket() {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        Holder duplicate = s.shareWith(HERE);
        s.close();
        Holder listener = Sockets.listener(AF_INET);
        duplicate.connect(listener.name()).succeeds();
        converse(duplicate, listener.accept());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 23})
    @DisplayName("A060 a UDP socket duplicated, then bound, then opened: receives through D")
    void duplicatesAFreshDatagramSocket(int af) {
        Holder s = Sockets.socket(af, SOCK_DGRAM);
        byte[] info = s.duplicateFor(HERE);
        s.bind(Sockets.loopback(af, 0)).succeeds();
        Holder duplicate = HERE.open(info);
        Sockets.bound(af, SOCK_DGRAM).sendTo("datagram", s.name()).succeeds();
        assertThat(duplicate.text(8)).isEqualTo("datagram");
    }

    @Test
    @DisplayName("A063 an AF_UNIX socket can be handed to another process")
    void movesAUnixSocket(Peer peer) {
        Sockets.Pair pair = Sockets.streams(AF_UNIX);
        Holder there = pair.server().shareWith(peer);
        pair.server().close();
        converse(pair.client(), there);
    }

    @Test
    @DisplayName("A064 several processes hold one listener: each connection is accepted once")
    void acceptsEachConnectionOnce(Peer one, Peer other) {
        Holder listener = Sockets.listener(AF_INET);
        listener.nonblocking(true);
        List<Holder> holders =
                List.of(listener, listener.shareWith(one), listener.shareWith(other));
        List<Holder> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Holder client = Sockets.socket(AF_INET, SOCK_STREAM);
            client.connect(listener.name()).succeeds();
            clients.add(client);
        }
        List<Holder> accepted = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            accepted.add(holders.get(i % holders.size()).accept());
        }
        holders.forEach(each -> each.tryAccept().failsWith(WSAEWOULDBLOCK));
        assertThat(accepted.stream().map(Holder::peerName))
                .containsExactlyInAnyOrderElementsOf(clients.stream().map(Holder::name).toList());
        for (Holder connection : accepted) {
            Holder client =
                    clients.stream()
                            .filter(each -> each.name().equals(connection.peerName()))
                            .findFirst()
                            .orElseThrow();
            connection.nonblocking(false);
            converse(client, connection);
        }
    }

    @Test
    @DisplayName("A065 a descriptor works from every thread, without duplication")
    void worksFromEveryThread() {
        Sockets.Pair pair = Sockets.tcp();
        Background.call(() -> pair.client().send("from a thread").succeeds()).await();
        assertThat(Background.call(() -> pair.server().text(13)).await())
                .isEqualTo("from a thread");
        Background.call(() -> pair.server().tryClose().succeeds()).await();
        pair.server().send("x").failsWith(WSAENOTSOCK);
    }

    @Test
    @DisplayName("A066 a value that is no descriptor in the calling process: WSAENOTSOCK")
    void refusesDescriptorsOfAnotherProcess(Peer peer) {
        Holder s = Sockets.socket(AF_INET, SOCK_STREAM);
        peer.holder(s.s()).tryDuplicate(HERE.pid()).failsWith(WSAENOTSOCK);
        peer.holder(s.s()).tryDuplicate(peer.pid()).failsWith(WSAENOTSOCK);
    }
}
