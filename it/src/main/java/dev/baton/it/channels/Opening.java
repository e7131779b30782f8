package dev.baton.it.channels;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import dev.baton.channels.Ticket;
import java.io.IOException;
import java.nio.channels.NetworkChannel;

/** How the tickets of a kind are opened. */
@FunctionalInterface
interface Opening {
    NetworkChannel open(Ticket ticket) throws IOException;

    static Opening of(ChannelKind kind) {
        return switch (kind) {
            case CONNECTION -> SharedChannels::openSocketChannel;
            case LISTENER -> SharedChannels::openServerSocketChannel;
            case DATAGRAM -> SharedChannels::openDatagramChannel;
        };
    }
}
