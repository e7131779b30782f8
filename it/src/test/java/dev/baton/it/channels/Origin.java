package dev.baton.it.channels;

/** Where a channel comes from. */
enum Origin {
    /** The JDK, for this process. */
    OWN,
    /** A ticket. */
    OPENED
}
