package dev.baton.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/** How a channel comes to rest. All of it happens on the channel's event loop. */
final class Settling {
    private final Channel channel;
    private final Promise<byte[]> settled;
    private final Gate gate = new Gate();

    private Settling(Channel channel) {
        this.channel = channel;
        this.settled = Loops.promise(channel);
    }

    /** Of a channel that can. */
    static Settling of(Channel channel) throws ClosedChannelException {
        Underlying.of(channel);
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        if (Underlying.isUring(channel)) {
            throw new UnsupportedOperationException(
                    "cannot bring "
                            + channel
                            + " to rest: a read of io_uring that is under way can't be taken back;"
                            + " use the transport NIO or epoll, or duplicate and release");
        }
        Codecs.refuseTls(channel.pipeline());
        Optional<ChannelHandlerContext> decoder = Codecs.firstDecoder(channel.pipeline());
        if (channel.isRegistered()
                && decoder.isPresent()
                && !decoder.get().executor().inEventLoop()) {
            throw new UnsupportedOperationException(
                    "cannot bring "
                            + channel
                            + " to rest: its decoder "
                            + decoder.get().name()
                            + " runs on another thread than the channel");
        }
        return new Settling(channel);
    }

    Future<byte[]> start() {
        if (Codecs.decoding()) {
            Loops.later(channel, settled, this::begin);
        } else {
            begin();
        }
        return settled;
    }

    private void begin() {
        ChannelPipeline pipeline = channel.pipeline();
        Replay replay = pipeline.get(Replay.class);
        if (replay != null) {
            gate.add(replay.take());
            pipeline.remove(replay);
        }
        if (!channel.isRegistered()) {
            channel.config().setAutoRead(false);
            Loops.later(channel, settled, this::finish);
            return;
        }
        takeUndecoded(pipeline);
        stopReading();
        if (channel instanceof DuplexChannel) {
            writeOut();
        } else {
            Loops.later(channel, settled, this::finish);
        }
    }

    // A decoder that is removed forwards what it has left. In this order, because what the socket
    // might still give comes after that.
    private void takeUndecoded(ChannelPipeline pipeline) {
        Optional<ChannelHandlerContext> decoder = Codecs.firstDecoder(pipeline);
        if (channel instanceof DuplexChannel && decoder.isPresent()) {
            Gate rest = new Gate();
            pipeline.addAfter(decoder.get().name(), null, rest);
            pipeline.remove(decoder.get().handler());
            // Messages that it has decoded already and not forwarded yet pass.
            pipeline.remove(rest);
            gate.add(rest.taken());
        }
        pipeline.addFirst(gate);
    }

    // A read that was asked for without auto-read is taken back only if auto-read ends.
    private void stopReading() {
        ChannelConfig config = channel.config();
        if (!config.isAutoRead()) {
            config.setAutoRead(true);
        }
        config.setAutoRead(false);
    }

    private void writeOut() {
        ChannelPromise written = channel.newPromise();
        written.addListener(it -> {
            if (it.isSuccess()) {
                Loops.later(channel, settled, this::finish);
            } else {
                settled.tryFailure(it.cause());
            }
        });
        channel.flush();
        channel.unsafe().write(Unpooled.EMPTY_BUFFER, written);
        channel.unsafe().flush();
    }

    private void finish() throws ClosedChannelException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        if (channel.pipeline().context(gate) != null) {
            channel.pipeline().remove(gate);
        }
        settled.trySuccess(gate.taken());
    }
}
