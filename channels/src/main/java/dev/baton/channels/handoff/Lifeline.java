package dev.baton.channels.handoff;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.channels.HandoffException;
import dev.baton.channels.HandoffException.Reason;
import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The pipe by which a receiver learns how its sender ended, although the connection is over: one
 * that takes its items back leaves a byte in it, one that died does not.
 */
final class Lifeline {
    private static final MemorySegment BYTE = Arena.global().allocate(JAVA_BYTE);

    // Kept, so that writing is never a SIGPIPE.
    private final int readEnd;
    private final int writeEnd;

    private Lifeline(int readEnd, int writeEnd) {
        this.readEnd = readEnd;
        this.writeEnd = writeEnd;
    }

    static Lifeline open() throws HandoffException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            int result = Linux.pipe(pair, LinuxConstants.O_CLOEXEC | LinuxConstants.O_NONBLOCK);
            if (result < 0) {
                throw new HandoffException(
                        Reason.NO_DESCRIPTOR,
                        "cannot connect to a hand-over point: "
                                + Errno.name(result)
                                + " (close some descriptors, or raise the limit: ulimit -n)");
            }
            return new Lifeline(pair.get(JAVA_INT, 0), pair.getAtIndex(JAVA_INT, 1));
        }
    }

    /** What goes to the receiver. */
    int readEnd() {
        return readEnd;
    }

    /** Says that what is not acknowledged by now is the sender's. */
    void abandon() {
        Linux.write(writeEnd, BYTE, 1);
    }

    void close() {
        Linux.close(readEnd);
        Linux.close(writeEnd);
    }
}
