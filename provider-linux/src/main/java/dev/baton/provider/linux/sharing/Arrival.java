package dev.baton.provider.linux.sharing;

import dev.baton.ffm.Linux;

/**
 * A duplicate that has come and was not opened yet. Its descriptor belongs to whoever takes it out
 * of the {@link PendingTable}.
 *
 * @param handle under which it is asked for
 * @param fd open, close-on-exec
 * @param offer what it is, checked against the kernel
 * @param deadline {@link System#nanoTime} at which it ends unopened; {@link Long#MAX_VALUE}: never
 * @param expected whether the common block of this user's processes counts it as on its way
 */
record Arrival(int handle, int fd, Offer offer, long deadline, boolean expected) {
    boolean expired(long now) {
        return deadline != Long.MAX_VALUE && now - deadline >= 0;
    }

    void close() {
        Linux.close(fd);
    }
}
