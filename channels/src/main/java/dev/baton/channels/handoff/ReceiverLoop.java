package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.ffm.SocketMessage;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The thread of a receiver: admits senders and takes in what they send. */
public final class ReceiverLoop {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final PlaceFolder folder;
    private final Window window;
    private final ListeningSocket listener;
    private final Bell bell;
    private final ArrivalQueue queue;
    private final Thread thread;
    private final List<Visit> visits = new ArrayList<>();
    private final PollSet set = new PollSet();
    private final SocketMessage message = new SocketMessage(Arena.ofAuto(), Wire.MOST);
    private volatile boolean closing;
    private long retryAt = System.nanoTime();

    /** Those of connections whose fate is settled: their items may still be undecided. */
    private final List<ReceiverEnd> orphaned = new ArrayList<>();

    private ReceiverLoop(PlaceFolder folder, Window window, ListeningSocket listener, Bell bell) {
        this.folder = folder;
        this.window = window;
        this.listener = listener;
        this.bell = bell;
        this.queue = new ArrivalQueue(listener.path().toString());
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("baton-point-" + folder.path().getFileName())
                        .unstarted(this::run);
    }

    /** Begins to receive. */
    public static ReceiverLoop open(PlaceFolder folder, Window window) throws HandoffException {
        Bell bell = Bell.open();
        boolean opened = false;
        try {
            ReceiverLoop loop =
                    new ReceiverLoop(folder, window, ListeningSocket.open(folder), bell);
            loop.thread.start();
            opened = true;
            return loop;
        } finally {
            if (!opened) {
                bell.close();
            }
        }
    }

    /** Waits for an item. */
    public Arrival take() throws InterruptedException, HandoffException {
        return queue.take();
    }

    /** Waits for an item, and takes those that are there, at most so many. */
    public List<Arrival> take(int most) throws InterruptedException, HandoffException {
        return queue.take(most);
    }

    /** Waits for an item, for so long at most. */
    public Optional<Arrival> poll(Duration limit) throws InterruptedException, HandoffException {
        return queue.poll(TimeUnit.NANOSECONDS.convert(limit));
    }

    private void run() {
        List<Arrival> come = new ArrayList<>();
        while (!closing) {
            try {
                long nanos = watch();
                if (closing) {
                    break;
                }
                set.await(nanos);
                bell.answer(Scratch.current().value());
                admit();
                for (Visit visit : visits) {
                    visit.serve(set, message, come);
                }
                queue.add(come);
                sort();
            } catch (RuntimeException | Error e) {
                // Without this thread nobody would get anything any more, nor get it back.
                Log.LOG.log(Level.ERROR, "a hand-over point goes on after a failure", e);
                queue.add(come);
            }
            come.clear();
        }
        end();
    }

    private long watch() {
        set.clear();
        bell.waits();
        set.add(bell.fd(), LinuxConstants.POLLIN);
        long now = System.nanoTime();
        long nanos = Long.MAX_VALUE;
        if (retryAt - now > 0) {
            nanos = retryAt - now;
            set.add(bell.fd(), 0);
        } else {
            set.add(listener.fd(), LinuxConstants.POLLIN);
        }
        for (Visit visit : visits) {
            nanos = Math.min(nanos, visit.watch(set));
        }
        return nanos == Long.MAX_VALUE ? -1 : nanos;
    }

    private void admit() {
        if (set.found(1) == 0) {
            return;
        }
        int fd = UnixSocket.accept(listener.fd());
        if (fd == -Errno.EMFILE || fd == -Errno.ENFILE || fd == -Errno.ENOMEM) {
            retryAt = System.nanoTime() + PAUSE;
        }
        if (fd < 0) {
            return;
        }
        Credentials sender = Credentials.of(fd);
        UnixSocket.enlarge(fd);
        ReceiverEnd end = new ReceiverEnd(fd, sender, window);
        if (sender.permitted(folder.users())) {
            visits.add(new Visit(end));
            end.trySend(message.data(), window.write(message.data()));
        } else {
            end.fail(
                    "user "
                            + Integer.toUnsignedString(sender.uid())
                            + " may not hand over here; HandoffPlace.allowing permits it");
        }
    }

    private void sort() {
        for (Visit visit : visits) {
            if (visit.over()) {
                orphaned.add(visit.end());
            }
        }
        visits.removeIf(Visit::over);
        orphaned.removeIf(ReceiverEnd::allDecided);
    }

    private void end() {
        listener.close();
        String why = "the hand-over point " + listener.path() + " was closed";
        try {
            for (Visit visit : visits) {
                visit.close(why, PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        orphaned.removeIf(ReceiverEnd::allDecided);
        if (!orphaned.isEmpty()) {
            Log.LOG.log(
                    Level.WARNING,
                    "the hand-over point {0} is closed with items of senders that have ended and"
                            + " can't take them back: their connections end",
                    listener.path());
        }
        orphaned.forEach(end -> end.endAll(Reason.CLOSED, why, 0));
    }

    /** Gives everything undecided back and ends; waits for that. */
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        queue.close();
        bell.ring();
        Threads.join(thread);
        bell.close();
    }
}
