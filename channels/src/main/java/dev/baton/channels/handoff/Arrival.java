package dev.baton.channels.handoff;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Linux;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item that has come: owns its descriptor until it is decided. Whoever decides first, the
 * application, the sender that withdraws it, or the end of the point, decides. Thread-safe.
 */
public final class Arrival {
    private enum State {
        UNDECIDED,
        /** Somebody is just accepting it. */
        DECIDING,
        /** Acknowledged, but nothing has been made of the descriptor yet. */
        OWNED,
        DECIDED
    }

    private final ReceiverEnd connection;
    private final long id;
    private final int descriptor;
    private final @Nullable ChannelKind channelKind;
    private final String fault;
    private final String kind;
    private final byte[] body;
    private final int readAhead;

    private int filled;
    private State state = State.UNDECIDED;
    private boolean owned;
    private @Nullable HandoffException end;

    Arrival(ReceiverEnd connection, long id, int descriptor, String kind, int size, int readAhead) {
        this.connection = connection;
        this.id = id;
        this.descriptor = descriptor;
        this.kind = kind;
        this.body = new byte[size];
        this.readAhead = readAhead;
        ChannelKind found = null;
        String wrong = "";
        try {
            found = SocketKind.of(descriptor);
        } catch (WireFault e) {
            wrong = "what came with item " + Long.toUnsignedString(id) + ": " + e.reason();
        }
        this.channelKind = found;
        this.fault = wrong;
    }

    long id() {
        return id;
    }

    int size() {
        return body.length;
    }

    /** Why it can't be taken; empty if it can. */
    String fault() {
        return fault;
    }

    /** How many bytes are still to come. */
    int missing() {
        return body.length - filled;
    }

    void fill(MemorySegment data, long at, int size) {
        MemorySegment.copy(data, ValueLayout.JAVA_BYTE, at, body, filled, size);
        filled += size;
    }

    /** What can be made of it. */
    public ChannelKind channelKind() {
        if (channelKind == null) {
            throw new IllegalStateException(fault);
        }
        return channelKind;
    }

    /** The application's label. */
    public String kind() {
        return kind;
    }

    /** What the sender has read of the connection; read-only. */
    public ByteBuffer readAhead() {
        return ByteBuffer.wrap(body, 0, readAhead).slice().asReadOnlyBuffer();
    }

    /** The session's state; read-only. */
    public ByteBuffer context() {
        return ByteBuffer.wrap(body, readAhead, body.length - readAhead).slice().asReadOnlyBuffer();
    }

    /** The sender, as the kernel tells it. */
    public long senderPid() {
        return connection.sender().pid();
    }

    /** The sender's user. */
    public int senderUser() {
        return connection.sender().uid();
    }

    /** Whether it can still be decided. */
    synchronized boolean undecided() {
        return state == State.UNDECIDED;
    }

    /**
     * Begins to accept it: nobody else decides until {@link #accepted}, {@link #lost} or {@link
     * #undo}.
     *
     * @return the descriptor
     */
    public synchronized int begin() throws HandoffException {
        if (end != null) {
            throw new HandoffException(end.reason(), String.valueOf(end.getMessage()), end);
        }
        if (state != State.UNDECIDED && state != State.OWNED) {
            throw new HandoffException(
                    Reason.DECIDED, "cannot decide " + this + ": that was done before");
        }
        state = State.DECIDING;
        return descriptor;
    }

    /**
     * Makes it this process's, by telling the sender. Waits if the sender's queue is full.
     *
     * @return false if the sender had taken it back before
     */
    public boolean acknowledge() {
        acknowledge(List.of(this));
        return owned;
    }

    /**
     * The same of many, with one message for each sender: {@link #owned} tells of which that is
     * true.
     */
    public static void acknowledge(Collection<Arrival> items) {
        Map<ReceiverEnd, List<Arrival>> bySender = new LinkedHashMap<>();
        for (Arrival item : items) {
            if (!item.owned) {
                bySender.computeIfAbsent(item.connection, _ -> new ArrayList<>()).add(item);
            }
        }
        bySender.forEach((sender, all) -> {
            for (int from = 0; from < all.size(); from += Wire.MOST_IDS) {
                int to = Math.min(from + Wire.MOST_IDS, all.size());
                List<Arrival> part = all.subList(from, to);
                part.forEach(sender::forget);
                boolean owned = sender.acknowledge(part);
                part.forEach(item -> item.owned = owned);
            }
        });
    }

    /** Whether it is this process's. For whoever has begun to accept it. */
    public boolean owned() {
        return owned;
    }

    /** Something owns the descriptor now. */
    public synchronized void accepted() {
        state = State.DECIDED;
    }

    /**
     * It was the sender's already.
     *
     * @param open whether the descriptor is to be closed
     * @return what to tell the application
     */
    public HandoffException lost(boolean open) {
        HandoffException reason =
                new HandoffException(
                        Reason.TAKEN_BACK,
                        "cannot accept " + this + ": its sender has taken it back, or has ended");
        synchronized (this) {
            state = State.DECIDED;
            end = reason;
        }
        if (open) {
            Linux.close(descriptor);
        }
        return reason;
    }

    /** Nothing could be made of the descriptor: everything is as before. */
    public void undo() {
        HandoffException ended;
        synchronized (this) {
            state = owned ? State.OWNED : State.UNDECIDED;
            ended = end;
            if (owned || ended == null) {
                end = null;
                return;
            }
            state = State.DECIDED;
        }
        Linux.close(descriptor);
        connection.forget(this);
        connection.refuse(id, String.valueOf(ended.getMessage()));
    }

    /** Gives it back to the sender. */
    public void refuse(String reason) throws HandoffException {
        begin();
        Linux.close(descriptor);
        accepted();
        if (!owned) {
            connection.forget(this);
            connection.refuse(id, reason);
        }
    }

    /**
     * Ends it, if nobody has decided it yet; whoever is just accepting it goes first.
     *
     * @return true if the sender is to be told
     */
    boolean end(Reason reason, String why) {
        synchronized (this) {
            if (state != State.UNDECIDED && state != State.DECIDING) {
                return false;
            }
            end = new HandoffException(reason, "cannot accept " + this + ": " + why);
            if (state == State.DECIDING) {
                return false;
            }
            state = State.DECIDED;
        }
        Linux.close(descriptor);
        connection.forget(this);
        return true;
    }

    @Override
    public String toString() {
        return "the "
                + (channelKind == null ? "item" : channelKind)
                + (kind.isEmpty() ? "" : " '" + kind + "'")
                + " from "
                + connection.sender();
    }
}
