package dev.baton.provider.linux.sharing;

import java.lang.foreign.MemorySegment;

/** One socket's place in the {@link CommonBlock}, as held by one descriptor. */
public interface Slot {
    /** Where among the values the word of the {@link Registration} is. */
    long REGISTRATION = 40;

    /** The memory the common values are in. */
    MemorySegment memory();

    /**
     * Where the common values are: 72 bytes aligned to 8, the socket's own until {@link #leave}.
     */
    long values();

    /** Whether no other descriptor holds the socket and none is on its way. */
    boolean sole();

    /**
     * Counts duplicates that are on their way: the place is kept for them.
     *
     * @param duplicates how many more, negative for how many have come or were not sent
     */
    void expect(int duplicates);

    /** Gives the place up; for the process's last descriptor of the socket, ends its holding. */
    void leave();
}
