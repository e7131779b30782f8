package dev.baton.channels;

import java.io.IOException;

/** What holds a socket and can share it or give it up: a channel of whatever library. */
public interface Shareable {
    /**
     * Duplicates the descriptor, and sees to it that its owner does not change the socket's common
     * {@code O_NONBLOCK} any more.
     *
     * @return close-on-exec, the caller's
     * @throws IOException if it is closed, or can't be shared
     */
    int duplicate() throws IOException;

    /**
     * Closes its descriptor and nothing else: those who share the socket notice nothing. Without
     * effect if it is closed.
     *
     * @throws IOException if that can't be; then it is open as before
     */
    void release() throws IOException;
}
