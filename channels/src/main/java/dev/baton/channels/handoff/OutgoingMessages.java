package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.SocketMessage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes messages of parcels: as many parcels as a message holds, or a part of a large one. */
final class OutgoingMessages {
    private static final int SEND = LinuxConstants.MSG_DONTWAIT | LinuxConstants.MSG_NOSIGNAL;

    private final SocketMessage message = new SocketMessage(Arena.ofAuto(), Wire.MOST);
    private final int[] descriptors = new int[SocketMessage.MAX_DESCRIPTORS];
    private final Deque<Parcel> ready = new ArrayDeque<>();
    private final List<Parcel> loaded = new ArrayList<>();
    private @Nullable Parcel partial;
    private int count;
    private int size;

    void add(Parcel parcel) {
        ready.add(parcel);
    }

    /** Those that are in no message yet. */
    Deque<Parcel> ready() {
        return ready;
    }

    /**
     * Sends the message that is ready, or the next one.
     *
     * @param lost told of the parcels that can't be sent
     * @return what was sent, 0 if there is nothing, or a negated error: then it is still ready
     */
    long send(int socket, Consumer<Parcel> lost) {
        if (size == 0) {
            build(lost);
        }
        if (size == 0) {
            return 0;
        }
        long result = message.send(socket, size, descriptors, 0, count, SEND);
        if (result >= 0) {
            loaded.forEach(Parcel::messageSent);
            clear();
        }
        return result;
    }

    private void build(Consumer<Parcel> lost) {
        if (partial != null) {
            part(partial);
            return;
        }
        size = Wire.HEADER;
        while (partial == null && count < descriptors.length && fits(ready.peekFirst())) {
            add(ready.removeFirst(), lost);
        }
        if (count == 0) {
            size = 0;
        } else {
            Wire.header(message.data(), Wire.ITEMS, size, count);
        }
    }

    private boolean fits(@Nullable Parcel next) {
        if (next == null) {
            return false;
        }
        int whole = next.headSize() + next.size();
        int room = Wire.MOST - size - whole;
        // One that needs several messages anyway begins where there is room for its head.
        boolean large = Wire.HEADER + whole > Wire.MOST;
        return room >= 0 || (large && Wire.MOST - size > next.headSize());
    }

    private void add(Parcel parcel, Consumer<Parcel> lost) {
        int descriptor;
        try {
            descriptor = parcel.copy();
        } catch (HandoffException e) {
            lost.accept(parcel);
            parcel.failed(e);
            return;
        } catch (IOException | RuntimeException e) {
            lost.accept(parcel);
            parcel.failed(
                    new HandoffException(
                            Reason.NOT_SHAREABLE,
                            "cannot hand over " + parcel + ": " + e + "; it stays as it is",
                            e));
            return;
        }
        descriptors[count++] = descriptor;
        int here = Math.min(parcel.size(), Wire.MOST - size - parcel.headSize());
        parcel.writeHead(message.data(), size, here);
        parcel.writeBytes(message.data(), (long) size + parcel.headSize(), here);
        size += parcel.headSize() + here;
        loaded.add(parcel);
        partial = parcel.left() > 0 ? parcel : null;
    }

    private void part(Parcel parcel) {
        int here = Math.min(parcel.left(), Wire.MOST - Wire.PART_HEADER);
        size = Wire.PART_HEADER + here;
        Wire.header(message.data(), Wire.PART, size, 1);
        message.data().set(Wire.LONG, Wire.HEADER, parcel.id());
        parcel.writeBytes(message.data(), Wire.PART_HEADER, here);
        loaded.add(parcel);
        partial = parcel.left() > 0 ? parcel : null;
    }

    private void clear() {
        for (int i = 0; i < count; i++) {
            Linux.close(descriptors[i]);
        }
        count = 0;
        size = 0;
        loaded.clear();
    }

    /** Forgets everything. */
    void close() {
        clear();
        ready.clear();
        partial = null;
    }
}
