package dev.baton.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;

/** The receiver of {@link NettySource}. Arguments: NAME N WARM fd|channel. */
final class NettyTarget extends ChannelInboundHandlerAdapter {
    private final int warm;
    private final int total;
    private final boolean asChannel;
    private final Marks marks;
    private int i;

    private NettyTarget(int n, int warm, boolean asChannel) {
        this.warm = warm;
        this.total = n + warm;
        this.asChannel = asChannel;
        this.marks = new Marks(total);
    }

    public static void main(String[] args) throws Exception {
        NettyTarget target =
                new NettyTarget(
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        args[3].equals("channel"));
        new Bootstrap()
                .group(NettySource.loop())
                .channel(EpollDomainSocketChannel.class)
                .option(
                        EpollChannelOption.DOMAIN_SOCKET_READ_MODE,
                        DomainSocketReadMode.FILE_DESCRIPTORS)
                .handler(target)
                .connect(NettySource.address(args[0]))
                .sync()
                .channel()
                .closeFuture()
                .sync();
        System.exit(0); // not waiting for the event loop's quiet period
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
        FileDescriptor fd = (FileDescriptor) message;
        marks.at(i);
        if (asChannel) {
            viaChannel(ctx, fd);
        } else {
            if (i < Pool.SIZE) {
                ByteBuf proof = proof();
                new Socket(fd.intValue()).write(proof.internalNioBuffer(0, 1), 0, 1);
                proof.release();
            }
            acknowledge(ctx);
            fd.close();
        }
        if (++i == total) {
            ByteBuf cpu = Unpooled.buffer(Long.BYTES).writeLong(marks.cpuSince(warm));
            var _ = ctx.writeAndFlush(cpu).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void viaChannel(ChannelHandlerContext ctx, FileDescriptor fd) {
        EpollSocketChannel channel = new EpollSocketChannel(fd.intValue());
        channel.config().setAutoRead(false);
        var _ = ctx.channel().eventLoop().register(channel);
        if (i < Pool.SIZE) {
            var _ = channel.writeAndFlush(proof());
        }
        acknowledge(ctx);
        var _ = channel.close();
    }

    private static void acknowledge(ChannelHandlerContext ctx) {
        var _ = ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'a'}), ctx.voidPromise());
    }

    private static ByteBuf proof() {
        return Unpooled.directBuffer(1).writeByte(Pool.PROOF);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        System.err.println("the target failed: " + cause);
        var _ = ctx.close();
    }
}
