package dev.baton.netty;

import dev.baton.channels.SharedDescriptors;
import io.netty.channel.Channel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/** A descriptor, with the transports epoll and io_uring. Their close harms nobody. */
record UnderlyingDescriptor(Channel channel, FileDescriptor descriptor) implements Underlying {
    static UnderlyingDescriptor of(Channel channel) {
        return new UnderlyingDescriptor(channel, ((UnixChannel) channel).fd());
    }

    // A descriptor is marked closed before it is: if it is not after the copy, the copy is its own,
    // and not of what has got its number.
    @Override
    public int copy() throws IOException {
        Underlying.check(channel);
        int copy = SharedDescriptors.copy(descriptor.intValue());
        if (!descriptor.isOpen()) {
            SharedDescriptors.close(copy);
            throw new ClosedChannelException();
        }
        return copy;
    }

    @Override
    public void close() throws IOException {
        descriptor.close();
    }

    @Override
    public void detach() {
        // Netty takes it out of its epoll instance before it closes it.
    }
}
