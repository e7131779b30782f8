package dev.baton.netty;

import dev.baton.channels.Shareable;
import dev.baton.channels.SharedDescriptors;
import dev.baton.channels.Ticket;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Channels of Netty whose sockets belong to several processes: duplicates, moves and releases them.
 * {@link NettyTransport} opens them. What {@link dev.baton.channels.SharedChannels} says of tickets
 * and targets is true here, too, and a ticket does not tell by which library it was made: JDK
 * channels, Netty's and Winsock's sockets open each other's.
 *
 * <p>Served are TCP connections and listeners, UDP and unix sockets of the transports NIO and
 * epoll; of io_uring {@link #duplicate}, {@link #release} and {@link #shareable}.
 *
 * <p>End a channel that others share with {@link #release}, not with {@code close}: closing one of
 * the transport NIO ends the connection for all.
 *
 * <p>Thread-safe; every method may be called on an event loop, and none of them waits for one.
 */
public final class NettyChannels {
    private NettyChannels() {}

    /**
     * Duplicates a channel for a process. When this returns, the duplicate is with the target, and
     * the source may do what it likes with its own channel; it stays as it was, and reads on. See
     * {@link #settle} for that.
     *
     * @param channel a connection that is active, a listener that is bound, or a channel of
     *     datagrams
     * @param targetPid the target's process identifier
     * @return what the target opens, once
     * @throws IOException as {@code SharedChannels.duplicate}: nothing was delivered
     * @throws UnsupportedOperationException if this channel has no socket that can be shared, or
     *     speaks TLS
     */
    public static Ticket duplicate(Channel channel, long targetPid) throws IOException {
        int copy = copy(channel);
        try {
            return SharedDescriptors.duplicate(new int[] {copy}, targetPid)[0];
        } finally {
            SharedDescriptors.close(copy);
        }
    }

    static int copy(Channel channel) throws IOException {
        Codecs.refuseTls(channel.pipeline());
        return Underlying.of(channel).copy();
    }

    /**
     * Gives a channel to a process: {@link #duplicate}, {@link #settle} and {@link #release}.
     * Called in a handler's {@code channelRead}, it cuts precisely: what the peer has sent after
     * that message goes to the target.
     *
     * <p>It takes as long as the peer takes to accept what was written before; the target should
     * open what it gets within a minute from this call.
     *
     * @param channel as in {@link #duplicate}; released, unless this fails
     * @param targetPid the target's process identifier
     * @return what to send to the target; fails as {@link #duplicate}, and then nothing was
     *     changed, or as {@link #settle}
     */
    public static Future<MovedChannel> move(Channel channel, long targetPid) {
        Promise<MovedChannel> moved = Loops.promise(channel);
        Loops.run(
                channel,
                moved,
                () -> {
                    Settling settling = Settling.of(channel);
                    Ticket ticket = duplicate(channel, targetPid);
                    settling.start()
                            .addListener((Future<byte[]> it) -> leave(channel, ticket, it, moved));
                });
        return moved;
    }

    private static void leave(
            Channel channel, Ticket ticket, Future<byte[]> settled, Promise<MovedChannel> moved) {
        if (!settled.isSuccess()) {
            moved.tryFailure(settled.cause());
            return;
        }
        MovedChannel result = new MovedChannel(ticket, settled.getNow());
        release(channel)
                .addListener(released -> {
                    if (released.isSuccess()) {
                        moved.trySuccess(result);
                    } else {
                        moved.tryFailure(released.cause());
                    }
                });
    }

    /**
     * Brings a channel to rest, before another process goes on with it: stops reading, takes what
     * has been read and not decoded yet out of the pipeline, and waits until everything that was
     * written is with the kernel. The pipeline's first {@code ByteToMessageDecoder} (or codec) is
     * removed with that. Called in a handler's {@code channelRead}, what the peer has sent after
     * that message is what it takes.
     *
     * <p>To go on here after all: add a new decoder, {@link #replay(Channel, byte[])} and {@code
     * setAutoRead(true)}.
     *
     * @param channel of the transports NIO or epoll
     * @return the bytes that whoever goes on must take as read before all others: {@link
     *     #replay(Channel, byte[])}; none for a listener or for datagrams. Fails with {@link
     *     UnsupportedOperationException} if what it holds can't be moved, as TLS, and then nothing
     *     was changed; and if the connection breaks meanwhile
     */
    public static Future<byte[]> settle(Channel channel) {
        Promise<byte[]> settled = Loops.promise(channel);
        Loops.run(
                channel,
                settled,
                () ->
                        Settling.of(channel)
                                .start()
                                .addListener((Future<byte[]> it) -> Loops.pass(it, settled)));
        return settled;
    }

    /**
     * Makes a pipeline take these bytes as the first that are read from the channel, by all its
     * handlers, as soon as the channel is registered, active and asked to read.
     *
     * @param channel not registered yet, or {@link #settle}d
     * @param readAhead read elsewhere before; copied
     * @throws IllegalStateException if the channel is reading already
     */
    public static void replay(Channel channel, byte[] readAhead) {
        replay(channel, ByteBuffer.wrap(readAhead));
    }

    /**
     * Makes a pipeline take these bytes as the first that are read from the channel.
     *
     * @param channel as in {@link #replay(Channel, byte[])}
     * @param readAhead what remains of it, as of {@code ReceivedItem.readAhead()}; copied, and left
     *     as it is
     * @throws IllegalStateException if the channel is reading already
     */
    public static void replay(Channel channel, ByteBuffer readAhead) {
        if (channel.isRegistered() && channel.config().isAutoRead()) {
            throw new IllegalStateException(
                    "can't replay bytes to " + channel + ": it reads already; register it after");
        }
        if (readAhead.hasRemaining()) {
            byte[] bytes = new byte[readAhead.remaining()];
            readAhead.get(readAhead.position(), bytes);
            channel.pipeline().addFirst(new Replay(bytes));
        }
    }

    /**
     * Closes this process's descriptor of a channel and nothing else: those who share the socket
     * notice nothing, and nothing is written any more, neither by handlers nor of what is queued,
     * whose promises fail. For the channel's handlers and its {@code closeFuture} it is a close. If
     * nobody else holds the socket, the connection ends. A channel that is closed already is left
     * as it is.
     *
     * @param channel in whatever state, opened by Baton or not
     * @return done when the descriptor is closed; fails if the socket can't be taken away from the
     *     channel: then it is open as before
     * @throws UnsupportedOperationException if it has no socket that can be shared
     */
    public static ChannelFuture release(Channel channel) {
        Underlying underlying = Underlying.of(channel);
        ChannelPromise released = Loops.channelPromise(channel);
        if (Loops.ended(channel)) {
            try {
                underlying.close();
                released.setSuccess();
            } catch (IOException e) {
                released.setFailure(e);
            }
        } else {
            Loops.run(channel, released, () -> close(channel, underlying, released));
        }
        return released;
    }

    private static void close(Channel channel, Underlying underlying, ChannelPromise released)
            throws IOException {
        underlying.detach();
        // Not through the pipeline: a handler's farewell would be one of all holders.
        channel.unsafe().close(released);
    }

    /**
     * A channel for hand-over points. Its {@code release} waits for nothing, so that it can't block
     * an event loop or a thread that an event loop waits for: called on another thread it lets the
     * channel's loop do it and returns. Stop reading before you offer it: {@link #settle}.
     *
     * @param channel as in {@link #duplicate}
     * @throws UnsupportedOperationException if it has no socket that can be shared, or speaks TLS
     */
    public static Shareable shareable(Channel channel) {
        Codecs.refuseTls(channel.pipeline());
        return new NettyShareable(channel, Underlying.of(channel));
    }
}
