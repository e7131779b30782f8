package dev.baton.channels;

import dev.baton.channels.handoff.Parcel;
import dev.baton.channels.handoff.SenderLoop;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands channels over to the processes that receive at a place ({@link HandoffPoint}), each with
 * what the receiver must know to go on.
 *
 * <p>A channel is given up, by {@link SharedChannels#release}, only when the receiver has
 * acknowledged it. If that fails in any way, it is open and this process's as before. Stop reading
 * from it before: what this process reads, the receiver doesn't, unless it goes along as {@link
 * HandoffItem#withReadAhead(byte[])}.
 *
 * <p>Many items at once are faster than one after the other: send with {@link #sendAsync} and wait
 * for the stages. What a receiver has not answered is bounded; the rest waits here. The stages
 * complete on a thread of this object: what depends on them must not wait.
 *
 * <p>Thread-safe.
 */
public final class Handoff implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private final SenderLoop loop;
    private final HandoffPlace place;

    private Handoff(HandoffPlace place) {
        this.place = place;
        this.loop = new SenderLoop(place.placeFolder(), Handoff::delivered);
    }

    /**
     * A sender to a place of this user.
     *
     * @param name as in {@link HandoffPlace#named}
     */
    public static Handoff to(String name) {
        return to(HandoffPlace.named(name));
    }

    /**
     * A sender to a place. Nobody needs to receive there yet.
     *
     * @param place where
     */
    public static Handoff to(HandoffPlace place) {
        return new Handoff(place);
    }

    private static void delivered(List<Parcel> parcels) {
        List<NetworkChannel> channels = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            ((HandoffParcel) parcel).channel().ifPresent(channels::add);
        }
        try {
            // Together, the process's selectors are looked for only once.
            SharedChannels.release(channels);
        } catch (IOException | RuntimeException e) {
            // One of them; which one is found out one by one.
        }
        for (Parcel parcel : parcels) {
            ((HandoffParcel) parcel).delivered();
        }
    }

    /** Where it hands over. */
    public HandoffPlace place() {
        return place;
    }

    /**
     * Hands a channel over to a receiver, to each in turn if there are several, and waits until it
     * has acknowledged it. An interrupt does not end the wait, because nobody would know whose the
     * channel is; {@link #close()} by another thread does.
     *
     * @param item its channel is released when this returns
     * @throws HandoffException with the reason; the channel is open and this process's
     */
    public void send(HandoffItem item) throws IOException {
        checkMayWait();
        await(submit(Parcel.ANYONE, item));
    }

    /**
     * Hands a channel over to a certain receiver and waits until it has acknowledged it.
     *
     * @param pid the receiver's
     * @param item its channel is released when this returns
     * @throws HandoffException with the reason; the channel is open and this process's
     */
    public void sendTo(long pid, HandoffItem item) throws IOException {
        checkMayWait();
        await(submit(checked(pid), item));
    }

    /**
     * Hands a channel over to a receiver, to each in turn if there are several.
     *
     * @param item as in {@link #send}
     * @return complete when the channel is released; or with a {@link HandoffException}, and then
     *     the channel is open and this process's
     */
    public CompletionStage<Void> sendAsync(HandoffItem item) {
        return submit(Parcel.ANYONE, item).minimalCompletionStage();
    }

    /**
     * Hands a channel over to a certain receiver.
     *
     * @param pid the receiver's
     * @param item as in {@link #sendTo}
     * @return as {@link #sendAsync}
     */
    public CompletionStage<Void> sendToAsync(long pid, HandoffItem item) {
        return submit(checked(pid), item).minimalCompletionStage();
    }

    private static long checked(long pid) {
        if (pid <= 0) {
            throw new IllegalArgumentException("there is no process " + pid);
        }
        return pid;
    }

    private CompletableFuture<Void> submit(long target, HandoffItem item) {
        HandoffParcel parcel = new HandoffParcel(target, item);
        loop.submit(parcel);
        return parcel.promise();
    }

    private void checkMayWait() {
        if (loop.isCurrent()) {
            throw new IllegalStateException(
                    "what depends on a stage of sendAsync would wait for itself here: use"
                            + " sendAsync, or another thread");
        }
    }

    private static <T> T await(CompletableFuture<T> promise) throws HandoffException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return promise.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HandoffException reason) {
                throw new HandoffException(
                        reason.reason(), String.valueOf(reason.getMessage()), reason);
            }
            throw new IllegalStateException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * The pids of the processes that receive now, as far as they accept this one.
     *
     * @throws HandoffException if this sender is closed, or the folder can't be used
     */
    public List<Long> receivers() throws IOException {
        checkMayWait();
        return await(loop.receivers());
    }

    /**
     * Waits until a process receives.
     *
     * @param limit how long at most
     * @return false if the time is over
     * @throws IOException as {@link #receivers}
     * @throws InterruptedException if this thread is interrupted
     */
    public boolean awaitReceiver(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
        while (receivers().isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, LOOK_AGAIN));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    /** As {@link #close(Duration)}, with 5 seconds. */
    @Override
    public void close() {
        close(PATIENCE);
    }

    /**
     * Waits for what is under way, takes back what is not acknowledged then, and ends. A channel
     * whose stage has failed with {@link HandoffException.Reason#CLOSED} is this process's: no
     * receiver, not even one that was stopped and goes on later, can accept it any more.
     *
     * @param limit how long receivers may take to answer; they get a second more to give back
     */
    public void close(Duration limit) {
        loop.close(limit);
    }
}
