package dev.baton.winsock.spi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the provider beneath a {@link NonIfsLayeredProvider} may call: its messages name its own
 * descriptors, and the window is to get those of the layer. A message on a connection that is just
 * being accepted waits until the layer has a descriptor for it.
 */
final class LowerMessages extends PassingUpcalls {
    private record Message(long hWnd, int Msg, long lParam) {}

    private final Map<Long, Long> uppers = new HashMap<>();
    private final Map<Long, List<Message>> early = new HashMap<>();
    private int accepts;

    LowerMessages(UpcallTable table) {
        super(table);
    }

    @Override
    public synchronized int WPUPostMessage(long hWnd, int Msg, long wParam, long lParam) {
        Long upper = uppers.get(wParam);
        if (upper == null && accepts > 0) {
            early.computeIfAbsent(wParam, s -> new ArrayList<>())
                    .add(new Message(hWnd, Msg, lParam));
            return 1;
        }
        return super.WPUPostMessage(hWnd, Msg, upper == null ? wParam : upper, lParam);
    }

    /** A descriptor beneath has one of the layer. */
    synchronized void add(long lower, long upper) {
        uppers.put(lower, upper);
        List<Message> waiting = early.remove(lower);
        if (waiting != null) {
            waiting.forEach(each -> super.WPUPostMessage(each.hWnd, each.Msg, upper, each.lParam));
        }
    }

    synchronized void remove(long lower) {
        uppers.remove(lower);
    }

    /** An accept goes down. */
    synchronized void accepting() {
        accepts++;
    }

    /** An accept has come back, and its connection has a descriptor of the layer or is closed. */
    synchronized void accepted() {
        if (--accepts == 0) {
            early.clear();
        }
    }
}
