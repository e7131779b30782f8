package dev.baton.winsock.spi;

import java.lang.foreign.MemorySegment;

/** Called when an overlapped operation has completed. */
@FunctionalInterface
public interface LPWSAOVERLAPPED_COMPLETION_ROUTINE {
    /**
     * Tells the result.
     *
     * @param dwError 0 or a {@code WSA…} code
     * @param cbTransferred bytes moved
     * @param lpOverlapped the structure the operation was started with
     * @param dwFlags message flags as the operation would have returned them
     */
    void completed(int dwError, int cbTransferred, MemorySegment lpOverlapped, int dwFlags);
}
