package dev.baton.testkit.conformance;

import static dev.baton.testkit.Here.HERE;
import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static dev.baton.winsock.Constants.SOCK_STREAM;
import static dev.baton.winsock.Constants.WSAECONNABORTED;
import static dev.baton.winsock.Constants.WSAECONNREFUSED;
import static dev.baton.winsock.Constants.WSAEWOULDBLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Holder;
import dev.baton.testkit.Peer;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.Window;
import dev.baton.winsock.MessageWindow.Message;
import dev.baton.winsock.struct.SockAddr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the messages of WSAAsyncSelect (6.11). */
@ConformanceTests
final class MessageEventsConformance {
    private static final int NUMBER = 0x7ffe_4711;

    private static Message next(Window window) {
        return window.poll(Notices.PATIENCE)
                .orElseThrow(() -> new AssertionError("no message in " + window));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A184 wParam is the descriptor that was registered, whichever caused the event")
    void namesTheRegisteredDescriptor(Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Holder d = through.of(s, peer);
        Window window = d.caller().window();
        d.asyncSelect(window.handle(), NUMBER, FD_READ).succeeds();
        pair.client().send("xy").succeeds();
        assertThat(next(window)).isEqualTo(new Message(NUMBER, d.s(), FD_READ));
        assertThat(s.receive(1).text()).isEqualTo("x");
        assertThat(next(window)).isEqualTo(new Message(NUMBER, d.s(), FD_READ));
        Window own = HERE.window();
        s.asyncSelect(own.handle(), -1, FD_READ).succeeds();
        assertThat(next(own)).isEqualTo(new Message(-1, s.s(), FD_READ));
    }

    @Test
    @DisplayName("A185 lParam has the event in its low word, the error in its high word")
    void carriesErrors() {
        Window window = HERE.window();
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        s.asyncSelect(window.handle(), NUMBER, FD_CLOSE).succeeds();
        pair.client().reset();
        assertThat(next(window))
                .isEqualTo(new Message(NUMBER, s.s(), (long) WSAECONNABORTED << 16 | FD_CLOSE));

        SockAddr refusing = Sockets.bound(AF_INET, SOCK_STREAM).name();
        Holder refused = Sockets.socket(AF_INET, SOCK_STREAM);
        refused.asyncSelect(window.handle(), NUMBER, FD_CONNECT).succeeds();
        refused.connect(refusing).failsWith(WSAEWOULDBLOCK);
        assertThat(next(window))
                .isEqualTo(
                        new Message(
                                NUMBER, refused.s(), (long) WSAECONNREFUSED << 16 | FD_CONNECT));
    }

    @Flavour.ThroughAll
    @DisplayName("A186 what was posted before the registration ended is still there, once")
    void leavesPostedMessages(Flavour end, Through through, Peer peer) {
        Sockets.Pair pair = Sockets.tcp();
        Holder s = pair.server();
        Notices notices = Flavour.MESSAGE.in(HERE).select(s, FD_READ);
        pair.client().send("x").succeeds();
        new Sentinel(HERE).pass();
        end.cancel(through.of(s, peer)).succeeds();
        notices.expect(FD_READ);
        notices.expectNothing();
    }

    @Test
    @DisplayName("A184 a window tells its sockets apart, and each event is a message of its own")
    void servesManySockets() {
        Window window = HERE.window();
        List<Message> expected = new ArrayList<>();
        List<Message> come = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Sockets.Pair pair = Sockets.tcp();
            Holder s = pair.server();
            pair.client().send("x").succeeds();
            pair.client().close();
            s.awaitReadable();
            s.asyncSelect(window.handle(), i, FD_READ | FD_WRITE | FD_CLOSE).succeeds();
            for (int event : new int[] {FD_READ, FD_WRITE, FD_CLOSE}) {
                expected.add(new Message(i, s.s(), event));
                come.add(next(window));
            }
        }
        assertThat(come).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(window.poll(Duration.ZERO)).isEmpty();
    }

    @Test
    @DisplayName("A full window takes what fits; the sockets go on")
    void survivesAFullWindow() {
        Window window = HERE.window();
        Holder s = Sockets.bound(AF_INET, SOCK_DGRAM);
        int posted = 10_000;
        for (int i = 0; i < posted + 10; i++) {
            s.asyncSelect(window.handle(), NUMBER, FD_WRITE).succeeds();
        }
        Sentinel sentinel = new Sentinel(HERE);
        sentinel.pass();
        int count = 0;
        while (window.poll(Duration.ZERO).isPresent()) {
            count++;
        }
        assertThat(count).isPositive().isLessThanOrEqualTo(posted);
        s.asyncSelect(window.handle(), NUMBER, FD_WRITE).succeeds();
        assertThat(next(window)).isEqualTo(new Message(NUMBER, s.s(), FD_WRITE));
    }
}
