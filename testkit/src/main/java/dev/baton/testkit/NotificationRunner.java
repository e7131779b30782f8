package dev.baton.testkit;

import dev.baton.winsock.Constants;
import dev.baton.winsock.MessageWindow;
import dev.baton.winsock.Winsock;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the calls on events, windows and network events, and keeps what they have made. */
final class NotificationRunner {
    private static final byte[] NOTHING = {};

    private static final Set<Long> EVENTS = ConcurrentHashMap.newKeySet();
    private static final Map<Long, MessageWindow> WINDOWS = new ConcurrentHashMap<>();

    private NotificationRunner() {}

    static Outcome run(Call call) {
        long s = call.s();
        return switch (call.operation()) {
            case CREATE_EVENT -> createEvent(call);
            case CLOSE_EVENT -> {
                EVENTS.remove(s);
                yield truth(call, Winsock.WSACloseEvent(s));
            }
            case SET_EVENT -> truth(call, Winsock.WSASetEvent(s));
            case RESET_EVENT -> truth(call, Winsock.WSAResetEvent(s));
            case AWAIT_EVENT -> done(call, await(s, call.number(0)));
            case EVENT_SELECT ->
                    done(call, Winsock.WSAEventSelect(s, call.handle(0), call.number(1)));
            case ENUM_EVENTS -> enumerate(call);
            case OPEN_WINDOW -> {
                MessageWindow window = MessageWindow.open();
                WINDOWS.put(window.handle(), window);
                yield done(call, window.handle());
            }
            case CLOSE_WINDOW -> {
                window(s).close();
                WINDOWS.remove(s);
                yield done(call, 0);
            }
            case POLL_WINDOW -> poll(call);
            case ASYNC_SELECT ->
                    done(
                            call,
                            Winsock.WSAAsyncSelect(
                                    s, call.handle(0), call.number(1), call.number(2)));
            case CLOSE_HANDLES -> closeHandles(call);
            default -> throw new AssertionError(call + " is about something else");
        };
    }

    private static Outcome createEvent(Call call) {
        long event = Winsock.WSACreateEvent();
        if (event == Constants.WSA_INVALID_EVENT) {
            return done(call, Constants.SOCKET_ERROR);
        }
        EVENTS.add(event);
        return done(call, event);
    }

    private static int await(long event, int milliseconds) {
        return Winsock.WSAWaitForMultipleEvents(
                1, MemorySegment.ofArray(new long[] {event}), 0, milliseconds, 0);
    }

    private static Outcome enumerate(Call call) {
        var events = new byte[WsaNetworkEvents.SIZEOF];
        int result =
                Winsock.WSAEnumNetworkEvents(
                        call.s(), call.handle(0), MemorySegment.ofArray(events));
        return CallRunner.outcome(call, result, events);
    }

    private static Outcome poll(Call call) {
        return window(call.s())
                .poll(Duration.ofMillis(call.number(0)))
                .map(message ->
                        CallRunner.outcome(
                                call,
                                1,
                                ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                                        .putInt(message.message())
                                        .putLong(message.wParam())
                                        .putLong(message.lParam())
                                        .array()))
                .orElseGet(() -> done(call, 0));
    }

    private static MessageWindow window(long handle) {
        MessageWindow window = WINDOWS.get(handle);
        if (window == null) {
            throw new AssertionError(handle + " is no window of this process");
        }
        return window;
    }

    private static Outcome closeHandles(Call call) {
        EVENTS.forEach(Winsock::WSACloseEvent);
        EVENTS.clear();
        WINDOWS.values().forEach(MessageWindow::close);
        WINDOWS.clear();
        return done(call, 0);
    }

    /** A function that returns a BOOL: 0 is its failure. */
    private static Outcome truth(Call call, int result) {
        return done(call, result == 0 ? Constants.SOCKET_ERROR : 0);
    }

    private static Outcome done(Call call, long result) {
        return CallRunner.outcome(call, result, NOTHING);
    }
}
