package dev.baton.channels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;

/**
 * A connection of which somebody else has read the first bytes: reads these, and then from the
 * connection. Not for use by two threads at once.
 */
public final class ReadAhead {
    private ReadAhead() {}

    /**
     * A stream of both.
     *
     * @param first read first; its position moves
     * @param rest in blocking mode; closed with the stream
     */
    public static InputStream stream(ByteBuffer first, SocketChannel rest) {
        return Channels.newInputStream(channel(first, rest));
    }

    /**
     * A channel of both.
     *
     * @param first read first; its position moves
     * @param rest closed with the channel
     */
    public static ReadableByteChannel channel(ByteBuffer first, ReadableByteChannel rest) {
        return new Both(first, rest);
    }

    private record Both(ByteBuffer first, ReadableByteChannel rest) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer destination) throws IOException {
            if (!first.hasRemaining() || !destination.hasRemaining() || !rest.isOpen()) {
                return rest.read(destination);
            }
            int size = Math.min(first.remaining(), destination.remaining());
            destination.put(destination.position(), first, first.position(), size);
            destination.position(destination.position() + size);
            first.position(first.position() + size);
            return size;
        }

        @Override
        public boolean isOpen() {
            return rest.isOpen();
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
