package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.AF_INET;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.SOCK_DGRAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Caller;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import dev.baton.testkit.Sockets;
import dev.baton.testkit.Window;
import dev.baton.winsock.MessageWindow.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes by messages to a window. */
final class PostedNotices extends Notices {
    private static final int MESSAGE = 0x0400 + 77;
    private static final int SENTINEL = MESSAGE + 1;

    private final Window window;
    private @Nullable Holder sentinel;

    PostedNotices(Caller caller) {
        super(caller);
        window = caller.window();
    }

    Window window() {
        return window;
    }

    @Override
    Notices through(Holder d) {
        return this;
    }

    @Override
    Outcome register(Holder s, int mask) {
        return s.asyncSelect(window.handle(), MESSAGE, mask);
    }

    @Override
    List<Notice> next() {
        return window.poll(PATIENCE).map(this::notice).map(List::of).orElseGet(List::of);
    }

    private Notice notice(Message message) {
        assertThat(message.message()).as("wMsg of %s", message).isEqualTo(MESSAGE);
        assertThat(message.wParam()).as("wParam of %s", message).isEqualTo(registered().s());
        return Notice.of(message);
    }

    /** A message of another socket comes behind those that were caused before. */
    @Override
    void expectSilence() {
        Holder s = sentinel == null ? makeSentinel() : sentinel;
        sentinel = s;
        s.sendTo("x", s.name()).succeeds();
        Message next =
                window.poll(PATIENCE)
                        .orElseThrow(() -> new AssertionError("the sentinel's message is lost"));
        assertThat(next).isEqualTo(new Message(SENTINEL, s.s(), FD_READ));
        s.receiveFrom(1).succeeds();
    }

    private Holder makeSentinel() {
        Holder s = caller().socket(AF_INET, SOCK_DGRAM);
        s.bind(Sockets.loopback(AF_INET, 0)).succeeds();
        s.asyncSelect(window.handle(), SENTINEL, FD_READ).succeeds();
        return s;
    }

    @Override
    void expectNothing() {
        expectSilence();
    }

    @Override
    void close() {
        window.close();
    }
}
