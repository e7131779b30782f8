package dev.baton.channels;

import java.nio.channels.NetworkChannel;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The channels whose own socket was replaced: their names no longer find their descriptors. */
final class Carriers {
    private static final Map<NetworkChannel, Integer> DESCRIPTORS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private Carriers() {}

    static void add(NetworkChannel channel, int descriptor) {
        DESCRIPTORS.put(channel, descriptor);
    }

    /** Null for any other channel. */
    static @Nullable Integer descriptor(NetworkChannel channel) {
        return DESCRIPTORS.get(channel);
    }
}
