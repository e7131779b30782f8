package dev.baton.channels.handoff;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;
import java.util.Set;

/**
 * Who is at the other end of a unix socket, by the kernel's word.
 *
 * @param pid 0 if it is in a pid namespace that this process does not see
 * @param uid effective user when it connected or listened
 */
record Credentials(long pid, int uid) {
    private static final int SIZE = 12;

    static Credentials of(int socket) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, SIZE);
        int result =
                Linux.getsockopt(
                        socket,
                        LinuxConstants.SOL_SOCKET,
                        LinuxConstants.SO_PEERCRED,
                        scratch.value(),
                        scratch.length());
        return result < 0
                ? new Credentials(0, -1)
                : new Credentials(
                        scratch.value().get(JAVA_INT, 0), scratch.value().get(JAVA_INT, 4));
    }

    /** Whether this user may be at the other end: the own one, root, or one of those allowed. */
    boolean permitted(Set<Integer> allowed) {
        return uid == Linux.geteuid() || uid == 0 || allowed.contains(uid);
    }

    @Override
    public String toString() {
        return "process " + pid + " of user " + Integer.toUnsignedString(uid);
    }
}
