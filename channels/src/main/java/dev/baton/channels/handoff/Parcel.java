package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** What a sender has to hand over, and whom it tells how that went. */
public abstract class Parcel {
    /** Any receiver will do. */
    public static final long ANYONE = 0;

    private final long target;
    private final byte[] kind;
    private final byte[] readAhead;
    private final byte[] context;

    private long id;
    private int sent;
    private boolean complete;

    /**
     * Describes it.
     *
     * @param target the receiver's pid, or {@link #ANYONE}
     * @param readAhead not to be changed any more
     * @param context not to be changed any more
     */
    protected Parcel(long target, String kind, byte[] readAhead, byte[] context) {
        this.target = target;
        this.kind = kind.getBytes(StandardCharsets.UTF_8);
        this.readAhead = readAhead;
        this.context = context;
    }

    /** A duplicate of its descriptor, the caller's. */
    protected abstract int copy() throws IOException;

    /** It is still this process's. Called on the sender's thread. */
    protected abstract void failed(HandoffException reason);

    long target() {
        return target;
    }

    long id() {
        return id;
    }

    void number(long number) {
        id = number;
        sent = 0;
        complete = false;
    }

    int size() {
        return readAhead.length + context.length;
    }

    int headSize() {
        return Wire.RECORD + kind.length;
    }

    boolean fits(Window window) {
        return Math.max(readAhead.length, context.length) <= window.context();
    }

    /** How many of its bytes are in no message yet. */
    int left() {
        return size() - sent;
    }

    /** A message with the bytes that were written last has been sent. */
    void messageSent() {
        complete = left() == 0;
    }

    /** Whether the receiver has all of it. */
    boolean complete() {
        return complete;
    }

    /** Writes its record, without its bytes. */
    void writeHead(MemorySegment data, long at, int here) {
        data.set(Wire.LONG, at, id);
        data.set(Wire.INT, at + 8, readAhead.length);
        data.set(Wire.INT, at + 12, context.length);
        data.set(Wire.INT, at + 16, here);
        data.set(Wire.SHORT, at + 20, (short) kind.length);
        MemorySegment.copy(kind, 0, data, Wire.BYTE, at + Wire.RECORD, kind.length);
    }

    /** Writes the next of its bytes. */
    void writeBytes(MemorySegment data, long at, int size) {
        int first = Math.max(0, Math.min(size, readAhead.length - sent));
        MemorySegment.copy(readAhead, first == 0 ? 0 : sent, data, Wire.BYTE, at, first);
        int from = sent + first - readAhead.length;
        if (size > first) {
            MemorySegment.copy(context, from, data, Wire.BYTE, at + first, size - first);
        }
        sent += size;
    }
}
