package dev.baton.channels.handoff;

import java.lang.foreign.MemorySegment;

/**
 * How much a receiver holds of one sender at a time: what WELCOME says.
 *
 * @param items the most items without an answer
 * @param bytes the most bytes of them; one item may always come, whatever its size
 * @param context the most bytes of a context, and of a read-ahead
 */
public record Window(int items, long bytes, int context) {
    /** What a receiver uses unless told otherwise. */
    public static final Window USUAL = new Window(1024, 64L << 20, Wire.MOST_BYTES);

    int write(MemorySegment data) {
        Wire.header(data, Wire.WELCOME, Wire.WELCOME_SIZE, 1);
        data.set(Wire.INT, 16, items);
        data.set(Wire.LONG, 20, bytes);
        data.set(Wire.INT, 28, context);
        return Wire.WELCOME_SIZE;
    }

    static Window read(MemorySegment data, long length) throws WireFault {
        if (length != Wire.WELCOME_SIZE) {
            throw new WireFault("a welcome of " + length + " bytes is none");
        }
        long bytes = data.get(Wire.LONG, 20);
        return new Window(
                unsigned(data.get(Wire.INT, 16)),
                bytes < 0 ? Long.MAX_VALUE : bytes,
                unsigned(data.get(Wire.INT, 28)));
    }

    private static int unsigned(int value) {
        return value < 0 ? Integer.MAX_VALUE : value;
    }

    /** Whether an item may come to those that are there. */
    boolean admits(int present, long presentBytes, long size) {
        return present == 0 || (present < items && presentBytes + size <= bytes);
    }
}
