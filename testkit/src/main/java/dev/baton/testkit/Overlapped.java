package dev.baton.testkit;

import dev.baton.winsock.Constants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** An overlapped operation with an event, in the process of the descriptor it was begun with. */
public final class Overlapped {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicInteger NEXT = new AtomicInteger(1);

    private final Holder through;
    private final int id;
    private final Outcome begun;

    private Overlapped(Holder through, int id, Outcome begun) {
        this.through = through;
        this.id = id;
        this.begun = begun;
    }

    /**
     * Begins to receive.
     *
     * @param through what to call {@code WSARecv} with
     * @param room bytes at most
     * @return the operation
     */
    public static Overlapped receive(Holder through, int room) {
        return receive(through, room, 0);
    }

    /**
     * Begins to receive.
     *
     * @param through what to call {@code WSARecv} with
     * @param room bytes at most
     * @param flags {@code MSG_…}
     * @return the operation
     */
    public static Overlapped receive(Holder through, int room, int flags) {
        int id = NEXT.getAndIncrement();
        Call call = Call.of(Call.Operation.BEGIN_RECEIVE, through.s(), id, room, flags);
        return new Overlapped(through, id, through.caller().make(call));
    }

    /**
     * Begins to send.
     *
     * @param through what to call {@code WSASend} with
     * @param text one byte a character
     * @return the operation
     */
    public static Overlapped send(Holder through, String text) {
        int id = NEXT.getAndIncrement();
        byte[] data = text.getBytes(StandardCharsets.ISO_8859_1);
        Call call = Call.of(Call.Operation.BEGIN_SEND, through.s(), data, id, 0);
        return new Overlapped(through, id, through.caller().make(call));
    }

    /**
     * What the call that began it returned.
     *
     * @return 0, or {@code WSA_IO_PENDING} or another error
     */
    public Outcome begun() {
        return begun;
    }

    /**
     * Demands that it is pending.
     *
     * @return this
     */
    public Overlapped isPending() {
        begun.failsWith(Constants.WSA_IO_PENDING);
        result(through).failsWith(Constants.WSA_IO_INCOMPLETE);
        return this;
    }

    /**
     * Calls {@code WSAGetOverlappedResult}, without waiting.
     *
     * @param descriptor of the same process and socket
     * @return the bytes, and what was received
     */
    public Outcome result(Holder descriptor) {
        return make(descriptor, false);
    }

    /**
     * Calls {@code WSAGetOverlappedResult} with the descriptor it was begun with, and waits.
     *
     * @return the bytes, and what was received
     */
    public Outcome await() {
        return await(through);
    }

    /**
     * Waits for the end.
     *
     * @param descriptor of the same process and socket
     * @return the bytes, and what was received
     */
    public Outcome await(Holder descriptor) {
        // Not a call that waits: if it never ends, the test is to say so.
        Eventually.await(
                LIMIT,
                () -> {
                    Outcome now = make(descriptor, false);
                    return !now.failed() || now.error() != Constants.WSA_IO_INCOMPLETE;
                },
                () -> begun + " has not ended");
        return make(descriptor, true);
    }

    private Outcome make(Holder descriptor, boolean wait) {
        return descriptor
                .caller()
                .make(Call.of(Call.Operation.OVERLAPPED_RESULT, descriptor.s(), id, wait ? 1 : 0));
    }
}
