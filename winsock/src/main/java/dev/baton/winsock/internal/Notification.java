package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.event.EventTable;
import dev.baton.winsock.internal.event.MessageQueue;
import java.lang.foreign.MemorySegment;

/** The functions on network events: they know what is an event and what a window. */
public final class Notification {
    private static final EventTable EVENTS = EventTable.process();

    private Notification() {}

    /** {@code WSAEventSelect}. */
    public static int eventSelect(long s, long hEventObject, int lNetworkEvents) {
        return Dispatch.status(
                s,
                (provider, frame) ->
                        lNetworkEvents != 0 && !eventOrNull(hEventObject)
                                ? frame.fail(Constants.WSAEINVAL)
                                : provider.WSPEventSelect(
                                        s, hEventObject, lNetworkEvents, frame.lpErrno()));
    }

    /** {@code WSAEnumNetworkEvents}. */
    public static int enumerate(long s, long hEventObject, MemorySegment lpNetworkEvents) {
        return Dispatch.status(
                s,
                (provider, frame) ->
                        eventOrNull(hEventObject)
                                ? provider.WSPEnumNetworkEvents(
                                        s, hEventObject, lpNetworkEvents, frame.lpErrno())
                                : frame.fail(Constants.WSAEINVAL));
    }

    /** {@code WSAAsyncSelect}. */
    public static int asyncSelect(long s, long hWnd, int wMsg, int lEvent) {
        return Dispatch.status(
                s,
                (provider, frame) ->
                        lEvent != 0 && !MessageQueue.isOpen(hWnd)
                                ? frame.fail(Constants.WSAEINVAL)
                                : provider.WSPAsyncSelect(s, hWnd, wMsg, lEvent, frame.lpErrno()));
    }

    // That there must be one is for the provider to say.
    private static boolean eventOrNull(long hEventObject) {
        return hEventObject == Constants.WSA_INVALID_EVENT || EVENTS.find(hEventObject) != null;
    }
}
