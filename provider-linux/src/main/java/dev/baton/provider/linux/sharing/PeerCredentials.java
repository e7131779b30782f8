package dev.baton.provider.linux.sharing;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.baton.ffm.Errno;
import dev.baton.ffm.FileStatus;
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
     * Finds out whether the peer's pid means the same process now as when it began to listen: a
     * process may have died and left the socket to another, and its pid to a third. By the inode of
     * the pidfd, which no two processes share; taken as the same where the kernel has no
     * SO_PEERPIDFD (before 6.5).
     *
     * @return 0 if it is the same, or a negated error, {@code ESRCH} if it is not
     */
    static int verify(int socket, int pid) {
        int peer =
                Linux.socketOption(socket, LinuxConstants.SOL_SOCKET, LinuxConstants.SO_PEERPIDFD);
        if (peer < 0) {
            return peer == -Errno.ENOPROTOOPT ? 0 : peer;
        }
        int now = Linux.pidfdOpen(pid);
        try {
            if (now < 0) {
                return now;
            }
            return FileStatus.of(peer).inode() == FileStatus.of(now).inode() ? 0 : -Errno.ESRCH;
        } finally {
            Linux.close(peer);
            if (now >= 0) {
                Linux.close(now);
            }
        }
    }
}
