package dev.baton.provider.linux;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;

/**
 * What has happened to a socket, in terms of network events, as a 64-bit word: so that every change
 * is one atomic step, whichever process makes it and whenever it dies.
 *
 * <p>Windows keeps two things, and programs rely on both. An event is <em>recorded</em> when it
 * happens, whoever is registered, until {@code WSAEnumNetworkEvents} reads it; those that were
 * recorded and not yet told to the event object are <em>due</em>. A message is posted for what is
 * the case, if its event is <em>enabled</em>, which it is from {@code WSAAsyncSelect} to the
 * message, and again after the call that re-enables it.
 *
 * <p>{@code seen} is how much was waiting to be received when that was recorded last. Until
 * somebody receives, it only grows: if there is more, more has arrived.
 */
final class EventRecord {
    /** The events that happen on Linux. */
    static final int EVENTS = FD_READ | FD_WRITE | FD_OOB | FD_ACCEPT | FD_CONNECT | FD_CLOSE;

    static final int MOST_SEEN = (1 << 24) - 1;
    static final int MOST_URGENT_SEEN = (1 << 11) - 1;

    private static final int DUE_SHIFT = 6;
    private static final int ENABLED_SHIFT = 12;

    /** Somebody was registered once: calls must say what they did. */
    private static final long LIVE = 1L << 18;

    /** FD_WRITE was recorded, and no send has found the kernel full since. */
    private static final long WRITE_TOLD = 1L << 19;

    private static final long CLOSE_TOLD = 1L << 20;

    /** A connect has ended since the window was registered. */
    private static final long CONNECT_ENDED = 1L << 21;

    /** When FD_CLOSE was recorded, the connection had been reset. */
    private static final long RESET = 1L << 63;

    /** Counts the calls that re-enable: who looked at the socket before one must look again. */
    private static final int VERSION_SHIFT = 22;

    private static final long VERSION = 0x3FL << VERSION_SHIFT;
    private static final int SEEN_SHIFT = 28;
    private static final long SEEN = (long) MOST_SEEN << SEEN_SHIFT;
    private static final int URGENT_SHIFT = 52;
    private static final long URGENT = (long) MOST_URGENT_SEEN << URGENT_SHIFT;

    private EventRecord() {}

    static int recorded(long record) {
        return (int) record & EVENTS;
    }

    static int due(long record) {
        return (int) (record >>> DUE_SHIFT) & EVENTS;
    }

    static boolean live(long record) {
        return (record & LIVE) != 0;
    }

    static long register(long record) {
        return record | LIVE;
    }

    /** A window is registered: what is the case will be posted, what was will not. */
    static long registerWindow(long record) {
        return (record | LIVE | (long) EVENTS << ENABLED_SHIFT) & ~CONNECT_ENDED;
    }

    /** Whether FD_WRITE was recorded already. */
    static boolean writeTold(long record) {
        return (record & WRITE_TOLD) != 0;
    }

    /** Whether FD_CLOSE was recorded, and for a reset. */
    static boolean reset(long record) {
        return (record & RESET) != 0;
    }

    /**
     * Takes notice of what the kernel says now, for a new registration: if less is waiting than was
     * seen, somebody has received it and died before he could say so, or is no Baton program.
     */
    static long noticeAnew(long record, Glance glance) {
        boolean less = glance.waiting() < (int) ((record & SEEN) >>> SEEN_SHIFT);
        return notice(less ? record & ~SEEN : record, glance);
    }

    /**
     * Takes notice of what the kernel says now. What is not there any more was received, even if
     * whoever did that could not say so.
     */
    static long notice(long record, Glance glance) {
        long next = remove(record, (FD_READ | FD_OOB) & ~glance.events());
        int arrived = glance.events() & (FD_READ | FD_ACCEPT);
        if (arrived != 0 && glance.waiting() > (int) ((next & SEEN) >>> SEEN_SHIFT)) {
            next = add(next, arrived);
        }
        next = (next & ~SEEN) | (long) glance.waiting() << SEEN_SHIFT;
        if (glance.urgent() != 0 && glance.urgent() != (int) ((next & URGENT) >>> URGENT_SHIFT)) {
            next = add(next, FD_OOB);
        }
        next = (next & ~URGENT) | (long) glance.urgent() << URGENT_SHIFT;
        if ((glance.events() & FD_WRITE) != 0 && (next & WRITE_TOLD) == 0 && glance.named()) {
            next = add(next, FD_WRITE) | WRITE_TOLD;
        }
        if ((glance.events() & FD_CLOSE) != 0 && (next & CLOSE_TOLD) == 0) {
            next = add(next, FD_CLOSE) | CLOSE_TOLD | (glance.reset() ? RESET : 0);
        }
        return next;
    }

    private static long add(long record, int events) {
        long fresh = events & ~recorded(record);
        return record | fresh | fresh << DUE_SHIFT;
    }

    private static long remove(long record, int events) {
        return record & ~(events | (long) events << DUE_SHIFT);
    }

    private static long enable(long record, int events) {
        long next = (record + (1L << VERSION_SHIFT)) & VERSION;
        return (record & ~VERSION) | next | (long) events << ENABLED_SHIFT;
    }

    /** A receive or an accept took something, or found nothing. */
    static long taken(long record, int event) {
        long seen = event == FD_OOB ? URGENT : SEEN;
        return enable(remove(record, event), event) & ~seen;
    }

    /** A receive failed otherwise: that enables the message, and is nothing to the record. */
    static long failed(long record, int event) {
        return enable(record, event);
    }

    /** A send found the kernel full. */
    static long blocked(long record) {
        return enable(remove(record, FD_WRITE), FD_WRITE) & ~WRITE_TOLD;
    }

    /** A connect begins. */
    static long connecting(long record) {
        return enable(remove(record, FD_CONNECT | FD_WRITE | FD_CLOSE), FD_CONNECT | FD_WRITE)
                & ~(WRITE_TOLD | CLOSE_TOLD | CONNECT_ENDED | RESET);
    }

    /** A connect has ended, with or without success. */
    static long connected(long record) {
        return enable(add(record, FD_CONNECT), 0) | CONNECT_ENDED;
    }

    /** A datagram socket got a peer: no window is told. */
    static long associated(long record) {
        return add(connecting(record), FD_CONNECT);
    }

    /** Events were read by {@code WSAEnumNetworkEvents}. */
    static long read(long record, int events) {
        return remove(record, events);
    }

    /** The event object was told of events. */
    static long told(long record, int events) {
        return record & ~((long) events << DUE_SHIFT);
    }

    /** The messages to post to a window registered for {@code events}, if that is the case. */
    static int toPost(long record, int events, Glance glance) {
        int ended = (record & CONNECT_ENDED) != 0 ? FD_CONNECT : 0;
        int enabled = (int) (record >>> ENABLED_SHIFT) & EVENTS;
        return enabled & events & (glance.events() | ended);
    }

    /** Messages were posted. */
    static long posted(long record, int events) {
        long next = record & ~((long) events << ENABLED_SHIFT);
        return (events & FD_CONNECT) != 0 ? next & ~CONNECT_ENDED : next;
    }
}
