package dev.baton.it.channels;

import dev.baton.channels.ChannelKind;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listener of TCP. */
final class HeldListener extends Held {
    private final SocketAddress name;
    private @Nullable SocketChannel client;

    private HeldListener(ServerSocketChannel listener, SocketAddress name, Origin origin)
            throws IOException {
        super(listener, ChannelKind.LISTENER, origin);
        this.name = name;
    }

    static HeldListener of(Origin origin) throws IOException {
        ServerSocketChannel listener = Family.IPV4.listen();
        return new HeldListener(listener, listener.getLocalAddress(), origin);
    }

    @Override
    int operation() {
        return SelectionKey.OP_ACCEPT;
    }

    @Override
    Object block() throws IOException {
        return ((ServerSocketChannel) channel()).accept();
    }

    @Override
    void arrives() throws IOException {
        client = SocketChannel.open(name);
    }

    @Override
    void othersTurn() throws IOException {
        try (SocketChannel waiting = client;
                RawHolder accepted = other().accepts()) {
            accepted.says("hello");
            if (waiting == null || !Manner.BLOCKING.read(waiting, 5).equals("hello")) {
                throw new AssertionError("another connection was accepted");
            }
        }
    }
}
