package dev.baton.testkit.model;

import java.nio.ByteBuffer;

/**
 * What a {@link Site} is to do.
 *
 * @param verb what
 * @param s the descriptor, or another number
 * @param a an argument
 * @param b another one
 * @param data a structure
 */
record Action(Verb verb, long s, int a, int b, byte[] data) {
    /** What can be done; see {@link SiteCalls} for the arguments. */
    enum Verb {
        SET_UP,
        TEAR_DOWN,
        EVENT_SELECT,
        ASYNC_SELECT,
        ENUMERATE,
        BAD_ENUMERATE,
        RESET_EVENT,
        MODE,
        RECEIVE,
        RECEIVE_FAULTY,
        SEND,
        FILL,
        ACCEPT,
        CONNECT,
        DUPLICATE,
        OPEN,
        CLOSE,
        SETTLE
    }

    private static final byte[] NOTHING = {};

    static Action of(Verb verb, long s, int a, int b) {
        return new Action(verb, s, a, b, NOTHING);
    }

    byte[] encode() {
        return ByteBuffer.allocate(Byte.BYTES + Long.BYTES + 2 * Integer.BYTES + data.length)
                .put((byte) verb.ordinal())
                .putLong(s)
                .putInt(a)
                .putInt(b)
                .put(data)
                .array();
    }

    static Action decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        Verb verb = Verb.values()[in.get()];
        long s = in.getLong();
        int a = in.getInt();
        int b = in.getInt();
        var data = new byte[in.remaining()];
        in.get(data);
        return new Action(verb, s, a, b, data);
    }

    @Override
    public String toString() {
        return verb + "(" + s + ", " + a + ", " + b + ")";
    }
}
