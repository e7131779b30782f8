package dev.baton.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.io.ByteArrayOutputStream;

/** Where bytes stop on their way through a pipeline, and no more are asked for. */
final class Gate extends ChannelDuplexHandler {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    void add(byte[] bytes) {
        taken.writeBytes(bytes);
    }

    byte[] taken() {
        return taken.toByteArray();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            add(ByteBufUtil.getBytes(bytes));
            bytes.release();
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        // Decoders without auto-read ask for more, if what they got was not enough.
    }
}
