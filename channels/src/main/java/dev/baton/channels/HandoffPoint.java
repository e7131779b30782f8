package dev.baton.channels;

import dev.baton.channels.handoff.Arrival;
import dev.baton.channels.handoff.ReceiverLoop;
import dev.baton.channels.handoff.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Receives the channels that other processes hand over at a place ({@link Handoff}). Several
 * processes, and several points of one process, may receive at the same place.
 *
 * <p>What is neither accepted nor refused stays the sender's: it goes back if this point is closed
 * or its process ends. What a receiver does not take is bounded, 1024 items and 64 MiB of each
 * sender; the rest waits there. Thread-safe.
 */
public final class HandoffPoint implements AutoCloseable {
    private final ReceiverLoop loop;
    private final HandoffPlace place;

    private HandoffPoint(ReceiverLoop loop, HandoffPlace place) {
        this.loop = loop;
        this.place = place;
    }

    /**
     * Begins to receive at a place of this user.
     *
     * @param name as in {@link HandoffPlace#named}
     * @throws HandoffException if the folder can't be made or is not to be trusted, or if this
     *     process has no descriptor left
     */
    public static HandoffPoint open(String name) throws IOException {
        return open(HandoffPlace.named(name));
    }

    /**
     * Begins to receive at a place.
     *
     * @param place where
     * @throws HandoffException as {@link #open(String)}
     */
    public static HandoffPoint open(HandoffPlace place) throws IOException {
        return open(place, Window.USUAL);
    }

    static HandoffPoint open(HandoffPlace place, Window window) throws IOException {
        return new HandoffPoint(ReceiverLoop.open(place.placeFolder(), window), place);
    }

    /** Where it receives. */
    public HandoffPlace place() {
        return place;
    }

    /**
     * Waits for the next item, of whatever sender.
     *
     * @return to be accepted or refused
     * @throws HandoffException {@link HandoffException.Reason#CLOSED} if this point is closed, also
     *     while it waits
     * @throws InterruptedException if this thread is interrupted
     */
    public ReceivedItem take() throws InterruptedException, IOException {
        return new ReceivedItem(loop.take());
    }

    /**
     * Waits for the next item, and takes what else is there with it: faster than one by one, as is
     * {@link ReceivedItem#acceptSocketChannels}.
     *
     * @param most how many at most
     * @return one at least, of whatever senders, in the order in which they came
     * @throws HandoffException as {@link #take()}
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalArgumentException if {@code most} is not positive
     */
    public List<ReceivedItem> take(int most) throws InterruptedException, IOException {
        if (most < 1) {
            throw new IllegalArgumentException("can't take " + most + " items: at least one");
        }
        List<Arrival> arrivals = loop.take(most);
        List<ReceivedItem> items = new ArrayList<>(arrivals.size());
        for (Arrival arrival : arrivals) {
            items.add(new ReceivedItem(arrival));
        }
        return items;
    }

    /**
     * Waits for the next item for a while.
     *
     * @param limit how long at most; none at all if it is zero
     * @return to be accepted or refused
     * @throws HandoffException as {@link #take()}
     * @throws InterruptedException if this thread is interrupted
     */
    public Optional<ReceivedItem> poll(Duration limit) throws InterruptedException, IOException {
        Optional<Arrival> next = loop.poll(limit);
        return next.map(ReceivedItem::new);
    }

    /**
     * Gives everything undecided back to its sender, taken or not, and receives nothing any more.
     * Without effect if it is closed. What its sender can't take back, because it has ended, ends.
     */
    @Override
    public void close() {
        loop.close();
    }
}
