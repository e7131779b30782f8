package dev.baton.it.channels;

import dev.baton.channels.ChannelKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A TCP connection. */
final class HeldConnection extends Held {
    private final Line line;

    private HeldConnection(Line line, Origin origin) throws IOException {
        super(line.channel(), ChannelKind.CONNECTION, origin);
        this.line = line;
    }

    static HeldConnection of(Origin origin) throws IOException {
        return new HeldConnection(Line.tcp(), origin);
    }

    Line line() {
        return line;
    }

    @Override
    int operation() {
        return SelectionKey.OP_READ;
    }

    @Override
    Object block() throws IOException {
        return ((SocketChannel) channel()).read(ByteBuffer.allocate(1));
    }

    @Override
    void arrives() throws IOException {
        line.hearsNothing();
        line.says("arrived");
    }

    @Override
    void othersTurn() throws IOException {
        other().hears("arrived");
        line.talksWith(other());
    }

    @Override
    public void close() throws IOException {
        super.close();
        line.close();
    }
}
