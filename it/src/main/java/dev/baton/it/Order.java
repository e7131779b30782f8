package dev.baton.it;

import java.nio.ByteBuffer;

/** What a {@code Worker} is asked to do. */
final class Order {
    /** The things a worker can do; {@link WorkerProgram} tells what each means. */
    enum Verb {
        NOTHING,
        STARTUP,
        CLEANUP,
        CONNECT,
        CONNECT_MANY,
        DUPLICATE,
        DUPLICATE_MANY,
        DUPLICATE_CHANNEL,
        OPEN,
        OPEN_MANY,
        SEND,
        SEND_NUMBERS,
        RECEIVE,
        WAIT,
        CLOSE,
        CLOSE_MANY,
        STOP_BEFORE,
        COLLECT_GARBAGE,
        LOAD_CLASSES,
        FILL_TABLE,
        EMPTY_TABLE,
        KNOCK,
        SELECT_EVENTS
    }

    private final Verb verb;
    private final long first;
    private final long second;
    private final byte[] data;

    /**
     * An order.
     *
     * @param verb what to do
     * @param first its first argument, a descriptor if it takes one
     * @param second its second argument
     * @param data its bytes
     */
    Order(Verb verb, long first, long second, byte[] data) {
        this.verb = verb;
        this.first = first;
        this.second = second;
        this.data = data;
    }

    Verb verb() {
        return verb;
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }

    byte[] data() {
        return data;
    }

    byte[] encode() {
        return ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES + data.length)
                .putInt(verb.ordinal())
                .putLong(first)
                .putLong(second)
                .put(data)
                .array();
    }

    static Order decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        Verb verb = Verb.values()[in.getInt()];
        long first = in.getLong();
        long second = in.getLong();
        var data = new byte[in.remaining()];
        in.get(data);
        return new Order(verb, first, second, data);
    }
}
