package dev.baton.provider.linux.sharing;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import dev.baton.ffm.Scratch;

/**
 * Who is at the other end of a unix socket, by the kernel's word.
 *
 * @param pid 0 if it is in a pid namespace that this process does not see
 * @param uid effective user when it connected or listened
 */
record PeerCredentials(int pid, int uid) {

    static PeerCredentials of(int socket) {
        Scratch scratch = Scratch.current();
        scratch.length().set(JAVA_INT, 0, 12);
        int result =
                Linux.getsockopt(
                        socket,
                        LinuxConstants.SOL_SOCKET,
                        LinuxConstants.SO_PEERCRED,
                        scratch.value(),
                        scratch.length());
        return result < 0
                ? new PeerCredentials(0, -1)
                : new PeerCredentials(
                        scratch.value().get(JAVA_INT, 0), scratch.value().get(JAVA_INT, 4));
    }

    /**
     * Finds out whether the process that began to listen still lives, so that its pid means it and
     * no other: it may have died, left the socket to another process and its pid to a third. A
     * pidfd is readable once its process has ended. Taken as alive where the kernel has no
     * SO_PEERPIDFD (before 6.5).
     *
     * @return 0 if it lives, or a negated error, {@code ESRCH} if it does not
     */
    static int alive(int socket) {
        int peer =
                Linux.socketOption(socket, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_PEERPIDFD);
        if (peer < 0) {
            return peer == -Errno.ENOPROTOOPT ? 0 : peer;
        }
        boolean ended = ended(peer);
        Linux.close(peer);
        return ended ? -Errno.ESRCH : 0;
    }

    /** Whether the process of a pidfd has ended. */
    static boolean ended(int pidfd) {
        Scratch scratch = Scratch.current();
        scratch.value().set(JAVA_INT, 0, pidfd);
        scratch.value().set(JAVA_INT, 4, LinuxConstants.POLLIN);
        scratch.timeout().fill((byte) 0);
        return Linux.ppoll(scratch.value(), 1, scratch.timeout()) > 0;
    }
}
