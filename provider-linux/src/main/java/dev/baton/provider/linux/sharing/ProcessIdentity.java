package dev.baton.provider.linux.sharing;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.baton.ffm.Errno;
import dev.baton.ffm.ProcFile;
import dev.baton.winsock.Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which process a pid means just now, by {@code /proc}.
 *
 * @param pid its number
 * @param uid effective user
 * @param startTime clock ticks from boot to its start: with the pid, unlike any other process's
 */
record ProcessIdentity(int pid, int uid, long startTime) {
    private static final int MOST = 8192;

    /**
     * The process with this pid; empty if there is none, or none that this process may see.
     *
     * @throws SharingException {@code WSAEMFILE} if this process has no descriptor left to find out
     */
    static Optional<ProcessIdentity> of(int pid) throws SharingException {
        if (pid <= 0) {
            return Optional.empty();
        }
        String status = read("/proc/" + pid + "/status");
        String stat = read("/proc/" + pid + "/stat");
        return status.isEmpty() || ended(stat)
                ? Optional.empty()
                : Optional.of(new ProcessIdentity(pid, effectiveUid(status), startTime(stat)));
    }

    // A process that can't be looked at now must not count as one that has ended.
    private static String read(String path) throws SharingException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(MOST);
            long length = ProcFile.read(path, data);
            if (length == -Errno.EMFILE || length == -Errno.ENFILE) {
                throw new SharingException(
                        Constants.WSAEMFILE,
                        "cannot read "
                                + path
                                + ": no descriptor left ("
                                + Errno.name(length)
                                + ")");
            }
            return new String(
                    data.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE),
                    StandardCharsets.UTF_8);
        }
    }

    /** This process. */
    static ProcessIdentity self() throws SharingException {
        String pid = ProcFile.link("/proc/self");
        Optional<ProcessIdentity> self = of(pid.isEmpty() ? 0 : Integer.parseInt(pid));
        if (self.isEmpty()) {
            throw new SharingException(
                    Constants.WSASYSNOTREADY, "cannot read /proc/self: is /proc mounted?");
        }
        return self.get();
    }

    /** The pid namespace, as its inode: pids mean something only within one. */
    static String pidNamespace() {
        String link = ProcFile.link("/proc/self/ns/pid"); // "pid:[4026531836]"
        return link.substring(link.indexOf('[') + 1, Math.max(0, link.length() - 1));
    }

    // "Uid:  real  effective  saved  file-system", separated by tabs
    private static int effectiveUid(String status) {
        int effective = status.indexOf('\t', status.indexOf("\nUid:\t") + 6) + 1;
        return Integer.parseUnsignedInt(status, effective, status.indexOf('\t', effective), 10);
    }

    // A zombie has ended: its sockets and its inbox are gone.
    private static boolean ended(String stat) {
        int state = state(stat);
        return state >= stat.length() || stat.charAt(state) == 'Z' || stat.charAt(state) == 'X';
    }

    // The 22nd field; the state is the third.
    private static long startTime(String stat) {
        int field = state(stat);
        for (int i = 3; i < 22; i++) {
            field = stat.indexOf(' ', field) + 1;
        }
        return Long.parseLong(stat, field, stat.indexOf(' ', field), 10);
    }

    // The field before it is the command in parentheses, which may hold anything.
    private static int state(String stat) {
        int end = stat.lastIndexOf(')');
        return end < 0 ? stat.length() : end + 2;
    }
}
