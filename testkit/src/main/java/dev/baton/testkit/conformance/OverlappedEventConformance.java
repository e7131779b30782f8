package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.WSA_INFINITE;
import static dev.baton.winsock.Constants.WSA_WAIT_EVENT_0;
import static dev.baton.winsock.Constants.WSA_WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Overlapped;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is pending takes its data and its room before anybody is told of them (4.7). */
@ConformanceTests
final class OverlappedEventConformance {
    private long event;

    @BeforeEach
    void makeEvent() {
        event = Winsock.WSACreateEvent();
    }

    @AfterEach
    void closeEvent() {
        Winsock.WSACloseEvent(event);
    }

    private void select(Holder s, int events) {
        Sockets.check(Winsock.WSAEventSelect(s.s(), event, events));
    }

    private int await(int milliseconds) {
        return Winsock.WSAWaitForMultipleEvents(
                1, MemorySegment.ofArray(new long[] {event}), 1, milliseconds, 0);
    }

    private int read(Holder s) {
        MemorySegment events = MemorySegment.ofArray(new byte[WsaNetworkEvents.SIZEOF]);
        Sockets.check(Winsock.WSAEnumNetworkEvents(s.s(), event, events));
        return WsaNetworkEvents.lNetworkEvents(events);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName(
            "A207 A pending receive that takes all data suppresses FD_READ; later data is told")
    void suppressesRead(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = through.of(pair.server(), peer);
        select(pair.server(), FD_READ | FD_CLOSE);
        Overlapped receive = Overlapped.receive(other, 10).isPending();
        pair.client().send("data").succeeds();
        assertThat(receive.await().text()).isEqualTo("data");
        assertThat(read(pair.server())).isZero();
        assertThat(await(0)).isEqualTo(WSA_WAIT_TIMEOUT);

        pair.client().send("more").succeeds();
        assertThat(await(WSA_INFINITE)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(read(pair.server())).isEqualTo(FD_READ);
        assertThat(other.text(4)).isEqualTo("more");
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("A207 A pending receive that leaves data lets FD_READ be told")
    void tellsOfTheRest(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = through.of(pair.server(), peer);
        select(pair.server(), FD_READ);
        Overlapped receive = Overlapped.receive(other, 3).isPending();
        pair.client().send("data").succeeds();
        assertThat(receive.await().text()).isEqualTo("dat");
        assertThat(await(WSA_INFINITE)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(read(pair.server())).isEqualTo(FD_READ);
    }

    @Test
    @DisplayName("A207 What the last descriptor of a process had pending leaves the data to others")
    void tellsOfWhatIsLeft(Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = pair.server().shareWith(peer);
        Overlapped.receive(other, 10).isPending();
        select(pair.server(), FD_READ);
        other.close();
        pair.client().send("data").succeeds();
        assertThat(await(WSA_INFINITE)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(read(pair.server())).isEqualTo(FD_READ);
    }

    @ParameterizedTest
    @EnumSource(Through.class)
    @DisplayName("A pending send that finds the kernel full does not re-enable FD_WRITE")
    void keepsWriteToItself(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder other = through.of(pair.client(), peer);
        select(pair.client(), FD_WRITE);
        assertThat(await(WSA_INFINITE)).isEqualTo(WSA_WAIT_EVENT_0);
        assertThat(read(pair.client())).isEqualTo(FD_WRITE);
        String much = "x".repeat(8 << 20);
        Overlapped send = Overlapped.send(other, much).isPending();
        assertThat(pair.server().text(much.length())).isEqualTo(much);
        assertThat(send.await().result()).isEqualTo(much.length());
        assertThat(read(pair.client())).isZero();
        assertThat(await(0)).isEqualTo(WSA_WAIT_TIMEOUT);
    }
}
