package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.AF_INET6;
import static dev.baton.winsock.Constants.AF_UNIX;
import static dev.baton.winsock.Constants.MSG_OOB;
import static dev.baton.winsock.Constants.MSG_PARTIAL;
import static dev.baton.winsock.Constants.MSG_PEEK;
import static dev.baton.winsock.Constants.MSG_WAITALL;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.SO_MAX_MSG_SIZE;
import static dev.baton.winsock.Constants.WSAECONNRESET;
import static dev.baton.winsock.Constants.WSAEINVAL;
import static dev.baton.winsock.Constants.WSAEMSGSIZE;
import static dev.baton.winsock.Constants.WSAENOTCONN;
import static dev.baton.winsock.Constants.WSAEOPNOTSUPP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Background;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sending and receiving through any descriptor (A113, A117). */
@ConformanceTests
final class TransferConformance {
    private static final MemorySegment NULL = MemorySegment.NULL;

    /** More than the kernel's buffers of both ends. */
    private static final int LARGE = 8 << 20;

    private static MemorySegment text(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(MemorySegment segment, int length) {
        return new String(Memory.bytes(segment, 0, length), StandardCharsets.ISO_8859_1);
    }

    @Test
    @DisplayName("A113 a blocking send returns when everything is sent")
    void sendsEverything() {
        Sockets.Pair pair = Sockets.tcp();
        var data = new byte[LARGE];
        for (int i = 0; i < LARGE; i++) {
            data[i] = (byte) ((i * 31) >>> 3);
        }
        MemorySegment memory = MemorySegment.ofArray(data);
        Background<Integer> sender =
                Background.call(
                        () -> Sockets.check(Winsock.send(pair.client().s(), memory, LARGE, 0)));
        MemorySegment received = MemorySegment.ofArray(new byte[LARGE]);
        int count = 0;
        while (count < LARGE) {
            pair.server().awaitReadable();
            MemorySegment rest = received.asSlice(count);
            count += Sockets.check(Winsock.recv(pair.server().s(), rest, LARGE - count, 0));
        }
        assertThat(sender.await()).isEqualTo(LARGE);
        assertThat(received.mismatch(memory)).as("first wrong byte").isEqualTo(-1);
    }

    @Test
    @DisplayName("A113 MSG_WAITALL fills the buffer, or ends with the stream")
    void waitsForAll() {
        Sockets.Pair pair = Sockets.tcp();
        Background<String> receiver =
                Background.call(() -> pair.server().receive(6, MSG_WAITALL).text());
        pair.client().send("abc").succeeds();
        pair.client().send("defgh").succeeds();
        assertThat(receiver.await()).isEqualTo("abcdef");
        Background<String> rest =
                Background.call(() -> pair.server().receive(6, MSG_WAITALL).text());
        pair.client().close();
        assertThat(rest.await()).isEqualTo("gh");
    }

    @ParameterizedTest
    @ValueSource(ints = {SOCK_STREAM, SOCK_DGRAM})
    @DisplayName("A113 several buffers are one message, sent in order and filled in order")
    void gathersAndScatters(int type) {
        Sockets.Pair pair = type == SOCK_STREAM ? Sockets.tcp() : Sockets.datagrams(AF_INET);
        MemorySegment sent = Sockets.number(0);
        MemorySegment[] parts = {text("one "), text(""), text("two "), text("three, not sent")};
        Sockets.check(Winsock.WSASend(pair.client().s(), parts, 3, sent, 0, NULL, null));
        assertThat(Memory.int32(sent, 0)).isEqualTo(8);
        pair.server().awaitReadable();

        MemorySegment[] rooms = {text("___"), text(""), text("_____"), text("____")};
        MemorySegment received = Sockets.number(0);
        MemorySegment flags = Sockets.number(0);
        Sockets.check(Winsock.WSARecv(pair.server().s(), rooms, 4, received, flags, NULL, null));
        assertThat(Memory.int32(received, 0)).isEqualTo(8);
        assertThat(text(rooms[0], 3) + "|" + text(rooms[2], 5) + "|" + text(rooms[3], 4))
                .isEqualTo("one| two |____");
    }

    @Test
    @DisplayName("A117 datagrams of several buffers go to an address and tell where they come from")
    void gathersAndScattersDatagrams() {
        Holder one = Sockets.bound(AF_INET6, SOCK_DGRAM);
        Holder other = Sockets.bound(AF_INET6, SOCK_DGRAM);
        byte[] to = other.name().toBytes();
        MemorySegment count = Sockets.number(0);
        MemorySegment[] parts = {text("data"), text("gram")};
        MemorySegment name = MemorySegment.ofArray(to);
        Sockets.check(Winsock.WSASendTo(one.s(), parts, 2, count, 0, name, to.length, NULL, null));
        other.awaitReadable();
        MemorySegment[] rooms = {text("......"), text("......")};
        MemorySegment from = MemorySegment.ofArray(new byte[128]);
        MemorySegment length = Sockets.number(128);
        MemorySegment flags = Sockets.number(0);
        Sockets.check(
                Winsock.WSARecvFrom(other.s(), rooms, 2, count, flags, from, length, NULL, null));
        assertThat(Memory.int32(count, 0)).isEqualTo(8);
        assertThat(text(rooms[0], 6) + text(rooms[1], 2)).isEqualTo("datagram");
        assertThat(Memory.int32(length, 0)).isEqualTo(to.length);
        assertThat(Holder.address(Memory.bytes(from, 0, to.length))).isEqualTo(one.name());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "A117 a datagram larger than the buffer: WSAEMSGSIZE, the buffer is full, the rest lost")
    void truncatesDatagrams(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.datagrams(AF_INET);
        Holder d = through.of(pair.server(), peer);
        pair.client().send("too large").succeeds();
        pair.client().send("fits").succeeds();
        d.awaitReadable();
        d.receive(3).failsWith(WSAEMSGSIZE);
        assertThat(d.text(4)).isEqualTo("fits");
    }

    @Test
    @DisplayName("A117 what fits of a large datagram is in the buffer")
    void keepsTheStartOfALargeDatagram() {
        Sockets.Pair pair = Sockets.datagrams(AF_INET);
        pair.client().send("too large").succeeds();
        pair.server().awaitReadable();
        MemorySegment room = text("______");
        Sockets.checkFails(WSAEMSGSIZE, Winsock.recv(pair.server().s(), room, 3, MSG_PEEK));
        Sockets.checkFails(WSAEMSGSIZE, Winsock.recv(pair.server().s(), room, 5, 0));
        assertThat(text(room, 6)).isEqualTo("too l_");
    }

    @Test
    @DisplayName("A124 the longest datagram goes, a longer one: WSAEMSGSIZE")
    void limitsDatagrams() {
        Sockets.Pair pair = Sockets.datagrams(AF_INET);
        int most = pair.client().option(SO_MAX_MSG_SIZE);
        MemorySegment data = MemorySegment.ofArray(new byte[1 << 16]);
        Sockets.checkFails(WSAEMSGSIZE, Winsock.send(pair.client().s(), data, 1 << 16, 0));
        int longest = Math.min(most, 65507);
        assertThat(Winsock.send(pair.client().s(), data, longest, 0)).isEqualTo(longest);
        pair.server().awaitReadable();
        MemorySegment room = MemorySegment.ofArray(new byte[1 << 16]);
        assertThat(Winsock.recv(pair.server().s(), room, 1 << 16, 0)).isEqualTo(longest);
    }

    @Test
    @DisplayName("A117 an empty datagram is one")
    void receivesEmptyDatagrams() {
        Sockets.Pair pair = Sockets.datagrams(AF_INET);
        pair.client().send("").succeeds();
        pair.server().awaitReadable();
        assertThat(pair.server().receive(10).succeeds().result()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A113 an unconnected stream: WSAENOTCONN; an unbound datagram socket: WSAEINVAL")
    void refusesToTransferUnconnected(Through through, Peer peer) {
        Holder stream = through.of(Sockets.socket(AF_INET, SOCK_STREAM), peer);
        stream.send("x").failsWith(WSAENOTCONN);
        stream.receive(1).failsWith(WSAENOTCONN);
        Holder datagram = through.of(Sockets.socket(AF_INET, SOCK_DGRAM), peer);
        datagram.receive(1).failsWith(WSAEINVAL);
        datagram.receiveFrom(1).failsWith(WSAEINVAL);
        datagram.send("x").failsWith(WSAENOTCONN);
        Holder listener = through.of(Sockets.listener(AF_INET), peer);
        listener.send("x").failsWith(WSAENOTCONN);
        listener.receive(1).failsWith(WSAENOTCONN);
    }

    @Test
    @DisplayName("A113 flags that the protocol does not know: WSAEOPNOTSUPP")
    void refusesFlags() {
        Sockets.Pair stream = Sockets.tcp();
        stream.client().send("x", 0x40000).failsWith(WSAEOPNOTSUPP);
        stream.client().send("x", MSG_PARTIAL).failsWith(WSAEOPNOTSUPP);
        stream.client().receive(1, 0x40000).failsWith(WSAEOPNOTSUPP);
        Sockets.Pair datagrams = Sockets.datagrams(AF_INET);
        datagrams.client().send("x", MSG_OOB).failsWith(WSAEOPNOTSUPP);
        datagrams.client().receive(1, MSG_OOB).failsWith(WSAEOPNOTSUPP);
    }

    @Test
    @DisplayName("A113 sending to a peer that has gone never kills the process")
    void survivesSendingToNobody() {
        Sockets.Pair pair = Sockets.tcp();
        pair.client().reset();
        pair.server().awaitReadable();
        for (int i = 0; i < 3; i++) {
            pair.server().send("into the void").failsWith(WSAECONNRESET);
        }
        Sockets.Pair local = Sockets.streams(AF_UNIX);
        local.client().close();
        for (int i = 0; i < 3; i++) {
            Outcome outcome = local.server().send("into the void");
            assertThat(outcome.failed()).as(outcome.toString()).isTrue();
        }
    }
}
