package dev.baton.netty;

import io.netty.channel.Channel;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NetworkChannel;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;

/** What is beneath a channel of Netty. */
sealed interface Underlying permits UnderlyingJdk, UnderlyingDescriptor {
    /** Of a channel whose transport has sockets of the kernel. */
    static Underlying of(Channel channel) {
        if (channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio
                && nio.ch() instanceof NetworkChannel jdk) {
            return new UnderlyingJdk(jdk);
        }
        // By name: the class that these have in common need not be there.
        String type = channel.getClass().getName();
        if (type.startsWith("io.netty.channel.epoll.") || isUring(channel)) {
            return UnderlyingDescriptor.of(channel);
        }
        throw new UnsupportedOperationException(
                "a "
                        + type
                        + " can't be shared: it has no socket of the Linux kernel that Baton knows;"
                        + " use the transport NIO or epoll");
    }

    static boolean isUring(Channel channel) {
        return channel.getClass().getName().startsWith("io.netty.channel.uring.");
    }

    static void check(Channel channel) throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        }
        if (channel instanceof DuplexChannel && !channel.isActive()) {
            throw new NotYetConnectedException();
        }
        if (channel instanceof ServerChannel && !channel.isActive()) {
            throw new NotYetBoundException();
        }
    }

    /**
     * Duplicates its descriptor, and sees to it that {@code O_NONBLOCK} is set and stays.
     *
     * @return close-on-exec, the caller's
     */
    int copy() throws IOException;

    /** Closes it past its channel, whose event loop has ended, and harms nobody. */
    void close() throws IOException;

    /** Makes the channel's close harmless. Only on its event loop, where it is closed, too. */
    void detach() throws IOException;
}
