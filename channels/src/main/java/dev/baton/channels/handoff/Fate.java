package dev.baton.channels.handoff;

/** How a sender ended: whose are the items that nobody had acknowledged? */
enum Fate {
    /** It died and left them: the receiver's. */
    DIED,
    /** It has taken them back, or can't be told from one that has: the sender's. */
    GONE
}
