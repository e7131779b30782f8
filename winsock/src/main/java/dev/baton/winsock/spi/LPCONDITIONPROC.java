package dev.baton.winsock.spi;

import java.lang.foreign.MemorySegment;

/** The condition function of {@code WSAAccept}. */
@FunctionalInterface
public interface LPCONDITIONPROC {
    /**
     * Decides about one incoming connection, on the thread that called {@code WSAAccept}.
     *
     * @param lpCallerId the connecting entity's address, a {@code sockaddr}
     * @param lpCallerData connect data, {@code NULL}: no shipped transport carries any
     * @param lpSQOS flow specification, {@code NULL}
     * @param lpGQOS reserved, {@code NULL}
     * @param lpCalleeId the local address, a {@code sockaddr}
     * @param lpCalleeData room for answer data, {@code NULL}
     * @param g group to join or create, four bytes, may be written
     * @param dwCallbackData what the caller of {@code WSAAccept} passed
     * @return {@code CF_ACCEPT}, {@code CF_REJECT} or {@code CF_DEFER}
     */
    int condition(
            MemorySegment lpCallerId,
            MemorySegment lpCallerData,
            MemorySegment lpSQOS,
            MemorySegment lpGQOS,
            MemorySegment lpCalleeId,
            MemorySegment lpCalleeData,
            MemorySegment g,
            long dwCallbackData);
}
