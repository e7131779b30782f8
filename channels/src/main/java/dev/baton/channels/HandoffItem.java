package dev.baton.channels;

import java.nio.ByteBuffer;
import java.nio.channels.NetworkChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is to be handed over, with what the receiver must know to go on with it.
 * Immutable; the channel stays as it is until a receiver has acknowledged it.
 */
public final class HandoffItem {
    /** The most bytes of a context, and of a read-ahead: 16 MiB. */
    public static final int MOST_BYTES = 16 << 20;

    /** The most bytes of a kind, in UTF-8. */
    public static final int MOST_KIND = 255;

    private static final byte[] NOTHING = {};

    private final @Nullable NetworkChannel channel;
    private final @Nullable Shareable shareable;
    private final String kind;
    private final byte[] context;
    private final byte[] readAhead;

    private HandoffItem(
            @Nullable NetworkChannel channel,
            @Nullable Shareable shareable,
            String kind,
            byte[] context,
            byte[] readAhead) {
        this.channel = channel;
        this.shareable = shareable;
        this.kind = kind;
        this.context = context;
        this.readAhead = readAhead;
    }

    /**
     * A channel of the JDK.
     *
     * @param channel a connected {@link java.nio.channels.SocketChannel}, a bound {@link
     *     java.nio.channels.ServerSocketChannel} or a {@link java.nio.channels.DatagramChannel}
     */
    public static HandoffItem of(NetworkChannel channel) {
        return new HandoffItem(channel, null, "", NOTHING, NOTHING);
    }

    /**
     * A channel of another library.
     *
     * @param shareable what holds the socket
     */
    public static HandoffItem of(Shareable shareable) {
        return new HandoffItem(null, shareable, "", NOTHING, NOTHING);
    }

    /**
     * The same with a label, by which the receiver tells one kind of session from another.
     *
     * @param label at most {@link #MOST_KIND} bytes in UTF-8
     * @throws IllegalArgumentException if it has more
     */
    public HandoffItem withKind(String label) {
        int size = label.getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_KIND) {
            throw new IllegalArgumentException(
                    "a kind of " + size + " bytes: at most " + MOST_KIND + " are possible");
        }
        return new HandoffItem(channel, shareable, label, context, readAhead);
    }

    /**
     * The same with the state of its session.
     *
     * @param bytes at most {@link #MOST_BYTES}, which are copied
     * @throws IllegalArgumentException if there are more
     */
    public HandoffItem withContext(byte[] bytes) {
        return withContext(ByteBuffer.wrap(bytes));
    }

    /**
     * The same with the state of its session.
     *
     * @param bytes what remains of it, at most {@link #MOST_BYTES}; copied, and left as it is
     * @throws IllegalArgumentException if there are more
     */
    public HandoffItem withContext(ByteBuffer bytes) {
        return new HandoffItem(channel, shareable, kind, copy("context", bytes), readAhead);
    }

    /**
     * The same with what this process has read of the connection and not used: the receiver reads
     * it first ({@link ReadAhead}).
     *
     * @param bytes at most {@link #MOST_BYTES}, which are copied
     * @throws IllegalArgumentException if there are more
     */
    public HandoffItem withReadAhead(byte[] bytes) {
        return withReadAhead(ByteBuffer.wrap(bytes));
    }

    /**
     * The same with what this process has read of the connection and not used.
     *
     * @param bytes what remains of it, at most {@link #MOST_BYTES}; copied, and left as it is
     * @throws IllegalArgumentException if there are more
     */
    public HandoffItem withReadAhead(ByteBuffer bytes) {
        return new HandoffItem(channel, shareable, kind, context, copy("read-ahead", bytes));
    }

    private static byte[] copy(String what, ByteBuffer bytes) {
        if (bytes.remaining() > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "a "
                            + what
                            + " of "
                            + bytes.remaining()
                            + " bytes: at most "
                            + MOST_BYTES
                            + " are possible; what is larger goes over the connection itself, or a"
                            + " file");
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return copy;
    }

    @Nullable NetworkChannel channel() {
        return channel;
    }

    @Nullable Shareable shareable() {
        return shareable;
    }

    String kind() {
        return kind;
    }

    byte[] contextBytes() {
        return context;
    }

    byte[] readAheadBytes() {
        return readAhead;
    }

    /** Names the channel, and the kind if it has one. */
    @Override
    public String toString() {
        String what = String.valueOf(channel == null ? shareable : channel);
        return kind.isEmpty() ? what : "'" + kind + "' " + what;
    }
}
