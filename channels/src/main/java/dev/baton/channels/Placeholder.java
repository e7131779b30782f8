package dev.baton.channels;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A socket on which nothing ever happens, for channels whose socket was taken away: a thread that
 * still reads finds nothing, neither data nor an end, and one that writes gets an error, until the
 * channel is closed. One pair for the process, two descriptors, for its life.
 */
final class Placeholder {
    private static int descriptor = -1;

    private Placeholder() {}

    /** Not to be closed. */
    static synchronized int descriptor() throws SharedChannelException {
        if (descriptor < 0) {
            descriptor = open();
        }
        return descriptor;
    }

    /** Puts a duplicate of it in place of a descriptor. */
    static void replace(int place) throws SharedChannelException {
        int result = Linux.dup3(descriptor(), place, LinuxConstants.O_CLOEXEC);
        if (result < 0) {
            throw Descriptors.failure("cannot take away the socket " + place, result);
        }
    }

    /** Whether a descriptor is a duplicate of it. */
    static boolean isAt(int place) throws SharedChannelException {
        return Descriptors.cookie(place) == Descriptors.cookie(descriptor());
    }

    private static int open() throws SharedChannelException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            int result =
                    Linux.socketpair(
                            LinuxConstants.AF_UNIX,
                            LinuxConstants.SOCK_STREAM
                                    | LinuxConstants.SOCK_CLOEXEC
                                    | LinuxConstants.SOCK_NONBLOCK,
                            0,
                            pair);
            if (result < 0) {
                throw Descriptors.failure("cannot open what takes the place of sockets", result);
            }
            int silent = pair.get(JAVA_INT, 0);
            Linux.shutdown(silent, LinuxConstants.SHUT_WR);
            return silent;
        }
    }
}
