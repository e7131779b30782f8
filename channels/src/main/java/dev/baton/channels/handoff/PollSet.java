package dev.baton.channels.handoff;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.Scratch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What a thread waits for. Not for use by two threads at once. */
final class PollSet {
    private static final int SIZE = 8;
    private static final long SECOND = 1_000_000_000L;

    private MemorySegment fds = Arena.ofAuto().allocate(16 * SIZE, 8);
    private int count;

    void clear() {
        count = 0;
    }

    /** Adds a descriptor and tells its index. */
    int add(int fd, int events) {
        if ((count + 1L) * SIZE > fds.byteSize()) {
            MemorySegment larger = Arena.ofAuto().allocate(2 * fds.byteSize(), 8);
            MemorySegment.copy(fds, 0, larger, 0, fds.byteSize());
            fds = larger;
        }
        fds.set(JAVA_INT, (long) count * SIZE, fd);
        fds.set(JAVA_INT, (long) count * SIZE + 4, events & 0xFFFF);
        return count++;
    }

    /** Waits, at most so many nanoseconds; a negative number waits without end. */
    void await(long nanos) {
        Linux.ppoll(fds, count, timeout(nanos));
    }

    /** What has been found at an index. */
    int found(int index) {
        return fds.get(JAVA_SHORT, (long) index * SIZE + 6);
    }

    /** Waits for one descriptor and tells what has been found, 0 if the time is over. */
    static int one(int fd, int events, long nanos) {
        MemorySegment poll = Scratch.current().value();
        poll.set(JAVA_INT, 0, fd);
        poll.set(JAVA_INT, 4, events);
        return Linux.ppoll(poll, 1, timeout(nanos)) > 0 ? poll.get(JAVA_SHORT, 6) : 0;
    }

    private static MemorySegment timeout(long nanos) {
        if (nanos < 0) {
            return MemorySegment.NULL;
        }
        MemorySegment timeout = Scratch.current().timeout();
        timeout.set(JAVA_LONG, 0, nanos / SECOND);
        timeout.set(JAVA_LONG, 8, nanos % SECOND);
        return timeout;
    }
}
