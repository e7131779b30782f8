package dev.baton.provider.linux.sharing;

import java.lang.foreign.MemorySegment;

/** One socket's place in the {@link CommonBlock}, as held by one descriptor. */
public interface Slot {
    /** The common values, 32 bytes aligned to 8, valid until {@link #leave}. */
    MemorySegment values();

    /**
     * Counts duplicates that are on their way: the place is kept for them.
     *
     * @param duplicates how many more, negative for how many have come or were not sent
     */
    void expect(int duplicates);

    /** Gives the place up; for the process's last descriptor of the socket, ends its holding. */
    void leave();
}
