package dev.baton.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;

/**
 * Answers a channel's first request to read with bytes that were read elsewhere; the socket is not
 * asked before they are through.
 */
final class Replay extends ChannelOutboundHandlerAdapter {
    private static final byte[] NONE = {};

    private byte[] bytes;
    private boolean asked;

    Replay(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What was not read yet; from now on, nothing is. */
    byte[] take() {
        byte[] taken = bytes;
        bytes = NONE;
        return taken;
    }

    // Not at once: this may be a handler's channelActive, which others have not seen yet.
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!asked) {
            asked = true;
            ctx.executor().execute(() -> fire(ctx));
        }
    }

    private void fire(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            ChannelPipeline pipeline = ctx.pipeline();
            pipeline.remove(this);
            pipeline.fireChannelRead(Unpooled.wrappedBuffer(take()));
            pipeline.fireChannelReadComplete();
        }
    }
}
