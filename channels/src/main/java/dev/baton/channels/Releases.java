package dev.baton.channels;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** Releases channels one after the other: looks for the process's selectors only once. */
final class Releases {
    private @Nullable Selectors selectors;

    /** As {@link SharedChannels#release(NetworkChannel)}. */
    void release(NetworkChannel channel) throws IOException {
        if (channel instanceof SelectableChannel selectable && selectable.isRegistered()) {
            detach(channel);
        }
        channel.close();
    }

    private void detach(NetworkChannel channel) throws IOException {
        Selectors known = selectors;
        if (known == null) {
            known = Selectors.all();
            selectors = known;
        }
        try {
            ChannelDoor.CURRENT.detach(channel, known);
        } catch (ClosedChannelException closed) {
            // Nothing is left to release.
        }
    }
}
