package dev.baton.channels.handoff;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What waits for a receiver that has room, in turn. Used by the sender's thread only. */
final class Waiting {
    private final Receivers receivers;
    private final Map<Long, Deque<Parcel>> byTarget = new HashMap<>();
    private int turn;

    Waiting(Receivers receivers) {
        this.receivers = receivers;
    }

    void add(Parcel parcel) {
        byTarget.computeIfAbsent(parcel.target(), target -> new ArrayDeque<>()).addLast(parcel);
    }

    /** Puts those first that waited before. */
    void addFirst(Deque<Parcel> parcels) {
        while (!parcels.isEmpty()) {
            Parcel last = parcels.removeLast();
            byTarget.computeIfAbsent(last.target(), target -> new ArrayDeque<>()).addFirst(last);
        }
    }

    boolean isEmpty() {
        return byTarget.isEmpty();
    }

    /** Whether something waits for which nobody is known. */
    boolean lacksReceiver() {
        return byTarget.keySet().stream().anyMatch(target -> receivers.of(target).isEmpty());
    }

    /** Gives to receivers what they have room for; call it when they have been looked for. */
    void route() {
        byTarget.forEach((target, parcels) -> {
            List<SenderEnd> ends = receivers.of(target);
            if (!ends.isEmpty()) {
                route(parcels, ends);
            } else if (!receivers.busy(target)) {
                parcels.forEach(parcel -> parcel.failed(receivers.nobody(parcel)));
                parcels.clear();
            }
        });
        byTarget.values().removeIf(Deque::isEmpty);
    }

    private void route(Deque<Parcel> parcels, List<SenderEnd> ends) {
        while (!parcels.isEmpty()) {
            Parcel next = parcels.getFirst();
            if (ends.stream().allMatch(end -> end.tooLarge(next))) {
                parcels.removeFirst();
                next.failed(tooLarge(next, ends));
            } else if (!give(next, ends)) {
                return;
            } else {
                parcels.removeFirst();
            }
        }
    }

    private boolean give(Parcel parcel, List<SenderEnd> ends) {
        for (int i = 0; i < ends.size(); i++) {
            turn = (turn + 1) % ends.size();
            SenderEnd end = ends.get(turn);
            if (end.admits(parcel)) {
                end.add(parcel);
                return true;
            }
        }
        return false;
    }

    private static HandoffException tooLarge(Parcel parcel, List<SenderEnd> ends) {
        return new HandoffException(
                Reason.TOO_LARGE,
                "cannot hand over "
                        + parcel
                        + ": "
                        + parcel.size()
                        + " bytes are more than "
                        + ends.getFirst()
                        + " takes; it is still open here");
    }

    /** Gives everything back. */
    void fail(Supplier<HandoffException> reason) {
        byTarget.values().forEach(parcels -> parcels.forEach(p -> p.failed(reason.get())));
        byTarget.clear();
    }
}
