package dev.baton.provider.linux;

import dev.baton.ffm.Errno;

/** A failed system call, on its way to {@code lpErrno}. */
final class LinuxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /** From a call's result: the negated error number. */
    LinuxException(long result) {
        super(Errno.name(result), null, false, false);
        this.errno = (int) -result;
    }

    /** The error number, positive. */
    int errno() {
        return errno;
    }
}
