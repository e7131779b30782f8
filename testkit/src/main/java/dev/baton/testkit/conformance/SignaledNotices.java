package dev.baton.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baton.testkit.Caller;
import dev.baton.testkit.EventObject;
import dev.baton.testkit.Holder;
import dev.baton.testkit.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What comes by an event object. */
final class SignaledNotices extends Notices {
    private final EventObject event;
    private @Nullable Sentinel sentinel;
    private @Nullable Holder reader;

    SignaledNotices(Caller caller) {
        super(caller);
        event = caller.event();
    }

    EventObject event() {
        return event;
    }

    @Override
    Notices through(Holder d) {
        reader = d;
        return this;
    }

    private List<Notice> enumerate() {
        Holder s = reader == null ? registered() : reader;
        return Notice.all(s.enumerate(event.handle()));
    }

    @Override
    Outcome register(Holder s, int mask) {
        return s.eventSelect(event.handle(), mask);
    }

    @Override
    List<Notice> next() {
        return event.await(PATIENCE) ? enumerate() : List.of();
    }

    @Override
    void expectSilence() {
        Sentinel passing = sentinel == null ? new Sentinel(caller()) : sentinel;
        sentinel = passing;
        passing.pass();
        assertThat(event.isSet()).as("%s is signaled", event).isFalse();
    }

    @Override
    void expectNothing() {
        expectSilence();
        assertThat(enumerate()).isEmpty();
        assertThat(event.isSet()).as("%s is signaled", event).isFalse();
    }

    @Override
    void close() {
        event.close();
    }
}
