package dev.baton.it.channels;

import dev.baton.channels.ChannelKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;

/** A socket of UDP. */
final class HeldDatagrams extends Held {
    private final SocketAddress name;
    private final DatagramChannel peer;

    private HeldDatagrams(DatagramChannel channel, SocketAddress name, Origin origin)
            throws IOException {
        super(channel, ChannelKind.DATAGRAM, origin);
        this.name = name;
        this.peer = bound();
    }

    static HeldDatagrams of(Origin origin) throws IOException {
        DatagramChannel channel = bound();
        return new HeldDatagrams(channel, channel.getLocalAddress(), origin);
    }

    private static DatagramChannel bound() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @Override
    int operation() {
        return SelectionKey.OP_READ;
    }

    @Override
    Object block() throws IOException {
        return ((DatagramChannel) channel()).receive(ByteBuffer.allocate(1));
    }

    @Override
    void arrives() throws IOException {
        peer.send(ByteBuffer.wrap("arrived".getBytes(StandardCharsets.ISO_8859_1)), name);
    }

    @Override
    void othersTurn() {
        other().hears("arrived");
    }

    @Override
    public void close() throws IOException {
        super.close();
        peer.close();
    }
}
