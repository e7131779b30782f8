package dev.baton.winsock.spi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the provider beneath a {@link NonIfsLayeredProvider} may call: its messages name its own
 * descriptors, and the window is to get those of the layer. A message on a connection that is just
 * being accepted waits until the layer has a descriptor for it.
 */
final class LowerMessages extends PassingUpcalls {
    private static final int MOST_CLOSED = 10_000;

    private record Message(long hWnd, int Msg, long lParam) {}

    /**
     * Closed descriptors that a window was registered through: where another one of the socket is
     * left, messages go on to name them. The oldest are forgotten.
     */
    private static final class Closed extends LinkedHashMap<Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST_CLOSED;
        }
    }

    private final Map<Long, Long> uppers = new HashMap<>();
    private final Map<Long, List<Message>> early = new HashMap<>();
    private final Set<Long> registered = new HashSet<>();
    private final Closed closed = new Closed();
    private int accepts;

    LowerMessages(UpcallTable table) {
        super(table);
    }

    @Override
    public synchronized int WPUPostMessage(long hWnd, int Msg, long wParam, long lParam) {
        Long upper = uppers.getOrDefault(wParam, closed.get(wParam));
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
        Long upper = uppers.remove(lower);
        if (registered.remove(lower) && upper != null) {
            closed.put(lower, upper);
        }
    }

    /** A window was registered through a descriptor beneath. */
    synchronized void register(long lower) {
        if (uppers.containsKey(lower)) {
            registered.add(lower);
        }
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
