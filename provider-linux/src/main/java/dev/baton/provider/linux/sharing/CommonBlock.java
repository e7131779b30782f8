package dev.baton.provider.linux.sharing;

import dev.baton.winsock.Constants;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * The values that all holders of a shared socket have in common: a slot of the shared file, found
 * by the number the kernel gives each socket ({@code SO_COOKIE}), which is never used again.
 *
 * <p>A slot holds the cookie, when it was last joined or left, 72 bytes of values, how many
 * duplicates are on their way, its kind, and one bit for each process that holds the socket. A
 * process that ends leaves its bits to whoever takes its row. A slot that nobody holds and no
 * duplicate is on its way to is free for another socket; a duplicate that was lost with a process
 * that died keeps it for ten minutes. All changes are single atomic steps, so a process that dies
 * at any instruction leaves a valid slot.
 */
public final class CommonBlock {
    private static final long COOKIE = 0;
    private static final long TOUCHED = 8;
    private static final long VALUES = 16;
    private static final long REGISTRATION = VALUES + Slot.REGISTRATION;
    private static final long ON_THEIR_WAY = 88;
    private static final long KIND = 92;
    private static final long HOLDERS = 96;
    private static final int HOLDER_WORDS = SharedFile.PROCESSES / 64;

    /** Longer than a duplicate stays unclaimed, if the user has not set otherwise. */
    private static final long KEPT_MILLIS = 600_000;

    private static final int PROBES = 512;

    private final SharedFile file;
    private final MemorySegment memory;
    private final ProcessTable processes;
    private final int self;
    private final Map<Long, Holding> holdings = new HashMap<>();
    private boolean closed;

    CommonBlock(SharedFile file, ProcessTable processes, int self) {
        this.file = file;
        this.memory = file.memory();
        this.processes = processes;
        this.self = self;
    }

    /** This process's holding of one socket, by one descriptor or several. */
    private final class Holding implements Slot {
        final long cookie;
        final int index;
        int descriptors = 1;

        Holding(long cookie, int index) {
            this.cookie = cookie;
            this.index = index;
        }

        @Override
        public MemorySegment memory() {
            return memory;
        }

        @Override
        public long values() {
            return at(index) + VALUES;
        }

        @Override
        public boolean sole() {
            synchronized (holdings) {
                return descriptors == 1 && !expected(index) && holders(index) == 1;
            }
        }

        @Override
        public void expect(int duplicates) {
            Words.addNotBelowZero(memory, at(index) + ON_THEIR_WAY, duplicates);
        }

        @Override
        public void leave() {
            synchronized (holdings) {
                if (--descriptors == 0 && holdings.remove(cookie, this)) {
                    giveUp(index);
                }
            }
        }
    }

    private void giveUp(int index) {
        try {
            touch(index);
            hold(index, self, false);
        } catch (InternalError fault) {
            gone(fault);
        }
    }

    /**
     * Joins a socket's holders, for one descriptor of this process.
     *
     * @param cookie the socket's
     * @param kind what it is
     * @param initial up to 72 bytes that become the values if there are none yet
     * @return what the descriptor must give up when it is closed
     * @throws SharingException {@code WSAENOBUFS} if there is no room
     */
    public Slot join(long cookie, SocketKind kind, MemorySegment initial) throws SharingException {
        synchronized (holdings) {
            if (closed) {
                throw new SharingException(Constants.WSANOTINITIALISED, "Winsock is being ended");
            }
            Holding held = holdings.get(cookie);
            if (held != null) {
                held.descriptors++;
                return held;
            }
            Holding joined = new Holding(cookie, findOrMake(cookie, kind, initial));
            holdings.put(cookie, joined);
            return joined;
        }
    }

    /** A duplicate that was on its way ends, and nobody holds the socket for it. */
    void lost(long cookie) {
        try {
            int index = find(cookie);
            if (index >= 0) {
                Words.addNotBelowZero(memory, at(index) + ON_THEIR_WAY, -1);
            }
        } catch (InternalError fault) {
            gone(fault);
        }
    }

    /** Whether a socket is in the block, and of that kind. */
    boolean knows(long cookie, SocketKind kind) {
        try {
            int index = find(cookie);
            return index >= 0 && Words.readInt(memory, at(index) + KIND) == kind.packed();
        } catch (InternalError fault) {
            return false;
        }
    }

    /** Gives up what calls that are still under way hold: their process's row goes to another. */
    void close() {
        synchronized (holdings) {
            closed = true;
            holdings.values().forEach(holding -> giveUp(holding.index));
            holdings.clear();
        }
    }

    // Somebody has cut the file off: what is in use goes on without it, as far as it can.
    private static void gone(InternalError fault) {
        Log.LOG.log(Level.WARNING, "the memory that sockets share is gone", fault);
    }

    private int find(long cookie) {
        for (int probe = 0; probe < PROBES; probe++) {
            int index = index(cookie, probe);
            long there = file.used(index) ? Words.read(memory, at(index) + COOKIE) : 0;
            if (there == cookie) {
                return index;
            }
            if (there == 0) {
                return -1;
            }
        }
        return -1;
    }

    // Neighbouring cookies stay on one page, the pages are scattered: little memory is touched, and
    // a long run of live sockets does not block the cookies that come round again.
    private static int index(long cookie, int probe) {
        long scattered = (cookie >>> 5) * 0x9E37_79B9_7F4A_7C15L;
        int page = (int) (scattered >>> 51);
        int first = page * 32 + ((int) cookie & 31);
        return (first + probe) & (SharedFile.SLOT_COUNT - 1);
    }

    private int findOrMake(long cookie, SocketKind kind, MemorySegment initial)
            throws SharingException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int free = -1;
            int found = -1;
            for (int probe = 0; probe < PROBES && found < 0; probe++) {
                int index = index(cookie, probe);
                file.back(index);
                long there = Words.read(memory, at(index) + COOKIE);
                if (there == cookie) {
                    found = index;
                } else if (free < 0 && reusable(index, there)) {
                    free = index;
                }
                if (there == 0) {
                    break;
                }
            }
            if (found < 0 && free >= 0 && make(free, cookie, kind, initial)) {
                // Another process may have made one at the same time: the first one counts.
                awaitMakers(cookie, free);
                found = find(cookie);
            }
            if (found >= 0 && holds(found, cookie)) {
                return found;
            }
            if (found < 0 && free < 0) {
                break;
            }
        }
        throw new SharingException(
                Constants.WSAENOBUFS,
                "cannot share one more socket: the common block has no free slot near "
                        + index(cookie, 0));
    }

    // A slot is made in a microsecond; a process that stands still in it is not waited for long.
    private void awaitMakers(long cookie, int made) {
        long end = System.nanoTime() + 1_000_000;
        for (int probe = 0; index(cookie, probe) != made; probe++) {
            long at = at(index(cookie, probe)) + COOKIE;
            while (Words.read(memory, at) < 0 && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        }
    }

    // Between looking and holding, the slot may have been given away: then look again.
    private boolean holds(int index, long cookie) {
        hold(index, self, true);
        if (Words.read(memory, at(index) + COOKIE) == cookie) {
            touch(index);
            return true;
        }
        hold(index, self, false);
        return false;
    }

    private boolean make(int index, long cookie, SocketKind kind, MemorySegment initial) {
        long at = at(index);
        long before = Words.read(memory, at + COOKIE);
        if (!reusable(index, before) || !Words.replace(memory, at + COOKIE, before, -(self + 1L))) {
            return false;
        }
        // Somebody may have found the socket here between the look and the claim.
        if (before > 0 && inUse(index)) {
            Words.write(memory, at + COOKIE, before);
            return false;
        }
        memory.asSlice(at + VALUES, SharedFile.SLOT_SIZE - VALUES).fill((byte) 0);
        MemorySegment.copy(initial, 0, memory, at + VALUES, initial.byteSize());
        Words.writeInt(memory, at + KIND, kind.packed());
        touch(index);
        Words.write(memory, at + COOKIE, cookie);
        return true;
    }

    // 0: never used. Negative: a process is just making it; if that process has ended, nobody is.
    private boolean reusable(int index, long cookie) {
        if (cookie > 0) {
            return !inUse(index);
        }
        long maker = -cookie - 1;
        return cookie == 0
                || maker < 0
                || maker >= SharedFile.PROCESSES
                || processes.dead((int) maker);
    }

    private boolean inUse(int index) {
        return holders(index) != 0 || expected(index);
    }

    // What a process that died had sent or should have opened is not expected for ever.
    private boolean expected(int index) {
        return Words.readInt(memory, at(index) + ON_THEIR_WAY) != 0
                && System.currentTimeMillis() - Words.read(memory, at(index) + TOUCHED)
                        < KEPT_MILLIS;
    }

    private int holders(int index) {
        int holders = 0;
        for (int word = 0; word < HOLDER_WORDS; word++) {
            holders += Long.bitCount(Words.read(memory, at(index) + HOLDERS + word * 8L));
        }
        return holders;
    }

    /** Forgets what a process held, whose row somebody takes over. */
    static void forget(SharedFile file, int process) {
        long bit = 1L << (process & 63);
        for (int index = file.nextUsed(0); index >= 0; index = file.nextUsed(index + 1)) {
            Words.replace(file.memory(), at(index) + COOKIE, -(process + 1L), Long.MIN_VALUE);
            long word = at(index) + HOLDERS + (process >>> 6) * 8L;
            if ((Words.read(file.memory(), word) & bit) != 0) {
                // In this order: without a holder, the time alone keeps it for what is on its way.
                Words.write(file.memory(), at(index) + TOUCHED, System.currentTimeMillis());
                Words.and(file.memory(), word, ~bit);
            }
            endRegistration(file.memory(), at(index) + REGISTRATION, process);
            endTurns(file.memory(), at(index) + VALUES + Slot.RECEIVES, process);
            endTurns(file.memory(), at(index) + VALUES + Slot.SENDS, process);
        }
    }

    private static void endRegistration(MemorySegment memory, long at, int process) {
        long before = Words.read(memory, at);
        while (Registration.owner(before) == process
                && !Words.replace(memory, at, before, Registration.none(before))) {
            before = Words.read(memory, at);
        }
    }

    // Those behind look again from time to time.
    private static void endTurns(MemorySegment memory, long at, int process) {
        long before = Words.read(memory, at);
        while (Turns.count(before, process) > 0
                && !Words.replace(memory, at, before, Turns.without(before, process))) {
            before = Words.read(memory, at);
        }
    }

    private void hold(int index, int process, boolean holds) {
        long word = at(index) + HOLDERS + (process >>> 6) * 8L;
        long bit = 1L << (process & 63);
        if (holds) {
            Words.or(memory, word, bit);
        } else {
            Words.and(memory, word, ~bit);
        }
    }

    private void touch(int index) {
        Words.write(memory, at(index) + TOUCHED, System.currentTimeMillis());
    }

    private static long at(int index) {
        return SharedFile.SLOTS + (long) index * SharedFile.SLOT_SIZE;
    }
}
