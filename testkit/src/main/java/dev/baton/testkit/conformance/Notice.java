package dev.baton.testkit.conformance;

import static dev.baton.winsock.Constants.FD_ACCEPT;
import static dev.baton.winsock.Constants.FD_CLOSE;
import static dev.baton.winsock.Constants.FD_CONNECT;
import static dev.baton.winsock.Constants.FD_OOB;
import static dev.baton.winsock.Constants.FD_READ;
import static dev.baton.winsock.Constants.FD_WRITE;

import dev.baton.testkit.Outcome;
import dev.baton.winsock.Constants;
import dev.baton.winsock.MessageWindow.Message;
import dev.baton.winsock.struct.ErrorNames;
import dev.baton.winsock.struct.WsaNetworkEvents;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One network event.
 *
 * @param event one bit, {@code FD_…}
 * @param error its error code
 */
record Notice(int event, int error) {
    private static final Map<Integer, String> NAMES =
            Map.of(
                    FD_READ,
                    "FD_READ",
                    FD_WRITE,
                    "FD_WRITE",
                    FD_OOB,
                    "FD_OOB",
                    FD_ACCEPT,
                    "FD_ACCEPT",
                    FD_CONNECT,
                    "FD_CONNECT",
                    FD_CLOSE,
                    "FD_CLOSE");

    /** The events of a mask, without errors. */
    static List<Notice> all(int mask) {
        List<Notice> all = new ArrayList<>();
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((mask & 1 << bit) != 0) {
                all.add(new Notice(1 << bit, 0));
            }
        }
        return all;
    }

    /** What {@code WSAEnumNetworkEvents} has returned. */
    static List<Notice> all(Outcome enumerated) {
        MemorySegment events = MemorySegment.ofArray(enumerated.succeeds().data());
        List<Notice> all = new ArrayList<>();
        for (Notice each : all(WsaNetworkEvents.lNetworkEvents(events))) {
            int bit = Integer.numberOfTrailingZeros(each.event());
            boolean known = bit < Constants.FD_MAX_EVENTS;
            all.add(new Notice(each.event(), known ? WsaNetworkEvents.iErrorCode(events, bit) : 0));
        }
        return all;
    }

    /** What a message says. */
    static Notice of(Message message) {
        return new Notice((int) message.lParam() & 0xffff, (int) (message.lParam() >>> 16));
    }

    @Override
    public String toString() {
        String name = NAMES.getOrDefault(event, "0x" + Integer.toHexString(event));
        return error == 0 ? name : name + " " + ErrorNames.name(error);
    }
}
