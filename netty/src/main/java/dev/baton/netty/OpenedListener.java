package dev.baton.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Keeps frameworks that insist on {@code bind} happy with a listener that is bound already. */
final class OpenedListener extends ChannelOutboundHandlerAdapter {
    private final InetSocketAddress local;
    private boolean asked;
    private boolean accepting;

    OpenedListener(InetSocketAddress local) {
        this.local = local;
    }

    @Override
    public void bind(ChannelHandlerContext ctx, SocketAddress address, ChannelPromise promise) {
        if (address instanceof InetSocketAddress wanted
                && wanted.getPort() != 0
                && wanted.getPort() != local.getPort()) {
            promise.tryFailure(
                    new BindException(
                            "cannot bind to port "
                                    + wanted.getPort()
                                    + ": this listener was opened from another process and has port "
                                    + local.getPort()
                                    + "; bind to that one or to 0"));
        } else {
            promise.trySuccess();
        }
    }

    // Being bound, it would accept as soon as it is registered: before ServerBootstrap has added
    // what takes the connections, which a task of the event loop does.
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (accepting) {
            ctx.read();
        } else if (!asked) {
            asked = true;
            ctx.executor()
                    .execute(() -> {
                        accepting = true;
                        ctx.read();
                    });
        }
    }
}
