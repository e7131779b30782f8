package dev.baton.channels;

import dev.baton.channels.handoff.Arrival;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accepts many items together. */
final class Acceptance {
    private Acceptance() {}

    // As with one item, all channels are made before any sender gives its own up.
    static <C extends NetworkChannel> Map<ReceivedItem, C> accept(
            Collection<ReceivedItem> items, ChannelKind kind, ChannelDoor.Adoption<C> adoption) {
        Map<ReceivedItem, C> accepted = new LinkedHashMap<>(2 * items.size());
        List<Arrival> arrivals = new ArrayList<>(items.size());
        for (ReceivedItem item : items) {
            try {
                accepted.put(item, item.prepare(kind, adoption));
                arrivals.add(item.arrival());
            } catch (IOException | RuntimeException e) {
                // It is as before; whoever wants to know why accepts it alone.
            }
        }
        Arrival.acknowledge(arrivals);
        accepted.entrySet().removeIf(entry -> !decided(entry.getKey().arrival(), entry.getValue()));
        return accepted;
    }

    private static boolean decided(Arrival arrival, NetworkChannel made) {
        if (arrival.owned()) {
            arrival.accepted();
            return true;
        }
        try {
            made.close();
        } catch (IOException e) {
            // The socket is the sender's, and the descriptor gone in any case.
        }
        arrival.lost(false);
        return false;
    }
}
