package dev.baton.it.channels;

import dev.baton.ffm.Linux;
import dev.baton.ffm.LinuxConstants;
import java.util.ArrayList;
import java.util.List;

/** Uses this process's descriptors up. */
final class FullTable {
    private final List<Integer> copies = new ArrayList<>();

    /**
     * Takes descriptors until so many are left.
     *
     * @return how many it took
     */
    int fill(int left) {
        while (true) {
            int copy = Linux.fcntl(0, LinuxConstants.F_DUPFD_CLOEXEC, 0);
            if (copy < 0) {
                break;
            }
            copies.add(copy);
        }
        for (int i = 0; i < left; i++) {
            Linux.close(copies.removeLast());
        }
        return copies.size();
    }

    void empty() {
        copies.forEach(Linux::close);
        copies.clear();
    }
}
