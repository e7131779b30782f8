package dev.baton.winsock.internal;

import dev.baton.winsock.Constants;
import dev.baton.winsock.internal.event.ApcQueue;
import dev.baton.winsock.internal.event.Event;
import dev.baton.winsock.internal.event.EventTable;
import dev.baton.winsock.internal.event.Wait;
import dev.baton.winsock.struct.Memory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** The functions on event objects. */
public final class Events {
    private static final int TRUE = 1;
    private static final int FALSE = 0;
    private static final EventTable EVENTS = EventTable.process();

    private Events() {}

    /** {@code WSACreateEvent}. */
    public static long create() {
        if (Session.current() == null) {
            fail(Constants.WSANOTINITIALISED);
            return Constants.WSA_INVALID_EVENT;
        }
        long event = EVENTS.create();
        if (event == Constants.WSA_INVALID_EVENT) {
            fail(Constants.WSA_NOT_ENOUGH_MEMORY);
        }
        return event;
    }

    /** {@code WSACloseEvent}. */
    public static int close(long hEvent) {
        return on(hEvent, EVENTS::close);
    }

    /** {@code WSASetEvent}. */
    public static int set(long hEvent) {
        return on(hEvent, EVENTS::set);
    }

    /** {@code WSAResetEvent}. */
    public static int reset(long hEvent) {
        return on(hEvent, EVENTS::reset);
    }

    private static int on(long hEvent, LongPredicate change) {
        if (Session.current() == null) {
            fail(Constants.WSANOTINITIALISED);
            return FALSE;
        }
        if (!change.test(hEvent)) {
            fail(Constants.WSA_INVALID_HANDLE);
            return FALSE;
        }
        return TRUE;
    }

    /** {@code WSAWaitForMultipleEvents}. */
    public static int await(
            int cEvents, MemorySegment lphEvents, boolean all, int dwTimeout, boolean alertable) {
        if (Session.current() == null) {
            return fail(Constants.WSANOTINITIALISED);
        }
        if (cEvents < 1 || cEvents > Constants.WSA_MAXIMUM_WAIT_EVENTS) {
            return fail(Constants.WSA_INVALID_PARAMETER);
        }
        if (!Memory.readable(lphEvents, (long) cEvents * Long.BYTES)) {
            return fail(Constants.WSAEFAULT);
        }
        List<Event> events = new ArrayList<>(cEvents);
        // Only this reads the caller's memory: what a procedure call throws is its own.
        if (Dispatch.guarded(() -> collect(lphEvents, cEvents, events)) != 0) {
            return Constants.WSA_WAIT_FAILED;
        }
        ApcQueue apcs = alertable ? ApcQueue.current() : null;
        int result = Wait.await(events, all, dwTimeout, apcs);
        if (result == Constants.WSA_WAIT_FAILED) {
            return fail(Constants.WSA_INVALID_HANDLE);
        }
        if (apcs != null && result == Constants.WSA_WAIT_IO_COMPLETION) {
            apcs.run();
        }
        return result;
    }

    private static int collect(MemorySegment handles, int count, List<Event> events) {
        for (int i = 0; i < count; i++) {
            Event event = EVENTS.find(Memory.int64(handles, (long) i * Long.BYTES));
            if (event == null) {
                return fail(Constants.WSA_INVALID_HANDLE);
            }
            events.add(event);
        }
        return 0;
    }

    // WSA_WAIT_FAILED is the number of SOCKET_ERROR.
    private static int fail(int error) {
        return ThreadState.current().fail(error);
    }
}
