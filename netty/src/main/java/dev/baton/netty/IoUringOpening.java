package dev.baton.netty;

import dev.baton.channels.SharedDescriptors;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDatagramChannel;
import java.io.IOException;

/** Channels of the transport io_uring from descriptors: Netty lets others make those of UDP. */
final class IoUringOpening {
    private IoUringOpening() {}

    static DatagramChannel datagrams(int descriptor) throws IOException {
        if (!IoUring.isAvailable()) {
            throw new IOException(
                    "the transport io_uring is not available: is netty-transport-native-io_uring for"
                            + " this machine on the class path, and does the kernel allow it?"
                            + " NettyTransport.NIO needs nothing",
                    IoUring.unavailabilityCause());
        }
        SharedDescriptors.setNonBlocking(descriptor);
        return new IoUringDatagramChannel(descriptor);
    }

    static IOException closed(String what) {
        return new IOException(
                "cannot open a "
                        + what
                        + " with the transport io_uring: Netty has no public door for it; use"
                        + " NettyTransport.EPOLL or NIO, with an event loop group of their own");
    }
}
