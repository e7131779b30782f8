package dev.baton.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One Winsock call as a value that travels to the process that makes it. */
public final class Call {
    /** What is called. */
    public enum Operation {
        STARTUP,
        CLEANUP,
        EXIT,
        SOCKET,
        SOCKET_A,
        SOCKET_W,
        DUPLICATE_A,
        DUPLICATE_W,
        BIND,
        LISTEN,
        ACCEPT,
        CONNECT,
        SEND,
        SEND_TO,
        RECEIVE,
        RECEIVE_FROM,
        SHUTDOWN,
        CLOSE,
        GET_OPTION,
        SET_OPTION,
        SOCKET_NAME,
        PEER_NAME,
        IOCTL,
        POLL,
        CREATE_EVENT,
        CLOSE_EVENT,
        SET_EVENT,
        RESET_EVENT,
        AWAIT_EVENT,
        EVENT_SELECT,
        ENUM_EVENTS,
        OPEN_WINDOW,
        CLOSE_WINDOW,
        POLL_WINDOW,
        ASYNC_SELECT,
        CLOSE_HANDLES
    }

    private static final int NUMBERS = 5;

    private final Operation operation;
    private final long s;
    private final long[] numbers;
    private final byte[] data;

    private Call(Operation operation, long s, long[] numbers, byte[] data) {
        this.operation = operation;
        this.s = s;
        this.numbers = numbers;
        this.data = data;
    }

    /**
     * Makes a call.
     *
     * @param operation what is called
     * @param s the descriptor, event or window, if it takes one
     * @param data what the call reads: an address, an option's value, what is sent
     * @param numbers its other arguments in the order of the function, at most five
     * @return the call
     */
    public static Call of(Operation operation, long s, byte[] data, long... numbers) {
        return new Call(operation, s, Arrays.copyOf(numbers, NUMBERS), data);
    }

    /**
     * Makes a call that reads no memory.
     *
     * @param operation what is called
     * @param s the descriptor, event or window, if it takes one
     * @param numbers its other arguments in the order of the function, at most five
     * @return the call
     */
    public static Call of(Operation operation, long s, long... numbers) {
        return of(operation, s, new byte[0], numbers);
    }

    byte[] encode() {
        var out = ByteBuffer.allocate(Integer.BYTES + Long.BYTES * (1 + NUMBERS) + data.length);
        out.putInt(operation.ordinal()).putLong(s);
        for (long number : numbers) {
            out.putLong(number);
        }
        return out.put(data).array();
    }

    static Call decode(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        Operation operation = Operation.values()[in.getInt()];
        long s = in.getLong();
        var numbers = new long[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = in.getLong();
        }
        var data = new byte[in.remaining()];
        in.get(data);
        return new Call(operation, s, numbers, data);
    }

    Operation operation() {
        return operation;
    }

    long s() {
        return s;
    }

    int number(int index) {
        return (int) numbers[index];
    }

    long handle(int index) {
        return numbers[index];
    }

    byte[] data() {
        return data;
    }

    @Override
    public String toString() {
        return operation + "(" + s + ", " + Arrays.toString(numbers) + ")";
    }
}
