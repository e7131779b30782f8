package dev.baton.winsock.spi;

/** What a provider calls from time to time while an operation blocks. */
@FunctionalInterface
public interface LPBLOCKINGCALLBACK {
    /**
     * Lets the application work.
     *
     * @param dwContext the context from {@link UpcallTable#WPUQueryBlockingCallback}
     * @return nonzero to go on waiting, 0 if the operation was cancelled
     */
    int call(long dwContext);
}
