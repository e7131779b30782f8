package dev.baton.testkit.model;

import java.util.SortedMap;
import java.util.TreeMap;

/** The recorded events of a socket: bit to error code. */
final class EventRecord {
    private final SortedMap<Integer, Integer> errors = new TreeMap<>();

    /** True if it was not recorded before. */
    boolean add(int bit, int error) {
        return errors.put(bit, error) == null;
    }

    void remove(int bit) {
        errors.remove(bit);
    }

    int bits() {
        return errors.keySet().stream().reduce(0, (a, b) -> a | b);
    }

    /** Takes out what a mask covers. */
    SortedMap<Integer, Integer> take(int mask) {
        var taken = new TreeMap<>(errors);
        taken.keySet().removeIf(bit -> (bit & mask) == 0);
        errors.keySet().removeAll(taken.keySet());
        return taken;
    }

    @Override
    public String toString() {
        return errors.toString();
    }
}
