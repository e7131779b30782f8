package dev.baton.testkit.model;

import org.jspecify.annotations.Nullable;

/**
 * What a socket is registered for.
 *
 * @param flavour how its events are told
 * @param handle the descriptor used at registration
 * @param target the event object or window; null where the registration was inherited by another
 *     process than theirs
 * @param mask {@code FD_} bits, not 0 unless there is no registration
 */
record Registration(Flavour flavour, Handle handle, @Nullable Target target, int mask) {
    /** How events are told. */
    enum Flavour {
        NONE,
        EVENT,
        MESSAGE
    }

    static final Registration NONE = new Registration(Flavour.NONE, new Handle(-1, -1), null, 0);

    boolean is(Flavour wanted) {
        return flavour == wanted;
    }

    boolean covers(int bit) {
        return (mask & bit) != 0;
    }

    /** What an accepted socket has of it. */
    Registration inheritedBy(Handle accepted) {
        if (is(Flavour.NONE)) {
            return NONE;
        }
        boolean same = target != null && target.process() == accepted.process();
        return new Registration(flavour, accepted, same ? target : null, mask);
    }
}
