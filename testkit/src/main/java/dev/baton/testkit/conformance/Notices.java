package dev.baton.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Caller;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event object or a window, and what comes to it of the socket that was registered for it last.
 */
abstract sealed class Notices permits SignaledNotices, PostedNotices {
    /** How long what must come may take. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Caller caller;
    private @Nullable Holder registered;

    Notices(Caller caller) {
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    /** The descriptor that was registered last. */
    Holder registered() {
        return Objects.requireNonNull(registered);
    }

    /** Registers a socket, which must succeed. */
    final Notices select(Holder s, int mask) {
        trySelect(s, mask).succeeds();
        return this;
    }

    /** Registers a socket. */
    final Outcome trySelect(Holder s, int mask) {
        assertThat(s.caller()).isSameAs(caller);
        registered = s;
        return register(s, mask);
    }

    /** What will come is of another socket, which was accepted from the one registered. */
    final Notices of(Holder accepted) {
        assertThat(accepted.caller()).isSameAs(caller);
        registered = accepted;
        return this;
    }

    /** The socket is asked through another descriptor now, if it is asked. */
    abstract Notices through(Holder d);

    abstract Outcome register(Holder s, int mask);

    /** Waits until these events have come, without errors; nothing else may come before. */
    final void expect(int mask) {
        expect(Notice.all(mask));
    }

    /** Waits until one event has come, with an error. */
    final void expect(int event, int error) {
        expect(List.of(new Notice(event, error)));
    }

    /** Waits until these events have come in any order; nothing else may come before. */
    private void expect(List<Notice> expected) {
        List<Notice> missing = new ArrayList<>(expected);
        List<Notice> come = new ArrayList<>();
        while (!missing.isEmpty()) {
            List<Notice> more = next();
            assertThat(more).as("of %s, after %s", expected, come).isNotEmpty();
            come.addAll(more);
            assertThat(missing).as("expected still when %s came", come).containsAll(more);
            missing.removeAll(more);
        }
    }

    /** Waits for events; none if the patience ends. */
    abstract List<Notice> next();

    /** Nothing has come here, whatever is recorded. */
    abstract void expectSilence();

    /** Nothing has come here, and nothing is recorded that should. */
    abstract void expectNothing();

    /** Ends the event object or window. */
    abstract void close();
}
