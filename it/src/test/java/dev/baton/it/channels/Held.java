package dev.baton.it.channels;

import dev.baton.channels.ChannelKind;
import dev.baton.channels.SharedChannels;
import java.io.IOException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A channel, another holder of its socket, and the peer of both. */
abstract sealed class Held implements AutoCloseable
        permits HeldConnection, HeldListener, HeldDatagrams {
    private final NetworkChannel channel;
    private final RawHolder other;

    /** What is held. */
    enum Kind {
        CONNECTION {
            @Override
            Held hold(Origin origin) throws IOException {
                return HeldConnection.of(origin);
            }
        },
        LISTENER {
            @Override
            Held hold(Origin origin) throws IOException {
                return HeldListener.of(origin);
            }
        },
        DATAGRAM {
            @Override
            Held hold(Origin origin) throws IOException {
                return HeldDatagrams.of(origin);
            }
        };

        abstract Held hold(Origin origin) throws IOException;
    }

    /**
     * Shares a channel.
     *
     * @param own a channel of the JDK; replaced by one that a ticket gave if the origin says so
     */
    Held(NetworkChannel own, ChannelKind kind, Origin origin) throws IOException {
        other = RawHolder.of(own, kind);
        channel = origin == Origin.OWN ? own : reopened(own, kind);
    }

    private static NetworkChannel reopened(NetworkChannel own, ChannelKind kind)
            throws IOException {
        long self = ProcessHandle.current().pid();
        return Opening.of(kind).open(SharedChannels.move(own, self));
    }

    NetworkChannel channel() {
        return channel;
    }

    RawHolder other() {
        return other;
    }

    SelectionKey register(Selector selector, int operations) throws IOException {
        SelectableChannel selectable = (SelectableChannel) channel;
        selectable.configureBlocking(false);
        SelectionKey key = selectable.register(selector, operations);
        selector.selectNow();
        return key;
    }

    void release() throws IOException {
        SharedChannels.release(channel);
    }

    /** The operation that is ready when something arrives. */
    abstract int operation();

    /** Waits for something to arrive at the channel. */
    abstract Object block() throws IOException;

    /** Lets something arrive at the socket. */
    abstract void arrives() throws IOException;

    /** Demands that the other holder gets what arrived, and can answer. */
    abstract void othersTurn() throws IOException;

    @Override
    public void close() throws IOException {
        channel.close();
        other.close();
    }
}
