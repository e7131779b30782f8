package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The thread of a sender: makes messages of what is to be handed over, and reads the answers. */
public final class SenderLoop {
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOOK_AT_BUSY = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long WITHDRAWAL = TimeUnit.SECONDS.toNanos(1);

    private final PlaceFolder folder;
    private final Consumer<List<Parcel>> delivered;
    private final Queue<Parcel> submitted = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<List<Long>>> questions = new ConcurrentLinkedQueue<>();
    private final Receivers receivers;
    private final Waiting waiting;
    private final List<Parcel> acknowledged = new ArrayList<>();
    private final PollSet set = new PollSet();
    private final List<SenderEnd> watched = new ArrayList<>();
    private final List<SenderEnd> readable = new ArrayList<>();
    private long looked = System.nanoTime() - LOOK_AGAIN;

    private volatile @Nullable Bell bell;
    private volatile @Nullable Thread thread;
    private volatile boolean closing;
    private volatile boolean over;
    private volatile long patience;
    private long deadline;
    private long askedAt;
    private boolean withdrawn;

    /**
     * Prepares it; the thread starts with the first use.
     *
     * @param delivered told of what was acknowledged, on the thread
     */
    public SenderLoop(PlaceFolder folder, Consumer<List<Parcel>> delivered) {
        this.folder = folder;
        this.delivered = delivered;
        this.receivers = new Receivers(folder);
        this.waiting = new Waiting(receivers);
    }

    /** Whether the calling thread is this loop's, which must not wait for itself. */
    public boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    /** Takes something to hand over. */
    public void submit(Parcel parcel) {
        try {
            Bell ready = started();
            submitted.add(parcel);
            ready.ring();
            if (over) {
                // It ended meanwhile.
                failSubmitted();
            }
        } catch (HandoffException e) {
            parcel.failed(e);
        }
    }

    /** The pids of those that receive now. */
    public CompletableFuture<List<Long>> receivers() throws HandoffException {
        CompletableFuture<List<Long>> question = new CompletableFuture<>();
        Bell ready = started();
        questions.add(question);
        ready.ring();
        if (over) {
            answerQuestions(Integer.MAX_VALUE);
        }
        return question;
    }

    private Bell started() throws HandoffException {
        Bell known = bell;
        return known == null || closing ? start() : known;
    }

    private synchronized Bell start() throws HandoffException {
        if (closing) {
            throw closed();
        }
        Bell known = bell;
        if (known == null) {
            known = Bell.open();
            bell = known;
            Thread started =
                    Thread.ofPlatform()
                            .daemon()
                            .name("baton-handoff-" + folder.path().getFileName())
                            .unstarted(this::run);
            thread = started;
            started.start();
        }
        return known;
    }

    private HandoffException closed() {
        return new HandoffException(
                Reason.CLOSED,
                "cannot hand over at "
                        + folder.path()
                        + ": this sender is closed; Handoff.to opens another");
    }

    private void failSubmitted() {
        for (Parcel next = submitted.poll(); next != null; next = submitted.poll()) {
            next.failed(closed());
        }
    }

    private void answerQuestions(int most) {
        for (int i = 0; i < most; i++) {
            CompletableFuture<List<Long>> next = questions.poll();
            if (next == null) {
                return;
            }
            receivers.answer(next);
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = step();
            } catch (RuntimeException | Error e) {
                // Without this thread nobody would ever be told.
                Log.LOG.log(Level.ERROR, "a hand-over goes on after a failure", e);
            }
        }
        over = true;
        failSubmitted();
        answerQuestions(Integer.MAX_VALUE);
        Bell last = bell;
        if (last != null) {
            last.close();
        }
    }

    private boolean step() {
        Bell ready = bell;
        if (ready == null) {
            return false;
        }
        ready.waits();
        for (Parcel next = submitted.poll(); next != null; next = submitted.poll()) {
            waiting.add(next);
        }
        look();
        waiting.route();
        receivers.all().forEach(SenderEnd::flush);
        settle();
        if (closing && finished()) {
            return false;
        }
        await(ready);
        readable.forEach(end -> end.read(acknowledged));
        readable.clear();
        settle();
        return true;
    }

    private void look() {
        // Who asks after the look is told of the next one.
        int asked = questions.size();
        boolean due = System.nanoTime() - looked >= LOOK_AGAIN;
        if (asked > 0 || (due && !waiting.isEmpty()) || waiting.lacksReceiver()) {
            receivers.scan();
            looked = System.nanoTime();
        }
        if (asked > 0 && !patient()) {
            answerQuestions(asked);
        }
    }

    // One that is just being met counts as a receiver once it has said WELCOME.
    private boolean patient() {
        boolean met = receivers.all().stream().allMatch(SenderEnd::welcome);
        if (met || questions.isEmpty()) {
            askedAt = 0;
            return false;
        }
        long now = System.nanoTime();
        askedAt = askedAt == 0 ? now : askedAt;
        boolean patient = now - askedAt < LOOK_AGAIN;
        askedAt = patient ? askedAt : 0;
        return patient;
    }

    /** Ends connections that are over, and tells of what was acknowledged. */
    private void settle() {
        for (SenderEnd end : receivers.removeEnded()) {
            waiting.addFirst(end.unsent());
            end.leave(withdrawn, acknowledged);
        }
        if (!acknowledged.isEmpty()) {
            List<Parcel> all = List.copyOf(acknowledged);
            acknowledged.clear();
            delivered.accept(all);
        }
    }

    private void await(Bell ready) {
        set.clear();
        watched.clear();
        set.add(ready.fd(), LinuxConstants.POLLIN);
        long nanos = waiting.isEmpty() ? Long.MAX_VALUE : LOOK_AGAIN;
        if (waiting.lacksReceiver() || !questions.isEmpty()) {
            nanos = LOOK_AT_BUSY;
        }
        for (SenderEnd end : receivers.all()) {
            end.watch(set);
            watched.add(end);
            long pause = end.pause();
            nanos = pause > 0 ? Math.min(nanos, pause) : nanos;
        }
        if (closing) {
            nanos = Math.min(nanos, Math.max(0, deadline - System.nanoTime()));
        }
        set.await(nanos == Long.MAX_VALUE ? -1 : nanos);
        ready.answer(Scratch.current().value());
        for (int i = 0; i < watched.size(); i++) {
            if (set.found(1 + i) != 0) {
                readable.add(watched.get(i));
            }
        }
    }

    /** Goes on with closing; true if nothing is left to wait for. */
    private boolean finished() {
        long now = System.nanoTime();
        if (deadline == 0) {
            deadline = now + patience;
        }
        if (now - deadline >= 0 && !withdrawn) {
            withdrawn = true;
            deadline = now + WITHDRAWAL;
            receivers.all().forEach(SenderEnd::withdraw);
        }
        if (withdrawn) {
            // Also what came after the withdrawal, or back from a receiver that has ended.
            waiting.fail(this::closed);
        }
        boolean answered = waiting.isEmpty() && receivers.all().stream().allMatch(SenderEnd::idle);
        boolean late = withdrawn && System.nanoTime() - deadline >= 0;
        if (answered || late) {
            receivers.all().forEach(end -> end.leave(true, acknowledged));
            receivers.all().clear();
            settle();
            waiting.fail(this::closed);
        }
        return answered || late;
    }

    /**
     * Waits for what is outstanding, takes the rest back, and ends.
     *
     * @param limit how long receivers may take to answer
     */
    public void close(Duration limit) {
        Bell known;
        synchronized (this) {
            if (!closing) {
                patience = TimeUnit.NANOSECONDS.convert(limit);
                closing = true;
            }
            known = bell;
            if (known == null) {
                over = true;
                return;
            }
        }
        known.ring();
        Thread running = thread;
        if (running != null && !isCurrent()) {
            Threads.join(running);
        }
    }
}
