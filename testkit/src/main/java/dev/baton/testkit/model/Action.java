package dev.baton.testkit.model;

import java.nio.ByteBuffer;

/** What a {@link Site} is to do: a verb, a descriptor, two numbers, and a structure. */
final class Action {
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
        AWAIT_BYTES,
        SEND,
        FILL,
        ACCEPT,
        CONNECT,
        DUPLICATE,
        OPEN,
        CLOSE,
        SETTLE,
        FORGET
    }

    private static final byte[] NOTHING = {};

    private final Verb verb;
    private final long s;
    private final int a;
    private final int b;
    private final byte[] data;

    private Action(Verb verb, long s, int a, int b, byte[] data) {
        this.verb = verb;
        this.s = s;
        this.a = a;
        this.b = b;
        this.data = data;
    }

    static Action of(Verb verb, long s, int a, int b) {
        return new Action(verb, s, a, b, NOTHING);
    }

    static Action open(byte[] info) {
        return new Action(Verb.OPEN, 0, 0, 0, info);
    }

    Verb verb() {
        return verb;
    }

    long s() {
        return s;
    }

    int a() {
        return a;
    }

    int b() {
        return b;
    }

    byte[] data() {
        return data;
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
