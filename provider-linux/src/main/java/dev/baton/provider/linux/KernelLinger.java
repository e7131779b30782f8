package dev.baton.provider.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;

/** The kernel's {@code struct linger}: two ints, where Windows has two shorts. */
final class KernelLinger {
    private static final int SIZE = 8;

    private KernelLinger() {}

    /** Reads the option: l_onoff in the low, l_linger in the high 16 bits; or the negated errno. */
    static int get(int fd) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, SIZE);
        int result =
                Linux.getsockopt(
                        fd,
                        LinuxConstants.SOL_SOCKET,
                        LinuxConstants.SO_LINGER,
                        scratch.value(),
                        scratch.length());
        if (result < 0) {
            return result;
        }
        int seconds = Math.min(scratch.value().get(JAVA_INT, 4), Short.MAX_VALUE);
        return scratch.value().get(JAVA_INT, 0) | seconds << 16;
    }

    /** Sets the option: 0 or the negated errno. Linux keeps the time only while it is on. */
    static int set(int fd, boolean on, int seconds) {
        if (!on && seconds == 0) {
            return put(fd, 0, 0);
        }
        int result = put(fd, 1, seconds);
        return on || result < 0 ? result : put(fd, 0, seconds);
    }

    private static int put(int fd, int on, int seconds) {
        Scratch scratch = Scratch.current();
        scratch.value().set(JAVA_INT, 0, on);
        scratch.value().set(JAVA_INT, 4, seconds);
        return Linux.setsockopt(
                fd, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_LINGER, scratch.value(), SIZE);
    }

    static boolean on(int linger) {
        return (linger & 0xFFFF) != 0;
    }

    static int seconds(int linger) {
        return linger >>> 16;
    }
}
