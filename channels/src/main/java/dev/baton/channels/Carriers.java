package dev.baton.channels;

import java.nio.channels.NetworkChannel;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of channels that can't be looked into. */
final class Carriers {
    /** Channels whose own socket was replaced: their names no longer find their descriptors. */
    private static final Map<NetworkChannel, Integer> DESCRIPTORS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private static final Set<NetworkChannel> SHARED =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private Carriers() {}

    static void add(NetworkChannel channel, int descriptor) {
        DESCRIPTORS.put(channel, descriptor);
    }

    /** Null for any other channel. */
    static @Nullable Integer descriptor(NetworkChannel channel) {
        return DESCRIPTORS.get(channel);
    }

    static void shared(NetworkChannel channel) {
        SHARED.add(channel);
    }

    static boolean isShared(NetworkChannel channel) {
        return SHARED.contains(channel);
    }
}
