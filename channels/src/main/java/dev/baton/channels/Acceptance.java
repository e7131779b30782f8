package dev.baton.channels;

import dev.baton.channels.handoff.Arrival;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.NetworkChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accepts many items together. */
final class Acceptance {
    private static final Logger LOG = System.getLogger("dev.baton.channels");

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
                LOG.log(Level.DEBUG, "not accepted with others", e);
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
            LOG.log(Level.DEBUG, "a channel that was taken back", e);
        }
        arrival.lost(false);
        return false;
    }
}
