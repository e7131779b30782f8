package dev.baton.netty;

import dev.baton.channels.Shareable;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.io.IOException;

/** A channel of Netty at a hand-over point. */
record NettyShareable(Channel channel, Underlying underlying) implements Shareable {
    private static final System.Logger LOG = System.getLogger("dev.baton.netty");

    @Override
    public int duplicate() throws IOException {
        return underlying.copy();
    }

    @Override
    public void release() throws IOException {
        ChannelFuture released = NettyChannels.release(channel);
        if (released.isDone() && released.cause() != null) {
            throw new IOException("cannot release " + channel, released.cause());
        }
        if (!released.isDone()) {
            released.addListener(this::tell);
        }
    }

    private void tell(Future<? super Void> released) {
        if (!released.isSuccess()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cannot release " + channel + ", which stays open",
                    released.cause());
        }
    }
}
