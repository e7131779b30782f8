package dev.baton.testkit.model;

import static dev.baton.testkit.model.SiteCalls.UNTOUCHED;
import static dev.baton.winsock.Constants.FD_MAX_EVENTS;

import dev.baton.testkit.model.Action.Verb;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Compares the events of a real socket with the model's. */
final class Comparison {
    private static final int UNTOUCHED_ERROR = UNTOUCHED * 0x01010101;

    private final Stage stage;
    private final Notices notices;
    private final RealSocket real;
    private final Duration patience;

    Comparison(Stage stage, Notices notices, RealSocket real, Duration patience) {
        this.stage = stage;
        this.notices = notices;
        this.real = real;
        this.patience = patience;
    }

    /** Calls {@code WSAEnumNetworkEvents} for both. */
    void enumerate(SocketModel model, Handle handle, int index) {
        Target event =
                index == SiteCalls.NONE ? null : new Target(handle.process(), index % Ear.EVENTS);
        Answer answer = enumerateReally(handle, event);
        SortedMap<Integer, Integer> expected = model.enumerate(event);
        SortedMap<Integer, Integer> found = events(answer);
        if (!found.equals(expected)) {
            settleQuietly();
            SortedMap<Integer, Integer> next = events(enumerateReally(handle, null));
            throw new AssertionError(
                    "WSAEnumNetworkEvents returned "
                            + found
                            + " instead of "
                            + expected
                            + ", a moment later "
                            + next);
        }
    }

    private Answer enumerateReally(Handle handle, @Nullable Target event) {
        int index = event == null ? SiteCalls.NONE : event.index();
        Answer answer = real.perform(handle, Verb.ENUMERATE, index, 0);
        answer.succeeds();
        return answer;
    }

    /** Bits and their error codes; the codes of other bits must not have been written. */
    private static SortedMap<Integer, Integer> events(Answer answer) {
        MemorySegment data = MemorySegment.ofArray(answer.data());
        var events = new TreeMap<Integer, Integer>();
        int set = WsaNetworkEvents.lNetworkEvents(data);
        for (int bit = 0; bit < FD_MAX_EVENTS; bit++) {
            int error = WsaNetworkEvents.iErrorCode(data, bit);
            if ((set & (1 << bit)) != 0) {
                events.put(1 << bit, error);
            } else if (error != UNTOUCHED_ERROR) {
                throw new AssertionError("iErrorCode[" + bit + "] was written: " + error);
            }
        }
        return events;
    }

    /** Compares event objects and messages of all processes, once nothing is under way. */
    void settle() {
        for (int process = 0; process < stage.processes(); process++) {
            settle(process);
        }
    }

    private void settle(int process) {
        int eventsDue = 0;
        for (int i = 0; i < Ear.EVENTS; i++) {
            eventsDue |= notices.signal(new Target(process, i)).mustBeSet() ? 1 << i : 0;
        }
        int messagesDue = 0;
        for (int i = 0; i < Ear.WINDOWS; i++) {
            messagesDue |= notices.mailbox(new Target(process, i)).due() << (8 * i);
        }
        Answer answer = settle(process, patience, eventsDue, messagesDue);
        for (int i = 0; i < Ear.EVENTS; i++) {
            settle(new Target(process, i), (answer.result() & (1 << i)) != 0);
        }
        List<List<Post>> posts = posts(process, answer);
        // What counts as due may have been what was only possible.
        long end = System.nanoTime() + patience.toNanos();
        while (!isComplete(process, posts) && System.nanoTime() - end < 0) {
            List<List<Post>> more = posts(process, settle(process, Duration.ZERO, 0, 0));
            for (int i = 0; i < Ear.WINDOWS; i++) {
                posts.get(i).addAll(more.get(i));
            }
        }
        for (int i = 0; i < Ear.WINDOWS; i++) {
            var window = new Target(process, i);
            String wrong = notices.mailbox(window).settle(posts.get(i), isAlone());
            if (!wrong.isEmpty()) {
                throw new AssertionError("messages of " + window + ": " + wrong);
            }
        }
    }

    private boolean isAlone() {
        return stage.processes() == 1;
    }

    private boolean isComplete(int process, List<List<Post>> posts) {
        return IntStream.range(0, Ear.WINDOWS)
                .allMatch(i -> notices.mailbox(new Target(process, i)).isComplete(posts.get(i)));
    }

    private Answer settle(int process, Duration limit, int eventsDue, int messagesDue) {
        Action action = Action.of(Verb.SETTLE, limit.toMillis(), eventsDue, messagesDue);
        return stage.site(process).perform(action);
    }

    private void settleQuietly() {
        for (int process = 0; process < stage.processes(); process++) {
            settle(process, Duration.ZERO, 0, 0);
        }
    }

    private void settle(Target event, boolean found) {
        Signal signal = notices.signal(event);
        if (found ? !signal.mayBeSet() : signal.mustBeSet()) {
            throw new AssertionError(
                    event + " is " + (found ? "set" : "not set") + " instead of " + signal);
        }
        signal.settle(found, isAlone());
    }

    private List<List<Post>> posts(int process, Answer answer) {
        var heard = ByteBuffer.wrap(answer.data());
        List<List<Post>> posts = new ArrayList<>();
        for (int i = 0; i < Ear.WINDOWS; i++) {
            posts.add(new ArrayList<>());
        }
        while (heard.hasRemaining()) {
            int window = heard.getInt();
            int number = heard.getInt();
            Handle handle = real.named(process, heard.getLong());
            long what = heard.getLong();
            if (number != Ear.MESSAGE) {
                throw new AssertionError("a message has the number " + number);
            }
            posts.get(window).add(new Post(handle, (int) what & 0xffff, (int) (what >>> 16)));
        }
        return posts;
    }
}
