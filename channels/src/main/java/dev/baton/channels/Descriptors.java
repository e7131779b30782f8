package dev.baton.channels;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import dev.baton.winsock.Constants;
import java.lang.foreign.MemorySegment;

/** What is done with descriptors of sockets. */
final class Descriptors {
    private static final int IN_PASSING = 4;

    private Descriptors() {}

    /** A duplicate, close-on-exec. */
    static int copy(int descriptor) throws SharedChannelException {
        int copy = Linux.fcntl(descriptor, LinuxConstants.F_DUPFD_CLOEXEC, 0);
        if (copy < 0) {
            throw failure("cannot duplicate descriptor " + descriptor, copy);
        }
        return copy;
    }

    /** Whether there are fewer left than a channel may need in passing. */
    static boolean scarce() {
        int[] taken = new int[IN_PASSING];
        int count = 0;
        while (count < IN_PASSING) {
            taken[count] =
                    Linux.socket(
                            LinuxConstants.AF_UNIX,
                            LinuxConstants.SOCK_STREAM | LinuxConstants.SOCK_CLOEXEC,
                            0);
            if (taken[count] < 0) {
                break;
            }
            count++;
        }
        for (int i = 0; i < count; i++) {
            Linux.close(taken[i]);
        }
        return count < IN_PASSING;
    }

    /**
     * Puts a socket in place of another one.
     *
     * @param descriptor is closed
     */
    static void replace(int place, int descriptor) throws SharedChannelException {
        int result = Linux.dup3(descriptor, place, LinuxConstants.O_CLOEXEC);
        if (result < 0) {
            throw failure("cannot put a socket into descriptor " + place, result);
        }
        Linux.close(descriptor);
    }

    /** Sets or clears O_NONBLOCK, for all holders of the socket. */
    static void nonBlocking(int descriptor, boolean on) {
        MemorySegment value = Scratch.current().value();
        value.set(JAVA_INT, 0, on ? 1 : 0);
        Linux.ioctl(descriptor, LinuxConstants.FIONBIO, value);
    }

    /** {@code SO_COOKIE}, the socket's number; negative if it is no socket. */
    static long cookie(int descriptor) {
        return Linux.longSocketOption(
                descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_COOKIE);
    }

    /** {@code SO_DOMAIN}: the address family, Linux' number. */
    static int family(int descriptor) {
        return Linux.socketOption(descriptor, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_DOMAIN);
    }

    static SharedChannelException failure(String what, int error) {
        boolean full = error == -Errno.EMFILE || error == -Errno.ENFILE;
        return new SharedChannelException(
                full ? Constants.WSAEMFILE : Constants.WSAEINVAL,
                what
                        + ": "
                        + Errno.name(error)
                        + (full ? " (close some, or raise the limit: ulimit -n)" : ""));
    }
}
