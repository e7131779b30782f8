package dev.baton.it.channels;

import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import java.io.IOException;
import java.nio.channels.NetworkChannel;

/** How a channel goes to another process. */
enum Travel {
    /** The source keeps it. */
    DUPLICATE {
        @Override
        Ticket to(ChannelProcess target, NetworkChannel channel) throws IOException {
            return SharedChannels.duplicate(channel, target.pid());
        }
    },
    /** The source releases it. */
    MOVE {
        @Override
        Ticket to(ChannelProcess target, NetworkChannel channel) throws IOException {
            return SharedChannels.move(channel, target.pid());
        }
    };

    abstract Ticket to(ChannelProcess target, NetworkChannel channel) throws IOException;
}
