package dev.baton.winsock.spi;

/** An asynchronous procedure call of {@link UpcallTable#WPUQueueApc}. */
@FunctionalInterface
public interface LPWSAUSERAPC {
    /**
     * Runs on the thread it was queued for, in an alertable wait.
     *
     * @param dwContext what was queued with it
     */
    void call(long dwContext);
}
